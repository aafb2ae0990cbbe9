package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.util.Set;

/** Writes parts as content blocks, wherever these may stand. */
final class BlockWriter {
  private static final Set<String> TEXT = Set.of("text");

  private final RequestBody body;
  private final JsonWriter json;
  private final boolean caches;
  private final MediaWriter media;

  BlockWriter(RequestBody body, Family family) {
    this.body = body;
    this.json = body.json;
    this.caches =
        switch (family) {
          case CLAUDE, NOVA, NOVA_2, UNKNOWN -> true;
          default -> false;
        };
    this.media = new MediaWriter(body);
  }

  /** Blocks of no text are refused. */
  void text(String text, Marks marks, String at) {
    if (!text.isEmpty()) {
      json.beginObject().name("text").string(text).endObject();
    }
    body.dropIf(!marks.extra().isEmpty(), at + ".extra");
  }

  void media(Part.Media item, String at) {
    media.write(item, at);
  }

  /** Thinking that goes back to its maker; to no other. */
  void reasoning(Part.Reasoning reasoning, String at) {
    Marks marks = reasoning.marks();
    if (!isOurs(reasoning)) {
      body.drop(at);
      return;
    }
    json.beginObject().name("reasoningContent").beginObject();
    if (reasoning.redacted() != null) {
      json.name("redactedContent").string(reasoning.redacted());
    } else {
      json.name("reasoningText").beginObject().name("text").string(reasoning.text());
      body.text("signature", marks.signature());
      body.extra(marks.extra(), TEXT, at);
      json.endObject();
    }
    json.endObject().endObject();
  }

  /** A block as it is. */
  void opaque(Part.Opaque opaque, String at) {
    if (!isOurs(opaque)) {
      body.drop(at);
      return;
    }
    try {
      json.json(opaque.json());
    } catch (JsonException e) {
      throw RequestBody.invalid(at, e);
    }
    body.dropIf(opaque.marks().extra() != Extra.NONE, at + ".extra");
  }

  static boolean isOurs(Part.Opaque opaque) {
    return opaque.type().startsWith(ConverseRequest.PROVIDER + ".");
  }

  static boolean isOurs(Part.Reasoning reasoning) {
    return ConverseRequest.PROVIDER.equals(reasoning.marks().mintedBy());
  }

  /**
   * A cache point behind all that was written, also where its own part was not.
   *
   * @param written whether there is a block before it
   */
  void cachePoint(Marks marks, boolean written, String at) {
    String life = marks.cachePoint();
    if (life == null) {
      return;
    }
    if (!caches || !written) {
      body.drop(at + ".cache_point");
      return;
    }
    json.beginObject().name("cachePoint").beginObject().name("type").string("default");
    if (!life.isEmpty()) {
      json.name("ttl").string(life);
    }
    json.endObject().endObject();
  }
}
