package dev.patchbay.server.http.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.server.http.MediaReading;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a picture or a document comes from.
 *
 * @param type {@code base64}, {@code url}, {@code file}, {@code text} or {@code content}
 * @param mediaType empty: unsaid
 * @param value the data, the URL, the file's id or the text; empty with {@code content}
 */
record Source(String path, String type, String mediaType, String value) {
  private static final String DOCUMENT = "application/pdf";

  /** What is read of it. */
  private static final class Members {
    private @Nullable String type;
    private @Nullable String mediaType;
    private @Nullable String value;
  }

  static @Nullable Source read(Body body, String path) {
    var members = new Members();
    boolean there =
        body.object(
            path,
            name -> {
              String at = path + "." + name;
              switch (name) {
                case "type" -> members.type = body.string(at);
                case "media_type" -> members.mediaType = body.string(at);
                case "data", "url", "file_id" -> members.value = body.string(at);
                default -> body.skip();
              }
            });
    if (!there) {
      return null;
    }
    String type = members.type;
    if (type == null) {
      throw Body.refused(path + ".type", "must say what kind of source this is");
    }
    String value = members.value;
    if (value == null && !type.equals("content")) {
      throw Body.refused(path, "must hold its data, url or file_id");
    }
    String mediaType = members.mediaType == null ? "" : members.mediaType;
    return new Source(path, type, mediaType, value == null ? "" : value);
  }

  /** Whether it is made of blocks. */
  boolean isBlocks() {
    return type.equals("content");
  }

  Part picture(Marks marks) {
    return switch (type) {
      case "base64" -> MediaReading.picture("data:" + mediaType + ";base64," + value, null, marks);
      case "url" -> MediaReading.picture(value, null, marks);
      case "file" -> file("image/*", null, marks);
      default -> throw unknown("base64, url or file");
    };
  }

  Part document(@Nullable String title, Marks marks) {
    return switch (type) {
      case "base64" ->
          MediaReading.data(path, value, mediaType.isEmpty() ? DOCUMENT : mediaType, title, marks);
      case "url" -> new Part.Media(DOCUMENT, null, value, null, title, null, marks);
      case "file" -> file(DOCUMENT, title, marks);
      case "text" -> {
        ByteBuffer text = ByteBuffer.wrap(value.getBytes(UTF_8)).asReadOnlyBuffer();
        yield new Part.Media("text/plain", text, null, null, title, null, marks);
      }
      default -> throw unknown("base64, url, file, text or content");
    };
  }

  private Part file(String kind, @Nullable String title, Marks marks) {
    return new Part.Media(kind, null, null, value, title, null, marks);
  }

  private RuntimeException unknown(String known) {
    return Body.refused(path + ".type", "must be " + known + ", not \"" + type + "\"");
  }
}
