package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/** The parts of {@code groundingMetadata} that point from text to sources. */
record Grounding(List<Source> sources, List<Support> supports) {
  /**
   * A stretch of text and the places, in the list of sources, of those that it rests on.
   *
   * @param raw the service's own object
   */
  record Support(Stretch stretch, List<Integer> sources, String raw) {}

  static Grounding read(String metadata) {
    List<Source> sources = new ArrayList<>();
    List<Support> supports = new ArrayList<>();
    byte[] text = metadata.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(text, 0, text.length);
    json.beginObject();
    while (json.nextMember()) {
      boolean list = json.peek() == '[';
      if (list && json.name().equals("groundingChunks")) {
        json.beginArray();
        while (json.nextElement()) {
          sources.add(Source.read(json));
        }
      } else if (list && json.name().equals("groundingSupports")) {
        json.beginArray();
        while (json.nextElement()) {
          supports.add(support(json.raw()));
        }
      } else {
        json.skip();
      }
    }
    return new Grounding(sources, supports);
  }

  private static Support support(String raw) {
    Stretch stretch = Stretch.NONE;
    List<Integer> sources = new ArrayList<>();
    byte[] text = raw.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(text, 0, text.length);
    json.beginObject();
    while (json.nextMember()) {
      int first = json.peek();
      if (first == '{' && json.name().equals("segment")) {
        stretch = Stretch.read(json);
      } else if (first == '[' && json.name().equals("groundingChunkIndices")) {
        json.beginArray();
        while (json.nextElement()) {
          sources.add((int) json.integer());
        }
      } else {
        json.skip();
      }
    }
    return new Support(stretch, sources, raw);
  }
}
