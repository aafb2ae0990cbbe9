/** The provider {@code bedrock}: models on Amazon Bedrock. */
@NullMarked
package dev.patchbay.plugin.bedrock;

import org.jspecify.annotations.NullMarked;
