package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.plugin.toolkit.openai.Pieces.Placed;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Part;
import java.util.List;
import java.util.Set;

/** Writes the content of a message: one text as a string, all else as a list of parts. */
final class ContentWriter {
  private final RequestBody body;
  private final JsonWriter json;
  private final boolean cacheControl;
  private final MediaWriter media;

  ContentWriter(RequestBody body, Quirks quirks) {
    this.body = body;
    this.json = body.json;
    this.cacheControl = quirks.cacheControl;
    this.media = new MediaWriter(body, quirks);
  }

  void write(List<Placed<Part>> parts) {
    if (parts.size() == 1
        && parts.get(0).part() instanceof Part.Text text
        && text.marks().extra().isEmpty()
        && !isCachePoint(text)) {
      json.string(text.text());
      return;
    }
    json.beginArray();
    for (Placed<Part> placed : parts) {
      switch (placed.part()) {
        case Part.Text text -> text(text, placed.path());
        case Part.Media item -> media.write(item, placed.path());
        case Part.Reasoning thought -> thought(thought, placed.path());
        case Part.Opaque opaque -> rawPart(opaque, placed.path());
        default -> throw new IllegalStateException("not content: " + placed.part());
      }
    }
    json.endArray();
  }

  private boolean isCachePoint(Part.Text text) {
    return cacheControl && text.marks().cachePoint() != null;
  }

  private void text(Part.Text text, String path) {
    json.beginObject().name("type").string("text").name("text").string(text.text());
    String life = text.marks().cachePoint();
    if (life != null && isCachePoint(text)) {
      json.name("cache_control").beginObject().name("type").string("ephemeral");
      body.text("ttl", life.isEmpty() ? null : life);
      json.endObject();
    }
    body.extra(text.marks().extra(), ModelledNames.PART, path);
    json.endObject();
  }

  /** Mistral's form. */
  private void thought(Part.Reasoning thought, String path) {
    json.beginObject().name("type").string("thinking").name("thinking").beginArray();
    json.beginObject().name("type").string("text").name("text").string(thought.text());
    json.endObject().endArray();
    body.extra(thought.marks().extra(), ModelledNames.PART, path);
    json.endObject();
  }

  private void rawPart(Part.Opaque opaque, String path) {
    json.beginObject();
    body.extra(Extra.of(RequestBody.membersOf(opaque.json(), path)), Set.of(), path);
    json.endObject();
  }
}
