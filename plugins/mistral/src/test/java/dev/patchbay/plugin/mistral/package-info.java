@NullMarked
package dev.patchbay.plugin.mistral;

import org.jspecify.annotations.NullMarked;
