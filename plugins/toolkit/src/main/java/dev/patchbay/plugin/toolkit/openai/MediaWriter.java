package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.openai.Quirks.MediaKind;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes pictures, sound and documents as content parts. */
public final class MediaWriter {
  private final RequestBody body;
  private final JsonWriter json;
  private final Quirks quirks;

  MediaWriter(RequestBody body, Quirks quirks) {
    this.body = body;
    this.quirks = quirks;
    this.json = body.json;
  }

  /** Refuses what can't be said: the answer would be one to another question. */
  static void check(Part.Media media, String path, Quirks quirks) {
    MediaKind kind = kind(media);
    if (!quirks.media.contains(kind)) {
      throw new ProviderException(
          ErrorKind.UNSUPPORTED, path + ": this host takes no " + word(kind));
    }
    boolean fetched = media.uri() != null && kind != MediaKind.IMAGE;
    if (fetched && !quirks.mistralMedia) {
      throw ChatRequest.unsupported(path, word(kind) + " at a URI");
    }
  }

  private static String word(MediaKind kind) {
    return switch (kind) {
      case IMAGE -> "pictures";
      case AUDIO -> "sound";
      case FILE -> "documents";
    };
  }

  /** A URI of an unknown type can only be a picture here. */
  private static MediaKind kind(Part.Media media) {
    String type = media.mimeType();
    if (media.fileId() != null) {
      return MediaKind.FILE;
    }
    if (type.startsWith("image/") || (type.isEmpty() && media.uri() != null)) {
      return MediaKind.IMAGE;
    }
    return type.startsWith("audio/") ? MediaKind.AUDIO : MediaKind.FILE;
  }

  void write(Part.Media media, String path) {
    ByteBuffer data = media.data();
    json.beginObject();
    switch (kind(media)) {
      case IMAGE -> picture(media, media.uri(), data);
      case AUDIO -> {
        if (quirks.mistralMedia) {
          json.name("type").string("input_audio").name("input_audio");
          place(media, data, "");
        } else {
          audio(media, data);
        }
      }
      case FILE -> {
        if (quirks.mistralMedia) {
          document(media, data);
        } else {
          file(media, data);
        }
      }
    }
    body.extra(media.marks().extra(), ModelledNames.PART, path);
    json.endObject();
  }

  private void audio(Part.Media media, @Nullable ByteBuffer data) {
    json.name("type").string("input_audio").name("input_audio").beginObject();
    json.name("data").base64("", data == null ? ByteBuffer.allocate(0) : data);
    json.name("format").string(audioFormat(media.mimeType())).endObject();
  }

  /** Mistral's chunks: a file that it has, or a document by its URL, which may be its data. */
  private void document(Part.Media media, @Nullable ByteBuffer data) {
    if (media.fileId() != null) {
      json.name("type").string("file").name("file_id").string(media.fileId());
      return;
    }
    json.name("type").string("document_url").name("document_url");
    place(media, data, dataUrl(media));
    body.text("document_name", media.filename());
  }

  /** Where the content is: its URI, or itself. */
  private void place(Part.Media media, @Nullable ByteBuffer data, String prefix) {
    if (data != null) {
      json.base64(prefix, data);
    } else {
      json.string(media.uri() == null ? "" : media.uri());
    }
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

  /** What stands before the data in a URL that holds it. */
  public static String dataUrl(Part.Media media) {
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
}
