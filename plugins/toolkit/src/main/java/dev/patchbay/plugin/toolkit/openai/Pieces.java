package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a message by the place where they are written; what has no place is told as dropped,
 * or refused where the answer would be another without it.
 */
final class Pieces {
  /** A part and its path in the call. */
  record Placed<P extends Part>(P part, String path) {}

  final List<Placed<Part>> content = new ArrayList<>();
  final List<Placed<Part.ToolCall>> calls = new ArrayList<>();
  final List<Placed<Part.ToolResult>> results = new ArrayList<>();
  final StringBuilder reasoning = new StringBuilder();

  /** Lists of what the host has signed. */
  final List<Placed<Part.Reasoning>> signed = new ArrayList<>();

  final StringBuilder refusal = new StringBuilder();
  final List<Placed<Part.Opaque>> members = new ArrayList<>();

  private final RequestBody body;
  private final Dialect dialect;

  private Pieces(RequestBody body, Dialect dialect) {
    this.body = body;
    this.dialect = dialect;
  }

  static Pieces of(Message message, String path, RequestBody body, Dialect dialect) {
    Pieces pieces = new Pieces(body, dialect);
    for (int i = 0; i < message.parts().size(); i++) {
      Part part = message.parts().get(i);
      String at = path + ".parts[" + i + "]";
      marks(part, at, body, dialect);
      pieces.place(part, at);
    }
    return pieces;
  }

  boolean isEmpty() {
    return content.isEmpty()
        && calls.isEmpty()
        && reasoning.isEmpty()
        && signed.isEmpty()
        && refusal.isEmpty()
        && members.isEmpty();
  }

  /**
   * Tells what rides on a part and can't be said: only calls are signed (see {@link ToolCalls}),
   * and thinking where the host has a list for that; caches mostly work without being asked.
   */
  static void marks(Part part, String at, RequestBody body, Dialect dialect) {
    Marks marks = part.marks();
    boolean ours = part instanceof Part.ToolCall && dialect.provider().equals(marks.mintedBy());
    boolean kept = ours || isSigned(part, dialect);
    body.dropIf(marks.signature() != null && !kept, at + ".signature");
    boolean cached = dialect.quirks().cacheControl && part instanceof Part.Text;
    body.dropIf(marks.cachePoint() != null && !cached, at + ".cache_point");
  }

  private static boolean isSigned(Part part, Dialect dialect) {
    return part instanceof Part.Reasoning
        && dialect.quirks().signedThinking != null
        && part.marks().signature() != null
        && dialect.provider().equals(part.marks().mintedBy());
  }

  private void place(Part part, String at) {
    switch (part) {
      case Part.Text text -> content.add(new Placed<>(text, at));
      case Part.Media item -> {
        MediaWriter.check(item, at, dialect.quirks());
        content.add(new Placed<>(item, at));
      }
      case Part.ToolCall call -> calls.add(new Placed<>(call, at));
      case Part.ToolResult result -> results.add(new Placed<>(result, at));
      case Part.Reasoning thought -> reasoning(thought, at);
      case Part.Refusal refused -> {
        if (dialect.original()) {
          refusal.append(refused.text());
        } else {
          content.add(new Placed<>(new Part.Text(refused.text(), refused.marks()), at));
        }
      }
      case Part.Opaque opaque -> opaque(opaque, at);
      default -> body.drop(at);
    }
  }

  private void reasoning(Part.Reasoning thought, String at) {
    if (isSigned(thought, dialect)) {
      signed.add(new Placed<>(thought, at));
    } else if (thought.redacted() == null && dialect.quirks().thinkingParts) {
      content.add(new Placed<>(thought, at));
    } else if (thought.redacted() == null && dialect.reasoningField() != null) {
      reasoning.append(thought.text());
    } else {
      body.drop(at);
    }
  }

  /** An object with a type is a content part, any other holds members of the message. */
  private void opaque(Part.Opaque opaque, String at) {
    if (!opaque.type().startsWith(dialect.provider() + ".")) {
      body.drop(at);
    } else if (RawObject.has("type", opaque.json(), at)) {
      content.add(new Placed<>(opaque, at));
    } else {
      members.add(new Placed<>(opaque, at));
    }
  }
}
