package dev.patchbay.server.http;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import org.jspecify.annotations.Nullable;

/**
 * What a provider has minted for itself. A caller keeps it and brings it back, and it goes to its
 * maker alone. Dialects have one field for such a thing and none for who made it or what it proves:
 * so all but the proof of a thought of the dialect's own provider is handed out as a text that
 * begins with a mark.
 */
public sealed interface Minted {
  /**
   * The proof of a thought.
   *
   * @param provider who made it
   */
  record Proof(String provider, String proof) implements Minted {}

  /** The proof of a call, for dialects that have no place for one in the call. */
  record CallProof(String provider, String callId, String proof) implements Minted {}

  /**
   * A block that only its provider understands.
   *
   * @param type {@code provider.block-type}
   * @param json an object
   */
  record Block(String type, String json) implements Minted {}

  /**
   * The longest block that is handed out as a text. Longer ones are pictures and the like, which a
   * next call can do without, and which a caller would get twice.
   */
  int LONGEST_BLOCK = 64 * 1024;

  /** What a caller must keep of a call that has ended; null: nothing. */
  static @Nullable Minted of(
      ChatEvent.BlockStarted call, @Nullable String signature, String provider) {
    return signature == null || call.kind() != BlockKind.TOOL_CALL
        ? null
        : new CallProof(provider, String.valueOf(call.callId()), signature);
  }

  /** What a caller must keep of such a block; null: nothing. */
  static @Nullable Minted of(ChatEvent.Opaque block) {
    boolean small = block.json().length() <= LONGEST_BLOCK;
    return small ? new Block(block.type(), block.json()) : null;
  }

  /** The text for a caller whose dialect's own provider is {@code home}. */
  default String handedOut(String home) {
    return switch (this) {
      case Proof thought ->
          thought.provider.equals(home)
              ? thought.proof
              : Mark.PROOF + thought.provider + ":" + thought.proof;
      case CallProof call ->
          "%s%s:%d:%s%s"
              .formatted(Mark.CALL, call.provider, call.callId.length(), call.callId, call.proof);
      case Block block -> Mark.BLOCK + block.type + ":" + block.json;
    };
  }

  /** Reads what a caller sends back; null: it sends none. */
  static @Nullable Minted of(@Nullable String text, String home) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    Minted marked =
        text.startsWith(Mark.PROOF)
            ? proof(text.substring(Mark.PROOF.length()))
            : text.startsWith(Mark.CALL)
                ? call(text.substring(Mark.CALL.length()))
                : text.startsWith(Mark.BLOCK) ? block(text.substring(Mark.BLOCK.length())) : null;
    return marked == null ? new Proof(home, text) : marked;
  }

  private static @Nullable Minted proof(String text) {
    int end = text.indexOf(':');
    return end < 0 ? null : new Proof(text.substring(0, end), text.substring(end + 1));
  }

  private static @Nullable Minted call(String text) {
    String[] fields = text.split(":", 3);
    if (fields.length < 3 || !fields[1].matches("\\d{1,5}")) {
      return null;
    }
    int length = Integer.parseInt(fields[1]);
    String rest = fields[2];
    return length > rest.length()
        ? null
        : new CallProof(fields[0], rest.substring(0, length), rest.substring(length));
  }

  private static @Nullable Minted block(String text) {
    int end = text.indexOf(":{");
    return end < 0 ? null : new Block(text.substring(0, end), text.substring(end + 1));
  }

  /** What the texts of the kinds begin with. */
  final class Mark {
    private static final String PROOF = "patchbay:";
    private static final String CALL = "patchbay-call:";
    private static final String BLOCK = "patchbay-block:";

    private Mark() {}
  }
}
