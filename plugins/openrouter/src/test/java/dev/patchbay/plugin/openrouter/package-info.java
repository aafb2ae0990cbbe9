@NullMarked
package dev.patchbay.plugin.openrouter;

import org.jspecify.annotations.NullMarked;
