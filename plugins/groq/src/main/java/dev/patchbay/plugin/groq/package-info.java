/** The provider {@code groq}: Groq. */
@NullMarked
package dev.patchbay.plugin.groq;

import org.jspecify.annotations.NullMarked;
