package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ids of calls within one request, for a host that takes only so many letters and digits. Other
 * ids are rewritten, a call's and its result's alike, and the same in each request, so that the
 * host's prompt cache still holds.
 */
final class CallIds {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final int length;
  private final Map<String, String> rewritten = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * @param length of an id; 0: any will do
   */
  CallIds(int length, List<Message> messages) {
    this.length = length;
    if (length > 0) {
      messages.stream()
          .flatMap(message -> message.parts().stream())
          .map(CallIds::idOf)
          .filter(this::fits)
          .forEach(taken::add);
    }
  }

  /** The id that a part has or answers; empty if it has none. */
  static String idOf(Part part) {
    return switch (part) {
      case Part.ToolCall call -> call.id();
      case Part.ToolResult result -> result.callId();
      default -> "";
    };
  }

  /** Whether every id may stay as it is. */
  static boolean allFit(int length, List<Message> messages) {
    CallIds ids = new CallIds(length, List.of());
    return length == 0
        || messages.stream()
            .flatMap(message -> message.parts().stream())
            .map(CallIds::idOf)
            .allMatch(id -> id.isEmpty() || ids.fits(id));
  }

  String of(String id) {
    return length == 0 || fits(id) ? id : rewritten.computeIfAbsent(id, this::rewrite);
  }

  private boolean fits(String id) {
    return id.length() == length && id.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  private String rewrite(String id) {
    String one = "";
    for (int salt = 0; one.isEmpty() || !taken.add(one); salt++) {
      one = digits(hash(id + (salt == 0 ? "" : " " + salt)));
    }
    return one;
  }

  /** FNV-1a: nothing secret hangs on it. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private String digits(long number) {
    StringBuilder digits = new StringBuilder(length);
    long rest = number;
    for (int i = 0; i < length; i++) {
      digits.append(ALPHABET.charAt((int) Long.remainderUnsigned(rest, ALPHABET.length())));
      rest = Long.divideUnsigned(rest, ALPHABET.length());
    }
    return digits.toString();
  }
}
