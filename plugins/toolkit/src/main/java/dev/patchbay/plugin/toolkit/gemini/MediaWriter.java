package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Part;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes pictures, sound, films and documents: their bytes, or where they are. */
final class MediaWriter {
  /** For URIs of which the caller doesn't tell the type: Vertex AI wants it told. */
  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("webp", "image/webp"),
          Map.entry("gif", "image/gif"),
          Map.entry("heic", "image/heic"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("txt", "text/plain"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("mp3", "audio/mp3"),
          Map.entry("wav", "audio/wav"),
          Map.entry("flac", "audio/flac"),
          Map.entry("ogg", "audio/ogg"));

  private final RequestBody body;
  private final JsonWriter json;
  private final GeminiHost host;

  MediaWriter(RequestBody body, GeminiHost host) {
    this.body = body;
    this.json = body.json;
    this.host = host;
  }

  /** Writes the member of a part. */
  void write(Part.Media media, String path) {
    ByteBuffer data = media.data();
    if (data == null) {
      String uri = media.uri() == null ? media.fileId() : media.uri();
      json.name("fileData").beginObject();
      body.text("mimeType", type(media, uri));
      name(media, path);
      json.name("fileUri").string(uri == null ? "" : uri).endObject();
    } else {
      json.name("inlineData").beginObject();
      body.text("mimeType", type(media, media.filename()));
      name(media, path);
      json.name("data").base64("", data).endObject();
    }
    String detail = media.detail();
    body.dropIf(detail != null && !detail.equals("auto"), path + ".detail");
  }

  private void name(Part.Media media, String path) {
    if (host.vertex()) {
      body.text("displayName", media.filename());
    } else {
      body.dropIf(media.filename() != null, path + ".filename");
    }
  }

  private static @Nullable String type(Part.Media media, @Nullable String name) {
    if (!media.mimeType().isEmpty() || name == null) {
      return media.mimeType().isEmpty() ? null : media.mimeType();
    }
    String path = name.replaceAll("[?#].*", "");
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_ENDING.get(ending);
  }
}
