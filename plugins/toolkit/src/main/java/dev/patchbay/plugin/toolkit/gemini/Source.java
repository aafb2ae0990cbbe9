package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * A source: a page of the web, a retrieved document, a place on a map.
 *
 * @param raw the service's own object
 */
record Source(Annotation.Kind kind, @Nullable String uri, @Nullable String title, String raw) {
  /** Reads an element of {@code groundingChunks}, or a citation: its members or those within. */
  static Source read(JsonReader from) {
    String raw = from.raw();
    byte[] text = raw.getBytes(UTF_8);
    return read(new JsonReader().over(text, 0, text.length), Annotation.Kind.URL, raw);
  }

  private static Source read(JsonReader json, Annotation.Kind kind, String raw) {
    Annotation.Kind found = kind;
    String uri = null;
    String title = null;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "uri" -> uri = json.anyText();
        case "title" -> title = json.anyText();
        case "web", "maps", "image" -> {
          Source inner = read(json, Annotation.Kind.URL, raw);
          uri = inner.uri();
          title = inner.title();
        }
        case "retrievedContext" -> {
          found = Annotation.Kind.DOCUMENT;
          Source inner = read(json, found, raw);
          uri = inner.uri();
          title = inner.title();
        }
        default -> json.skip();
      }
    }
    return new Source(found, uri, title, raw);
  }
}
