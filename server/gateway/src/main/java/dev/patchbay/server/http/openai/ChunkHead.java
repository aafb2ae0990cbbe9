package dev.patchbay.server.http.openai;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;

/** The members with which each chunk of an answer begins. */
record ChunkHead(String id, long created, String model) {
  private static final byte[] ID = "id".getBytes(US_ASCII);
  private static final byte[] CREATED = "created".getBytes(US_ASCII);
  private static final byte[] MODEL = "model".getBytes(US_ASCII);

  /** An object that is not ended yet. */
  byte[] bytes() {
    var json = new JsonWriter();
    json.beginObject().name("id").string(id).name("object").string("chat.completion.chunk");
    json.name("created").number(created).name("model").string(model);
    return json.bytes();
  }

  /**
   * The head of a service's own chunk.
   *
   * @param otherwise the head, if it can't be told
   */
  static byte[] of(byte[] frame, byte[] otherwise) {
    String id = null;
    String model = null;
    long created = 0;
    JsonReader json = new JsonReader().over(frame, 0, frame.length);
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(ID) && json.peek() == '"') {
        id = json.anyText();
      } else if (json.nameIs(MODEL) && json.peek() == '"') {
        model = json.anyText();
      } else if (json.nameIs(CREATED) && json.peek() != '"' && json.peek() != 'n') {
        created = json.integer();
      } else {
        json.skip();
      }
    }
    return id == null || model == null ? otherwise : new ChunkHead(id, created, model).bytes();
  }
}
