package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.plugin.bedrock.aws.ServiceErrors;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import java.util.function.Consumer;

/** Says the blocks of one answer: numbers them, and makes the ids that calls lack. */
final class BlockOut {
  private final ServiceErrors head;
  private final Consumer<ChatEvent> out;
  private int next;

  BlockOut(ServiceErrors head, Consumer<ChatEvent> out) {
    this.head = head;
    this.out = out;
  }

  void say(ChatEvent event) {
    out.accept(event);
  }

  /** Begins a block, and gives its number. */
  int begin(BlockKind kind) {
    int number = next++;
    say(ChatEvent.blockStarted(number, 0, kind));
    return number;
  }

  /**
   * Begins a call, and gives its number.
   *
   * @param id empty if the service gave none
   */
  int beginCall(String id, String name) {
    int number = next++;
    String made = "tooluse_" + (head.requestId() == null ? "" : head.requestId() + "_") + number;
    say(ChatEvent.toolCallStarted(number, 0, id.isEmpty() ? made : id, name));
    return number;
  }

  /** Says a whole block that only the service understands. */
  void opaque(String type, String object) {
    int number = begin(BlockKind.OPAQUE);
    say(ChatEvent.opaque(number, ConverseRequest.PROVIDER + "." + type, object));
    say(ChatEvent.blockEnded(number));
  }
}
