package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/** A stretch of text that stands in a source word by word. */
record Citation(Source source, Stretch stretch) {
  /** Reads {@code citationMetadata}: the list has one name at each of the two services. */
  static List<Citation> read(String metadata) {
    List<Citation> all = new ArrayList<>();
    byte[] text = metadata.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(text, 0, text.length);
    json.beginObject();
    while (json.nextMember()) {
      boolean list = json.name().equals("citationSources") || json.name().equals("citations");
      if (list && json.peek() == '[') {
        json.beginArray();
        while (json.nextElement()) {
          json.peek();
          int at = json.position();
          Source source = Source.read(json);
          int resume = json.position();
          json.position(at);
          all.add(new Citation(source, Stretch.read(json)));
          json.position(resume);
        }
      } else {
        json.skip();
      }
    }
    return all;
  }
}
