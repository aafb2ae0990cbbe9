package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.MediaReading;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import org.jspecify.annotations.Nullable;

/** Reads one content part. One of an unknown type is carried whole. */
final class PartReading {
  private final Body body;
  private final String path;
  private final StringBuilder extra = new StringBuilder();
  private @Nullable String type;
  private @Nullable String text;
  private @Nullable String url;
  private @Nullable String detail;
  private @Nullable String data;
  private @Nullable String format;
  private @Nullable String fileId;
  private @Nullable String filename;

  PartReading(Body body, String path) {
    this.body = body;
    this.path = path;
  }

  Part read() {
    int mark = body.mark();
    if (!body.object(path, this::member) || type == null) {
      throw Body.refused(path + ".type", "must say what kind of part this is");
    }
    Marks marks = Marks.of(Extra.of(extra.toString()));
    return switch (type) {
      case "text" -> new Part.Text(present(text, "text"), marks);
      case "refusal" -> new Part.Refusal(present(text, "refusal"), marks);
      case "image_url" -> MediaReading.picture(present(url, "image_url.url"), detail, marks);
      case "input_audio" -> {
        String sound = "audio/" + present(format, "input_audio.format");
        yield MediaReading.data(path, present(data, "input_audio.data"), sound, filename, marks);
      }
      case "file" -> file(marks);
      default -> new Part.Opaque("openai." + type, body.textSince(mark), Marks.NONE);
    };
  }

  private String present(@Nullable String value, String member) {
    if (value == null) {
      throw Body.refused(path + "." + member, "must be there in a part of type " + type);
    }
    return value;
  }

  private void member(String name) {
    String at = path + "." + name;
    switch (name) {
      case "type" -> type = body.string(at);
      case "text", "refusal" -> text = body.string(at);
      case "image_url" -> image(at);
      case "input_audio", "file" -> body.object(at, inner -> content(inner, at + "." + inner));
      default -> MessageReading.carry(body, extra, name);
    }
  }

  /** Some callers write the URL itself. */
  private void image(String at) {
    if (body.is('"')) {
      url = body.string(at);
    } else {
      body.object(at, inner -> content(inner, at + "." + inner));
    }
  }

  private void content(String name, String at) {
    switch (name) {
      case "url" -> url = body.string(at);
      case "detail" -> detail = body.string(at);
      case "data", "file_data" -> data = body.string(at);
      case "format" -> format = body.string(at);
      case "file_id" -> fileId = body.string(at);
      case "filename" -> filename = body.string(at);
      default -> body.skip();
    }
  }

  private Part file(Marks marks) {
    return data == null
        ? new Part.Media("", null, null, present(fileId, "file.file_id"), filename, detail, marks)
        : MediaReading.data(path, data, "", filename, marks);
  }
}
