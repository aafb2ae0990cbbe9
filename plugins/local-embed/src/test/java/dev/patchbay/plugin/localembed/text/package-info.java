@NullMarked
package dev.patchbay.plugin.localembed.text;

import org.jspecify.annotations.NullMarked;
