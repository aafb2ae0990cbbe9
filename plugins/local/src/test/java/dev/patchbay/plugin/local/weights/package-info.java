@NullMarked
package dev.patchbay.plugin.local.weights;

import org.jspecify.annotations.NullMarked;
