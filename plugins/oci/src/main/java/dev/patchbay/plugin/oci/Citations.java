package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Annotation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads pointers to evidence: GENERIC's {@code annotations}, COHERE's and COHEREV2's {@code
 * citations}, and the {@code groundingMetadata} of Google's models.
 */
final class Citations {
  /** What is known of a document. */
  private record Source(@Nullable String uri, @Nullable String title) {}

  private final Map<String, Source> documents = new HashMap<>();

  private Annotation.Kind kind = Annotation.Kind.OTHER;
  private @Nullable String uri;
  private @Nullable String title;
  private int start;
  private int end;

  /** Remembers documents that citations name by their ids. */
  void documents(JsonReader json) {
    json.beginArray();
    while (json.nextElement()) {
      if (json.peek() != '{') {
        json.skip();
        continue;
      }
      Places document = Places.of(json);
      String url = document.textOrNull("url");
      Source source =
          new Source(url == null ? document.textOrNull("uri") : url, document.textOrNull("title"));
      documents.put(document.text("id"), source);
      document.leave();
    }
  }

  /** Reads a list. */
  void list(JsonReader json, Choice choice) {
    json.beginArray();
    while (json.nextElement()) {
      choice.cite(one(json.raw()));
    }
  }

  private Annotation one(String raw) {
    kind = Annotation.Kind.OTHER;
    uri = null;
    title = null;
    start = -1;
    end = -1;
    byte[] text = raw.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(text, 0, text.length);
    if (json.peek() == '{') {
      members(json);
    }
    Annotation annotation = Annotation.of(kind, uri, title, raw);
    return start >= 0 && end >= start ? annotation.span(start, end) : annotation;
  }

  private void members(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "start", "startIndex" -> start = (int) json.integer();
        case "end", "endIndex" -> end = (int) json.integer();
        case "url", "uri" -> {
          uri = json.anyText();
          kind = kind == Annotation.Kind.OTHER ? Annotation.Kind.URL : kind;
        }
        case "title" -> title = json.anyText();
        case "documentIds" -> documentIds(json);
        case "urlCitation", "web" -> objectOrSkip(json);
        case "document" -> {
          kind = Annotation.Kind.DOCUMENT;
          objectOrSkip(json);
        }
        case "sources" -> sources(json);
        default -> json.skip();
      }
    }
  }

  private void objectOrSkip(JsonReader json) {
    if (json.peek() == '{') {
      members(json);
    } else {
      json.skip();
    }
  }

  /** The first document is what is pointed to; the raw object has them all. */
  private void documentIds(JsonReader json) {
    kind = Annotation.Kind.DOCUMENT;
    json.beginArray();
    while (json.nextElement()) {
      String id = json.anyText();
      Source source = documents.get(id);
      if (source != null && uri == null && title == null) {
        uri = source.uri();
        title = source.title();
      }
    }
  }

  private void sources(JsonReader json) {
    json.beginArray();
    while (json.nextElement()) {
      objectOrSkip(json);
    }
  }

  /** The pages that a search found. Their places in the text count bytes, and stay in the raw. */
  void grounding(JsonReader json, Choice choice) {
    Places grounding = Places.of(json);
    if (grounding.go("groundingChunks", '[')) {
      list(json, choice);
    }
    grounding.leave();
  }
}
