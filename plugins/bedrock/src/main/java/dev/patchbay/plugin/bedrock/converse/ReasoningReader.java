package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;

/** Reads thinking: flat in a stream, one level deeper in a whole answer. */
final class ReasoningReader {
  private static final byte[] REASONING_TEXT = Names.of("reasoningText");
  private static final byte[] TEXT = Names.of("text");
  private static final byte[] SIGNATURE = Names.of("signature");
  private static final byte[] REDACTED = Names.of("redactedContent");

  private final JsonReader json;

  ReasoningReader(JsonReader json) {
    this.json = json;
  }

  void read(Block block) {
    String text = "";
    String signature = "";
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(TEXT)) {
        text = json.string();
      } else if (json.nameIs(SIGNATURE)) {
        signature = json.string();
      } else if (json.nameIs(REASONING_TEXT)) {
        read(block);
      } else if (json.nameIs(REDACTED)) {
        block.redacted(json.raw());
      } else {
        json.skip();
      }
    }
    block.reasoning(text);
    block.signature(signature);
  }
}
