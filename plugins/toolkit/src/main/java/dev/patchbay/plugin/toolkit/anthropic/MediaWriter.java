package dev.patchbay.plugin.toolkit.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Part;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures and documents; other media are refused, since a prompt without them is another.
 */
final class MediaWriter {
  private static final String PDF = "application/pdf";
  private static final String TITLE = "title";
  private static final String BASE64 = ";base64,";

  private final RequestBody body;
  private final JsonWriter json;
  private final BlockEnd end;

  MediaWriter(RequestBody body, BlockEnd end) {
    this.body = body;
    this.json = body.json;
    this.end = end;
  }

  void write(Part.Media media, String path) {
    String detail = media.detail();
    body.dropIf(detail != null && !detail.equals("auto"), path + ".detail");
    if (isPicture(media)) {
      body.dropIf(media.filename() != null, path + ".filename");
      json.beginObject().name("type").string("image").name("source");
      source(media, path);
      end.write(media.marks(), path);
    } else if (isDocument(media.mimeType())) {
      document(media, path);
    } else {
      throw MessagesRequest.unsupported(path, "media of the type '" + media.mimeType() + "'");
    }
  }

  /** Of an unknown type, a file is a document and all else a picture. */
  private static boolean isPicture(Part.Media media) {
    String type = media.mimeType();
    return type.startsWith("image/") || (type.isEmpty() && media.fileId() == null);
  }

  private static boolean isDocument(String type) {
    return type.isEmpty() || type.equals(PDF) || type.startsWith("text/");
  }

  private void document(Part.Media media, String path) {
    json.beginObject().name("type").string("document").name("source");
    ByteBuffer data = media.data();
    if (data != null && media.mimeType().startsWith("text/")) {
      json.beginObject().name("type").string("text").name("media_type").string("text/plain");
      json.name("data").string(UTF_8.decode(data.duplicate())).endObject();
    } else {
      source(media, path);
    }
    String title = media.filename();
    body.text(TITLE, title);
    end.write(media.marks(), title == null ? Set.of() : Set.of(TITLE), path);
  }

  private void source(Part.Media media, String path) {
    json.beginObject().name("type");
    ByteBuffer data = media.data();
    String uri = media.uri();
    if (data != null) {
      json.string("base64").name("media_type").string(type(media));
      json.name("data").base64("", data);
    } else if (media.fileId() != null) {
      json.string("file").name("file_id").string(media.fileId());
    } else {
      uri(uri, path);
    }
    json.endObject();
  }

  private static String type(Part.Media media) {
    return media.mimeType().isEmpty() ? "image/png" : media.mimeType();
  }

  private void uri(@Nullable String uri, String path) {
    if (uri == null) {
      throw MessagesRequest.unsupported(path, "media without data, address or file");
    } else if (uri.startsWith("data:") && uri.contains(BASE64)) {
      int comma = uri.indexOf(BASE64);
      json.string("base64").name("media_type").string(uri.substring("data:".length(), comma));
      json.name("data").string(uri.substring(comma + BASE64.length()));
    } else if (uri.startsWith("https://") || uri.startsWith("http://")) {
      json.string("url").name("url").string(uri);
    } else {
      String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
      throw MessagesRequest.unsupported(path + ".uri", "an address with '" + scheme + ":'");
    }
  }
}
