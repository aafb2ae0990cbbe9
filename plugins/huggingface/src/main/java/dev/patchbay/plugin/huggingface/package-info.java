/**
 * The provider {@code huggingface}: Hugging Face's router and endpoints of its Text Generation
 * Inference.
 */
@NullMarked
package dev.patchbay.plugin.huggingface;

import org.jspecify.annotations.NullMarked;
