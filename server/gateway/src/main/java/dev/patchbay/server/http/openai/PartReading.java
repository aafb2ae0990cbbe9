package dev.patchbay.server.http.openai;

import dev.patchbay.server.http.json.Body;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads one content part. One of an unknown type is carried whole. */
final class PartReading {
  /** The type of pictures whose own type only the service can know. */
  private static final String PICTURE = "image/*";

  private static final String DATA_URL = "data:";

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
      case "image_url" -> picture(present(url, "image_url.url"), marks);
      case "input_audio" -> {
        String sound = "audio/" + present(format, "input_audio.format");
        yield media(sound, decoded(present(data, "input_audio.data")), marks);
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

  /** A data URL stays text: whoever sends it on mostly needs it as text. */
  private Part picture(String address, Marks marks) {
    String kind = address.startsWith(DATA_URL) ? mimeType(address) : PICTURE;
    return new Part.Media(kind, null, address, null, null, detail, marks);
  }

  private Part file(Marks marks) {
    if (data == null) {
      return new Part.Media(
          "", null, null, present(fileId, "file.file_id"), filename, detail, marks);
    }
    if (!data.startsWith(DATA_URL)) {
      return media("", decoded(data), marks);
    }
    return media(mimeType(data), decoded(data.substring(data.indexOf(',') + 1)), marks);
  }

  private static String mimeType(String dataUrl) {
    int end = dataUrl.length();
    for (char stop : new char[] {';', ','}) {
      int at = dataUrl.indexOf(stop);
      end = at >= 0 && at < end ? at : end;
    }
    return dataUrl.substring(DATA_URL.length(), Math.min(end, DATA_URL.length() + 128));
  }

  private Part media(String kind, ByteBuffer content, Marks marks) {
    return new Part.Media(kind, content, null, null, filename, detail, marks);
  }

  private ByteBuffer decoded(String base64) {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(base64)).asReadOnlyBuffer();
    } catch (IllegalArgumentException e) {
      throw Body.refused(path, "must hold its data in base64: " + e.getMessage());
    }
  }
}
