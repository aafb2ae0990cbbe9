@NullMarked
package dev.patchbay.plugin.fireworks;

import org.jspecify.annotations.NullMarked;
