/** From text to the tokens of BERT's uncased vocabulary. */
@NullMarked
package dev.patchbay.plugin.localembed.text;

import org.jspecify.annotations.NullMarked;
