@NullMarked
package dev.patchbay.plugin.vllm;

import org.jspecify.annotations.NullMarked;
