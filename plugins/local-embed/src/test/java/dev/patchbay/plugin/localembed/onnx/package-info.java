@NullMarked
package dev.patchbay.plugin.localembed.onnx;

import org.jspecify.annotations.NullMarked;
