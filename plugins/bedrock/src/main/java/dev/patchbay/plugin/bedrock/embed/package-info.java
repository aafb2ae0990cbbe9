/** Embeddings by InvokeModel: Amazon's Titan and Cohere's models. */
@NullMarked
package dev.patchbay.plugin.bedrock.embed;

import org.jspecify.annotations.NullMarked;
