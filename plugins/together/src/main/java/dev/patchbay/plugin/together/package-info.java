/** The provider {@code together}: Together AI. */
@NullMarked
package dev.patchbay.plugin.together;

import org.jspecify.annotations.NullMarked;
