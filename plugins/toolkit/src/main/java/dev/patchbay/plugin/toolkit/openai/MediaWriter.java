package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Part;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes pictures, sound and documents as content parts. */
final class MediaWriter {
  private final RequestBody body;
  private final JsonWriter json;

  MediaWriter(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  /** Whether a part can be said: sound and documents are not fetched from a URI. */
  static boolean knows(Part.Media media) {
    return media.uri() == null || isPicture(media.mimeType());
  }

  void write(Part.Media media, String path) {
    ByteBuffer data = media.data();
    String uri = media.uri();
    json.beginObject();
    if (media.fileId() != null) {
      file(media, data);
    } else if (uri != null || (data != null && media.mimeType().startsWith("image/"))) {
      picture(media, uri, data);
    } else if (data != null && media.mimeType().startsWith("audio/")) {
      json.name("type").string("input_audio").name("input_audio").beginObject();
      json.name("data").base64("", data);
      json.name("format").string(audioFormat(media.mimeType())).endObject();
    } else {
      file(media, data);
    }
    body.extra(media.marks().extra(), ModelledNames.PART, path);
    json.endObject();
  }

  private void picture(Part.Media media, @Nullable String uri, @Nullable ByteBuffer data) {
    json.name("type").string("image_url").name("image_url").beginObject().name("url");
    if (data != null) {
      json.base64(dataUrl(media), data);
    } else {
      json.string(uri == null ? "" : uri);
    }
    body.text("detail", media.detail());
    json.endObject();
  }

  private void file(Part.Media media, @Nullable ByteBuffer data) {
    json.name("type").string("file").name("file").beginObject();
    body.text("file_id", media.fileId());
    String filename = media.filename();
    body.text("filename", filename == null && data != null ? "file" : filename);
    if (data != null) {
      json.name("file_data").base64(dataUrl(media), data);
    }
    json.endObject();
  }

  private static String dataUrl(Part.Media media) {
    String type = media.mimeType().isEmpty() ? "application/octet-stream" : media.mimeType();
    return "data:" + type + ";base64,";
  }

  /** OpenAI's word for a sound format. */
  static String audioFormat(String mimeType) {
    return switch (mimeType.toLowerCase(Locale.ROOT)) {
      case "audio/mpeg", "audio/mp3" -> "mp3";
      case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
      case "audio/pcm", "audio/l16" -> "pcm16";
      default -> mimeType.substring(mimeType.indexOf('/') + 1);
    };
  }

  /** A URI of an unknown type can only be a picture here. */
  private static boolean isPicture(String mimeType) {
    return mimeType.isEmpty() || mimeType.startsWith("image/");
  }
}
