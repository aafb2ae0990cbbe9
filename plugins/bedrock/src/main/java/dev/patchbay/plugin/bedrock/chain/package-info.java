/** Where access keys come from when the configuration has none. Blocks; never on an event loop. */
@NullMarked
package dev.patchbay.plugin.bedrock.chain;

import org.jspecify.annotations.NullMarked;
