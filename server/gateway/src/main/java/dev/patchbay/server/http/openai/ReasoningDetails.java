package dev.patchbay.server.http.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.Minted;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.BlockStarted;

/**
 * The list {@code reasoning_details} of a message: thoughts that came with a proof, and the proofs
 * of calls and texts. OpenAI has no such member; the name and the two kinds of entries are
 * OpenRouter's, whose clients send the list back as it came. An entry with an {@code id} belongs to
 * the call of that id, one of its kind without to the message's text.
 */
final class ReasoningDetails {
  static final String MEMBER = "reasoning_details";
  static final String TEXT = "reasoning.text";
  static final String ENCRYPTED = "reasoning.encrypted";

  /** The {@code format} of entries that are ours. */
  static final String FORMAT = "patchbay";

  /** No provider is at home in the dialect, so that each proof has its maker's name before it. */
  static final String NO_HOME = "";

  private ReasoningDetails() {}

  /**
   * Writes an entry.
   *
   * @param index in the list
   * @param thought the block's text, if it is a thought
   */
  static void write(
      JsonWriter json, int index, BlockStarted block, CharSequence thought, Minted.Proof proof) {
    boolean isThought = block.kind() == BlockKind.REASONING;
    json.beginObject().name("type").string(isThought ? TEXT : ENCRYPTED);
    json.name("index").number(index).name("format").string(FORMAT);
    if (isThought) {
      json.name("text").string(thought).name("signature");
    } else {
      if (block.callId() != null) {
        json.name("id").string(block.callId());
      }
      json.name("data");
    }
    json.string(proof.handedOut(NO_HOME)).endObject();
  }
}
