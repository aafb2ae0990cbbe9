@NullMarked
package dev.patchbay.plugin.localembed;

import org.jspecify.annotations.NullMarked;
