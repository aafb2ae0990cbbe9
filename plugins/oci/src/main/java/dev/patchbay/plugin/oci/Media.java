package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;

/** Writes pictures, documents, videos and sound: by their address, or inside a data URL. */
final class Media {
  private final RequestBody body;
  private final JsonWriter json;

  Media(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  /** As GENERIC has it. */
  void write(Part.Media media, String path) {
    String kind =
        switch (family(media)) {
          case "image", "" -> "image";
          case "video" -> "video";
          case "audio" -> "audio";
          case "application", "text" -> "document";
          default -> throw unsupported(path, "media of type " + media.mimeType());
        };
    write(media, kind.toUpperCase(Locale.ROOT), kind + "Url", path);
  }

  /** As COHEREV2 has it: pictures only. */
  void picture(Part.Media media, String path) {
    String family = family(media);
    if (!family.isEmpty() && !family.equals("image")) {
      throw unsupported(path, "media of type " + media.mimeType());
    }
    write(media, "IMAGE_URL", "imageUrl", path);
  }

  private void write(Part.Media media, String type, String member, String path) {
    json.beginObject().name("type").string(type).name(member).beginObject();
    url(media, path);
    String detail = media.detail();
    body.text("detail", detail == null ? null : detail.toUpperCase(Locale.ROOT));
    json.endObject();
    body.extra(media.marks().extra(), Set.of("type", member), path);
    json.endObject();
    body.dropIf(media.filename() != null, path + ".filename");
  }

  private void url(Part.Media media, String path) {
    ByteBuffer data = media.data();
    String uri = media.uri();
    if (data != null) {
      String type = media.mimeType().isEmpty() ? "application/octet-stream" : media.mimeType();
      json.name("url").base64("data:" + type + ";base64,", data);
    } else if (uri != null) {
      json.name("url").string(uri);
    } else {
      throw unsupported(path, "a file that was left with the service");
    }
  }

  private static String family(Part.Media media) {
    String type = media.mimeType().toLowerCase(Locale.ROOT);
    int slash = type.indexOf('/');
    return slash < 0 ? type : type.substring(0, slash);
  }

  static ProviderException unsupported(String path, String what) {
    return new ProviderException(
        ErrorKind.UNSUPPORTED, path + ": " + what + " can't be said to this model at oci");
  }
}
