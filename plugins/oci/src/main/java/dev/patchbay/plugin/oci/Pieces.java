package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a turn by the place where GENERIC or COHEREV2 have them. Thoughts and a refusal are
 * members of GENERIC's message, and content of COHEREV2's.
 */
final class Pieces {
  /** A part and the path that it has in the call. */
  record Placed<P extends Part>(P part, String path) {}

  final List<Placed<Part>> content = new ArrayList<>();
  final List<Placed<Part.ToolCall>> calls = new ArrayList<>();
  final List<Placed<Part.ToolResult>> results = new ArrayList<>();
  final StringBuilder reasoning = new StringBuilder();
  final StringBuilder refusal = new StringBuilder();

  private final RequestBody body;
  private final boolean generic;

  /** Sorts the parts; what can't be said is dropped. */
  Pieces(Turn turn, RequestBody body, boolean generic) {
    this.body = body;
    this.generic = generic;
    for (int i = 0; i < turn.places().size(); i++) {
      Part part = turn.message().parts().get(i);
      marks(part.marks(), turn.part(i), body);
      place(part, turn.part(i));
    }
  }

  boolean isEmpty() {
    return content.isEmpty() && calls.isEmpty() && reasoning.isEmpty() && refusal.isEmpty();
  }

  /** Nothing is signed here, and no cache can be asked for. */
  static void marks(Marks marks, String at, RequestBody body) {
    body.dropIf(marks.signature() != null, at + ".signature");
    body.dropIf(marks.cachePoint() != null, at + ".cache_point");
  }

  private void place(Part part, String at) {
    switch (part) {
      case Part.Text text -> content.add(new Placed<>(text, at));
      case Part.Media item -> content.add(new Placed<>(item, at));
      case Part.ToolCall call -> calls.add(new Placed<>(call, at));
      case Part.ToolResult result -> results.add(new Placed<>(result, at));
      case Part.Reasoning thought -> {
        if (thought.redacted() != null || isForeign(thought.marks())) {
          body.drop(at);
        } else if (generic) {
          member(reasoning, thought.text(), thought.marks(), at);
        } else {
          content.add(new Placed<>(thought, at));
        }
      }
      case Part.Refusal refused -> {
        if (generic) {
          member(refusal, refused.text(), refused.marks(), at);
        } else {
          content.add(new Placed<>(new Part.Text(refused.text(), refused.marks()), at));
        }
      }
      default -> body.drop(at);
    }
  }

  private static boolean isForeign(Marks marks) {
    return marks.mintedBy() != null && !marks.mintedBy().equals(OciFactory.NAME);
  }

  /** A member that is a mere text, on which nothing can ride. */
  private void member(StringBuilder member, String text, Marks marks, String at) {
    member.append(text);
    body.dropIf(!marks.extra().isEmpty(), at + ".extra");
  }
}
