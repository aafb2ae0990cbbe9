package dev.patchbay.plugin.cohere;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** Writes what a message or a tool's result says: texts, thinking, pictures. */
final class ContentWriter {
  private static final Set<String> PART = Set.of("type", "text", "image_url", "thinking");

  /** A part and the path that it has in the call. */
  record Placed(Part part, String path) {}

  private final RequestBody body;
  private final JsonWriter json;

  ContentWriter(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  /** Nothing is signed here, and no cache can be asked for. */
  void marks(Placed placed) {
    body.dropIf(placed.part().marks().signature() != null, placed.path() + ".signature");
    body.dropIf(placed.part().marks().cachePoint() != null, placed.path() + ".cache_point");
  }

  /** Writes parts, as a text where that says it all. */
  void content(List<Placed> parts) {
    if (parts.size() == 1
        && parts.get(0).part() instanceof Part.Text text
        && text.marks().extra().isEmpty()) {
      json.string(text.text());
      return;
    }
    json.beginArray();
    for (Placed placed : parts) {
      json.beginObject();
      part(placed);
      if (!(placed.part() instanceof Part.Opaque)) {
        body.extra(placed.part().marks().extra(), PART, placed.path());
      }
      json.endObject();
    }
    json.endArray();
  }

  private void part(Placed placed) {
    switch (placed.part()) {
      case Part.Text text -> json.name("type").string("text").name("text").string(text.text());
      case Part.Refusal refusal ->
          json.name("type").string("text").name("text").string(refusal.text());
      case Part.Reasoning thought ->
          json.name("type").string("thinking").name("thinking").string(thought.text());
      case Part.Media media -> picture(media, placed.path());
      case Part.Opaque opaque -> {
        String members = RequestBody.membersOf(opaque.json(), placed.path());
        body.extra(Extra.of(members), Set.of(), placed.path());
      }
      default -> throw new IllegalStateException("not content: " + placed.part());
    }
  }

  private void picture(Part.Media media, String path) {
    ByteBuffer data = media.data();
    String uri = media.uri();
    boolean picture = media.mimeType().isEmpty() || media.mimeType().startsWith("image/");
    if (!picture || (data == null && uri == null)) {
      throw new ProviderException(
          ErrorKind.UNSUPPORTED, path + ": Cohere takes pictures by URL or data, no other media");
    }
    json.name("type").string("image_url").name("image_url").beginObject().name("url");
    if (data != null) {
      json.base64("data:" + media.mimeType() + ";base64,", data);
    } else {
      json.string(uri == null ? "" : uri);
    }
    body.text("detail", media.detail());
    json.endObject();
  }
}
