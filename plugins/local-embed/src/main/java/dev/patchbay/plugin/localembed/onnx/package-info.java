/**
 * ONNX Runtime through Java's foreign-function API: the library's own Java classes register a
 * shutdown hook, which keeps a plugin's class loader for ever.
 */
@NullMarked
package dev.patchbay.plugin.localembed.onnx;

import org.jspecify.annotations.NullMarked;
