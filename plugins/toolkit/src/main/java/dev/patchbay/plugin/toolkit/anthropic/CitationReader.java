package dev.patchbay.plugin.toolkit.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * Reads a citation. Its places are places in the source, never in the answer, so there is no span.
 */
final class CitationReader {
  private CitationReader() {}

  static Annotation read(String raw) {
    byte[] text = raw.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(text, 0, text.length);
    String type = "";
    String uri = null;
    String title = null;
    String documentTitle = null;
    if (json.peek() == '{') {
      json.beginObject();
      while (json.nextMember()) {
        switch (json.name()) {
          case "type" -> type = String.valueOf(json.anyText());
          case "url", "source" -> uri = json.anyText();
          case "title" -> title = json.anyText();
          case "document_title" -> documentTitle = json.anyText();
          default -> json.skip();
        }
      }
    }
    return Annotation.of(kind(type), uri, title == null ? documentTitle : title, raw);
  }

  private static Annotation.Kind kind(@Nullable String type) {
    return switch (type) {
      case "web_search_result_location" -> Annotation.Kind.URL;
      case "char_location", "page_location", "content_block_location", "search_result_location" ->
          Annotation.Kind.DOCUMENT;
      case null, default -> Annotation.Kind.OTHER;
    };
  }
}
