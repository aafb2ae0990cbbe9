@NullMarked
package dev.patchbay.plugin.local.llama;

import org.jspecify.annotations.NullMarked;
