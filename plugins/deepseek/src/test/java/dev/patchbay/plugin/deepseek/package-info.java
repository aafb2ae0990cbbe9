@NullMarked
package dev.patchbay.plugin.deepseek;

import org.jspecify.annotations.NullMarked;
