/** InvokeModel and InvokeModelWithResponseStream, whose bodies are the models' own. */
@NullMarked
package dev.patchbay.plugin.bedrock.invoke;

import org.jspecify.annotations.NullMarked;
