package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.openai.MediaWriter;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Part;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the content of messages and the outputs of functions. */
final class ContentWriter {
  private final RequestBody body;
  private final JsonWriter json;

  ContentWriter(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  /** A part and where it stands in the call. */
  record Placed(Part part, String path) {}

  /**
   * Writes content: one text as it is, anything else as a list of parts.
   *
   * @param answer whether the model has said it
   */
  void write(List<Placed> parts, boolean answer) {
    if (parts.isEmpty()) {
      json.string("");
      return;
    }
    if (parts.size() == 1
        && parts.getFirst().part() instanceof Part.Text text
        && text.marks().extra().isEmpty()) {
      json.string(text.text());
      return;
    }
    json.beginArray();
    parts.forEach(placed -> part(placed.part(), placed.path(), answer));
    json.endArray();
  }

  private void part(Part part, String path, boolean answer) {
    json.beginObject();
    switch (part) {
      case Part.Text text ->
          json.name("type")
              .string(answer ? "output_text" : "input_text")
              .name("text")
              .string(text.text());
      case Part.Refusal refusal when answer ->
          json.name("type").string("refusal").name("refusal").string(refusal.text());
      case Part.Refusal refusal ->
          json.name("type").string("input_text").name("text").string(refusal.text());
      case Part.Media media -> media(media, path);
      case Part.Opaque opaque ->
          body.members(Extra.of(RequestBody.membersOf(opaque.json(), path)), Set.of(), path);
      default -> throw new IllegalStateException("not content: " + part);
    }
    body.extra(part.marks().extra(), ResponsesNames.PART, path);
    json.endObject();
  }

  private void media(Part.Media media, String path) {
    if (isPicture(media)) {
      json.name("type").string("input_image");
      body.text("file_id", media.fileId());
      url("image_url", media);
      body.text("detail", media.detail());
      return;
    }
    String type = media.mimeType();
    if (type.startsWith("audio/") || type.startsWith("video/")) {
      throw ResponsesRequest.unsupported(path, type);
    }
    body.dropIf(media.detail() != null, path + ".detail");
    json.name("type").string("input_file");
    body.text("file_id", media.fileId());
    url(media.data() == null ? "file_url" : "file_data", media);
    name(media, path);
  }

  private void name(Part.Media media, String path) {
    String filename = media.filename();
    if (media.data() != null) {
      json.name("filename").string(filename == null ? "file" : filename);
    } else {
      body.dropIf(filename != null, path + ".filename");
    }
  }

  private void url(String name, Part.Media media) {
    @Nullable ByteBuffer data = media.data();
    if (data != null) {
      json.name(name).base64(MediaWriter.dataUrl(media), data);
    } else {
      body.text(name, media.uri());
    }
  }

  /** A URI of an unknown type is most often a picture's. */
  private static boolean isPicture(Part.Media media) {
    String type = media.mimeType();
    return type.startsWith("image/") || (type.isEmpty() && media.uri() != null);
  }
}
