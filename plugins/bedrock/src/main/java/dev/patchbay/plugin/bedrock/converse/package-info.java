/** Converse and ConverseStream: Bedrock's own dialect for all models. */
@NullMarked
package dev.patchbay.plugin.bedrock.converse;

import org.jspecify.annotations.NullMarked;
