package dev.patchbay.server.http.responses;

import dev.patchbay.server.http.MediaReading;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.http.json.Carried;
import dev.patchbay.server.http.json.Types;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads content: a text, or parts. A part of an unknown type is carried whole. */
final class ContentReading {
  private final Body body;

  ContentReading(Body body) {
    this.body = body;
  }

  /** Null: there is none. */
  @Nullable List<Part> parts(String path) {
    if (body.is('[')) {
      var parts = new ArrayList<Part>(2);
      body.list(path, (at, i) -> parts.add(new One(at).read()));
      return parts;
    }
    String text = body.string(path);
    return text == null ? null : List.of(Part.Text.of(text));
  }

  /** One part. */
  private final class One {
    private final String path;
    private final Carried extra = new Carried();
    private String type = "";
    private @Nullable String text;
    private @Nullable String url;
    private @Nullable String data;
    private @Nullable String fileId;
    private @Nullable String filename;
    private @Nullable String detail;

    One(String path) {
      this.path = path;
    }

    Part read() {
      int mark = body.mark();
      String said = Types.ahead(body, path);
      if (said == null) {
        throw Body.refused(path + ".type", "must say what kind of part this is");
      }
      type = said;
      return switch (type) {
        case "input_text", "output_text", "text", "refusal", "input_image", "input_file" -> known();
        default -> {
          body.skip();
          yield new Part.Opaque(ToolReading.OWN + type, body.textSince(mark), Marks.NONE);
        }
      };
    }

    private Part known() {
      body.object(path, this::member);
      Marks marks = Marks.of(extra.extra());
      return switch (type) {
        case "refusal" -> new Part.Refusal(present(text, "refusal"), marks);
        case "input_image" -> image(marks);
        case "input_file" -> file(marks);
        default -> new Part.Text(present(text, "text"), marks);
      };
    }

    private void member(String name) {
      String at = path + "." + name;
      switch (name) {
        case "text", "refusal" -> text = body.string(at);
        case "image_url", "file_url" -> url = body.string(at);
        case "file_data" -> data = body.string(at);
        case "file_id" -> fileId = body.string(at);
        case "filename" -> filename = body.string(at);
        case "detail" -> detail = body.string(at);
        // What an answer has said of its text is no part of the text.
        case "type", "annotations", "logprobs" -> body.skip();
        default -> {
          if (!body.takeNull()) {
            extra.take(body, name);
          }
        }
      }
    }

    private String present(@Nullable String value, String member) {
      if (value == null) {
        throw Body.refused(path + "." + member, "must be there in a part of type " + type);
      }
      return value;
    }

    private Part image(Marks marks) {
      return url == null
          ? new Part.Media("image/*", null, null, present(fileId, "image_url"), null, detail, marks)
          : MediaReading.picture(url, detail, marks);
    }

    private Part file(Marks marks) {
      if (data != null) {
        return MediaReading.data(path, data, "", filename, marks);
      }
      return url == null
          ? new Part.Media("", null, null, present(fileId, "file_id"), filename, detail, marks)
          : new Part.Media("application/pdf", null, url, null, filename, detail, marks);
    }
  }
}
