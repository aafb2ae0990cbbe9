/** The provider {@code local-embed}: a real embedding model in the process, run by ONNX Runtime. */
@NullMarked
package dev.patchbay.plugin.localembed;

import org.jspecify.annotations.NullMarked;
