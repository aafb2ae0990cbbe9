package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.spi.ChatEvent.BlockKind;
import org.jspecify.annotations.Nullable;

/** Reads one part of a candidate's content. What it doesn't know becomes an opaque block. */
final class PartReader {
  private static final byte[] TEXT = Names.of("text");
  private static final byte[] THOUGHT = Names.of("thought");
  private static final byte[] SIGNATURE = Names.of("thoughtSignature");
  private static final byte[] CALL = Names.of("functionCall");

  private final JsonReader json;

  PartReader(JsonReader json) {
    this.json = json;
  }

  void read(Candidate candidate) {
    json.peek();
    int from = json.position();
    String text = null;
    String signature = null;
    String other = null;
    boolean thought = false;
    int callAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(TEXT)) {
        text = json.string();
      } else if (json.nameIs(THOUGHT)) {
        thought = json.bool();
      } else if (json.nameIs(SIGNATURE)) {
        signature = json.string();
      } else if (json.nameIs(CALL)) {
        callAt = json.pass();
      } else {
        other = other == null ? json.name() : other;
        json.skip();
      }
    }
    int resume = json.position();
    if (callAt >= 0) {
      json.position(callAt);
      candidate.call(FunctionCall.read(json), signature);
    } else if (text == null && other != null) {
      json.position(from);
      candidate.opaque(other, json.raw());
    } else {
      text(candidate, thought, text, signature);
    }
    json.position(resume);
  }

  private static void text(
      Candidate candidate, boolean thought, @Nullable String text, @Nullable String signature) {
    BlockKind kind = thought ? BlockKind.REASONING : BlockKind.TEXT;
    candidate.text(kind, text == null ? "" : text, signature);
  }
}
