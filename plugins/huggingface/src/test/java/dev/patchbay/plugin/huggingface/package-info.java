@NullMarked
package dev.patchbay.plugin.huggingface;

import org.jspecify.annotations.NullMarked;
