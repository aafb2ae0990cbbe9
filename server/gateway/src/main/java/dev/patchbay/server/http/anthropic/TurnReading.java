package dev.patchbay.server.http.anthropic;

import dev.patchbay.server.http.BroughtBack;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.http.json.Carried;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads turns. A user's turn with results of tools becomes two messages: the results, then the
 * rest.
 */
final class TurnReading {
  private final Body body;
  private final BroughtBack broughtBack = new BroughtBack();
  private final BlockReading blocks;
  private final List<Message> messages = new ArrayList<>();
  private final Map<String, String> toolNames = new HashMap<>();

  TurnReading(Body body) {
    this.body = body;
    this.blocks = new BlockReading(body, broughtBack);
  }

  /** Whether turns bring back what was handed out with a mark that no service knows. */
  boolean bringsBack() {
    return broughtBack.isAny();
  }

  List<Message> messages(String path) {
    body.list(path, (at, i) -> turn(at));
    return messages;
  }

  private static final class Turn {
    private final Carried extra = new Carried();
    private @Nullable String role;
    private @Nullable List<Part> parts;
  }

  private void turn(String path) {
    var turn = new Turn();
    body.object(
        path,
        name -> {
          switch (name) {
            case "role" -> turn.role = body.string(path + ".role");
            case "content" -> turn.parts = blocks.content(path + ".content");
            default -> turn.extra.take(body, name);
          }
        });
    String role = turn.role;
    if (role == null) {
      throw Body.refused(path + ".role", "must be there: user or assistant");
    }
    if (turn.parts == null) {
      throw Body.refused(path + ".content", "must be a string or a list of blocks");
    }
    switch (role) {
      case Message.USER -> user(turn.parts, turn);
      case Message.ASSISTANT -> {
        turn.parts.forEach(this::note);
        add(role, broughtBack.proven(turn.parts), turn);
      }
      case Message.SYSTEM -> add(role, turn.parts, turn);
      default ->
          throw Body.refused(
              path + ".role", "must be user, assistant or system, not \"" + role + "\"");
    }
  }

  private void note(Part part) {
    if (part instanceof Part.ToolCall call) {
      toolNames.put(call.id(), call.name());
    }
  }

  private void user(List<Part> parts, Turn turn) {
    var results = new ArrayList<Part>(0);
    var rest = new ArrayList<Part>(parts.size());
    for (Part part : parts) {
      if (part instanceof Part.ToolResult result) {
        results.add(named(result));
      } else {
        rest.add(part);
      }
    }
    if (!results.isEmpty()) {
      messages.add(Message.of(Message.TOOL, results));
    }
    if (!rest.isEmpty() || results.isEmpty()) {
      add(Message.USER, rest, turn);
    }
  }

  private Part named(Part.ToolResult result) {
    String name = toolNames.get(result.callId());
    return new Part.ToolResult(
        result.callId(), name, result.parts(), result.error(), result.marks());
  }

  private void add(String role, List<Part> parts, Turn turn) {
    messages.add(new Message(role, parts, null, turn.extra.extra()));
  }
}
