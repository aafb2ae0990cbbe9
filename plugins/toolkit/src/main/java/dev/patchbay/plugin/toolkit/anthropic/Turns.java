package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as turns of user and assistant: neighbours of one role are one turn, in which the
 * results of tools come first. What the system said before them stands apart; what it said between
 * them stays there if the model takes it so, else it joins the rest, and its place is reported.
 */
final class Turns {
  /** A part that will be written, and where it stood. */
  record Placed(Part part, String path) {}

  private static final class Turn {
    final String role;
    final List<Placed> results = new ArrayList<>(0);
    final List<Placed> rest = new ArrayList<>();
    Extra extra = Extra.NONE;
    String path = "";

    Turn(String role) {
      this.role = role;
    }

    List<Placed> all() {
      List<Placed> all = new ArrayList<>(results);
      all.addAll(rest);
      return all;
    }
  }

  private final List<Message> messages;
  private final boolean systemTurns;
  private final BlockWriter blocks;
  private final RequestBody body;
  private final List<Placed> system = new ArrayList<>();
  private final List<Turn> turns = new ArrayList<>();

  private Turns(List<Message> messages, boolean systemTurns, BlockWriter blocks, RequestBody body) {
    this.messages = messages;
    this.systemTurns = systemTurns;
    this.blocks = blocks;
    this.body = body;
  }

  /**
   * Sorts messages, reporting what can't be written.
   *
   * @param systemTurns whether the system may speak between turns
   */
  static Turns of(
      List<Message> messages, boolean systemTurns, BlockWriter blocks, RequestBody body) {
    Turns turns = new Turns(messages, systemTurns, blocks, body);
    for (int i = 0; i < messages.size(); i++) {
      turns.add(i, "messages[" + i + "]");
    }
    return turns;
  }

  List<Placed> system() {
    return system;
  }

  private void add(int index, String path) {
    Message message = messages.get(index);
    body.dropIf(message.name() != null, path + ".name");
    List<Placed> parts = new ArrayList<>();
    for (int i = 0; i < message.parts().size(); i++) {
      Placed placed = new Placed(message.parts().get(i), path + ".parts[" + i + "]");
      if (blocks.keeps(placed)) {
        parts.add(placed);
      }
    }
    String role = role(message.role(), path);
    if (role.equals(Message.SYSTEM)) {
      system(index, message, parts, path);
    } else if (!parts.isEmpty()) {
      // A turn without a word is refused, and says nothing.
      add(role, message, parts, path);
    }
  }

  private static String role(String role, String path) {
    return switch (role) {
      case Message.SYSTEM, Message.DEVELOPER -> Message.SYSTEM;
      case Message.USER, Message.TOOL -> Message.USER;
      case Message.ASSISTANT -> role;
      default -> throw MessagesRequest.unsupported(path + ".role", "the role '" + role + "'");
    };
  }

  private void system(int index, Message message, List<Placed> parts, String path) {
    List<Placed> texts = new ArrayList<>();
    for (Placed placed : parts) {
      if (placed.part() instanceof Part.Text) {
        texts.add(placed);
      } else {
        body.drop(placed.path());
      }
    }
    if (texts.isEmpty()) {
      return;
    }
    if (!turns.isEmpty() && systemTurns && isPlaceForSystem(index)) {
      add(Message.SYSTEM, message, texts, path);
      return;
    }
    body.dropIf(!turns.isEmpty(), path + ".position");
    body.dropIf(!message.extra().isEmpty(), path + ".extra");
    system.addAll(texts);
  }

  /** After a user's turn, and before one of the assistant's or none. */
  private boolean isPlaceForSystem(int index) {
    int next = index + 1;
    while (next < messages.size() && isSystem(messages.get(next))) {
      next++;
    }
    boolean beforeAssistant =
        next == messages.size() || messages.get(next).role().equals(Message.ASSISTANT);
    return beforeAssistant && !turns.getLast().role.equals(Message.ASSISTANT);
  }

  private static boolean isSystem(Message message) {
    return message.role().equals(Message.SYSTEM) || message.role().equals(Message.DEVELOPER);
  }

  private void add(String role, Message message, List<Placed> parts, String path) {
    if (turns.isEmpty() || !turns.getLast().role.equals(role)) {
      turns.add(new Turn(role));
    }
    Turn turn = turns.getLast();
    for (Placed placed : parts) {
      (placed.part() instanceof Part.ToolResult ? turn.results : turn.rest).add(placed);
    }
    if (turn.extra.isEmpty()) {
      turn.extra = message.extra();
      turn.path = path;
    } else {
      // Two messages are one turn: what one of them says of itself need not hold for both.
      body.dropIf(!message.extra().isEmpty(), path + ".extra");
    }
  }

  /** Whether the last turn is an answer to go on from. */
  boolean endsWithBegun() {
    return !turns.isEmpty()
        && turns.getLast().role.equals(Message.ASSISTANT)
        && turns.getLast().rest.stream().noneMatch(p -> p.part() instanceof Part.ToolCall);
  }

  /** Whether the last turn holds results of calls that no thinking led to. */
  boolean lacksThinking() {
    Turn caller = lastCaller();
    return caller != null
        && caller.rest.stream().noneMatch(placed -> BlockWriter.isThinking(placed.part()));
  }

  private @Nullable Turn lastCaller() {
    boolean answered = turns.size() > 1 && !turns.getLast().results.isEmpty();
    return answered ? turns.get(turns.size() - 2) : null;
  }

  /** Writes them as an array. */
  void write(BlockWriter writer, RequestBody to) {
    to.json.beginArray();
    for (Turn turn : turns) {
      to.json.beginObject().name("role").string(turn.role).name("content");
      writer.array(turn.all());
      to.extra(turn.extra, ModelledNames.MESSAGE, turn.path);
      to.json.endObject();
    }
    to.json.endArray();
  }
}
