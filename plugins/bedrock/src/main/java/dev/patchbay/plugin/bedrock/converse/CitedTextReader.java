package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;

/** Reads text with its evidence in a whole answer, in whatever order the two come. */
final class CitedTextReader {
  private static final byte[] CITATIONS = Names.of("citations");
  private static final byte[] CONTENT = Names.of("content");
  private static final byte[] TEXT = Names.of("text");

  private final JsonReader json;

  CitedTextReader(JsonReader json) {
    this.json = json;
  }

  void read(Block block) {
    int citationsAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(CONTENT) && json.peek() == '[') {
        texts(block);
      } else if (json.nameIs(CITATIONS) && json.peek() == '[') {
        citationsAt = json.position();
        json.skip();
      } else {
        json.skip();
      }
    }
    int resume = json.position();
    if (citationsAt >= 0) {
      json.position(citationsAt);
      json.beginArray();
      while (json.nextElement()) {
        block.annotated(CitationReader.read(json));
      }
    }
    json.position(resume);
  }

  private void texts(Block block) {
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      while (json.nextMember()) {
        if (json.nameIs(TEXT) && json.peek() == '"') {
          block.text(json.string());
        } else {
          json.skip();
        }
      }
    }
  }
}
