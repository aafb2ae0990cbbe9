package dev.patchbay.plugin.bedrock.converse;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Annotation;
import org.jspecify.annotations.Nullable;

/** Reads one citation: a title, and a place on the web, in a document or in a search result. */
final class CitationReader {
  private Annotation.Kind kind = Annotation.Kind.OTHER;
  private @Nullable String uri;
  private @Nullable String title;

  private CitationReader() {}

  static Annotation read(JsonReader json) {
    String raw = json.raw();
    byte[] text = raw.getBytes(UTF_8);
    CitationReader reader = new CitationReader();
    JsonReader again = new JsonReader().over(text, 0, text.length);
    if (again.peek() == '{') {
      reader.members(again);
    }
    return Annotation.of(reader.kind, reader.uri, reader.title, raw);
  }

  private void members(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "title" -> title = json.anyText();
        case "source" -> uri = uri == null ? json.anyText() : passed(json);
        case "location" -> location(json);
        default -> json.skip();
      }
    }
  }

  private @Nullable String passed(JsonReader json) {
    json.skip();
    return uri;
  }

  private void location(JsonReader json) {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    json.beginObject();
    while (json.nextMember()) {
      String place = json.name();
      if (place.equals("web") && json.peek() == '{') {
        kind = Annotation.Kind.URL;
        web(json);
      } else {
        kind = place.startsWith("document") ? Annotation.Kind.DOCUMENT : kind;
        json.skip();
      }
    }
  }

  private void web(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("url")) {
        uri = json.anyText();
      } else {
        json.skip();
      }
    }
  }
}
