/** The provider {@code oci}: Oracle's Generative AI service. */
@NullMarked
package dev.patchbay.plugin.oci;

import org.jspecify.annotations.NullMarked;
