package dev.patchbay.plugin.cohere;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.Annotation.Kind;
import org.jspecify.annotations.Nullable;

/** Reads a citation: a span of the text and the documents or tool results that it rests on. */
final class CitationReader {
  private final String raw;
  private Kind kind = Kind.OTHER;
  private @Nullable String uri;
  private @Nullable String title;
  private int start = -1;
  private int end = -1;

  /** The content that it is a span of; -1: not told. */
  private int content = -1;

  private CitationReader(String raw) {
    this.raw = raw;
  }

  static CitationReader of(String raw) {
    CitationReader reader = new CitationReader(raw);
    byte[] text = raw.getBytes(UTF_8);
    reader.read(new JsonReader().over(text, 0, text.length));
    return reader;
  }

  int content() {
    return content;
  }

  Annotation annotation() {
    Annotation annotation = Annotation.of(kind, uri, title, raw);
    return start >= 0 && end >= start ? annotation.span(start, end) : annotation;
  }

  private void read(JsonReader json) {
    EventReader.object(
        json,
        name -> {
          switch (name) {
            case "start" -> start = (int) json.integer();
            case "end" -> end = (int) json.integer();
            case "content_index" -> content = (int) json.integer();
            case "sources" -> sources(json);
            default -> json.skip();
          }
        });
  }

  /** The first source stands for all; the others are in the raw object. */
  private void sources(JsonReader json) {
    if (json.peek() != '[') {
      json.skip();
      return;
    }
    boolean first = true;
    json.beginArray();
    while (json.nextElement()) {
      if (first) {
        source(json);
      } else {
        json.skip();
      }
      first = false;
    }
  }

  private void source(JsonReader json) {
    EventReader.object(
        json,
        name -> {
          switch (name) {
            case "type" -> kind = "document".equals(json.anyText()) ? Kind.DOCUMENT : Kind.OTHER;
            case "document" -> document(json);
            default -> json.skip();
          }
        });
  }

  private void document(JsonReader json) {
    EventReader.object(
        json,
        name -> {
          switch (name) {
            case "url" -> uri = json.anyText();
            case "title" -> title = json.anyText();
            default -> json.skip();
          }
        });
  }
}
