package dev.patchbay.plugin.toolkit.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Annotation;
import org.jspecify.annotations.Nullable;

/** Reads one annotation: {@code url_citation} and its kin, or a bare URL. */
public final class AnnotationReader {
  private Annotation.Kind kind = Annotation.Kind.OTHER;
  private @Nullable String uri;
  private @Nullable String title;
  private int start = -1;
  private int end = -1;

  private AnnotationReader() {}

  public static Annotation read(JsonReader json) {
    String raw = json.raw();
    byte[] text = raw.getBytes(UTF_8);
    JsonReader again = new JsonReader().over(text, 0, text.length);
    if (again.peek() == '"') {
      return Annotation.of(Annotation.Kind.URL, again.string(), null, raw);
    }
    AnnotationReader reader = new AnnotationReader();
    if (again.peek() == '{') {
      reader.members(again);
    }
    Annotation annotation = Annotation.of(reader.kind, reader.uri, reader.title, raw);
    boolean span = reader.start >= 0 && reader.end >= reader.start;
    return span ? annotation.span(reader.start, reader.end) : annotation;
  }

  private void members(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "type" -> kind = kind(json.anyText());
        case "url" -> uri = json.anyText();
        case "title", "filename" -> title = json.anyText();
        case "start_index" -> start = (int) json.integer();
        case "end_index" -> end = (int) json.integer();
        default -> {
          if (json.peek() == '{' && json.name().endsWith("_citation")) {
            members(json);
          } else {
            json.skip();
          }
        }
      }
    }
  }

  private static Annotation.Kind kind(@Nullable String type) {
    return switch (type) {
      case "url_citation" -> Annotation.Kind.URL;
      case "file_citation", "container_file_citation", "file_path" -> Annotation.Kind.FILE;
      case null, default -> Annotation.Kind.OTHER;
    };
  }
}
