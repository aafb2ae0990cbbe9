package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes {@code contents} and {@code systemInstruction}. Neighbours of one role become one turn, so
 * that the results of parallel calls stand together. The services know instructions in front only:
 * system and developer messages go there from wherever they stand.
 */
final class ContentWriter {
  private static final String USER = "user";
  private static final String MODEL = "model";

  private record Placed(Part part, String path) {}

  private record Turn(String role, List<Placed> parts) {}

  private final RequestBody body;
  private final JsonWriter json;
  private final PartWriter parts;

  ContentWriter(RequestBody body, GeminiHost host, String model) {
    this.body = body;
    this.json = body.json;
    this.parts = new PartWriter(body, host, model);
  }

  void contents(List<Message> messages) {
    Map<String, String> calls = namesOfCalls(messages);
    parts.names(calls);
    json.name("contents").beginArray();
    for (Turn turn : turns(messages)) {
      inOrderOfCalls(turn.parts(), List.copyOf(calls.keySet()));
      json.beginObject().name("role").string(turn.role()).name("parts").beginArray();
      parts.beginTurn();
      turn.parts().forEach(placed -> parts.write(placed.part(), placed.path()));
      json.endArray().endObject();
    }
    json.endArray();
  }

  void instruction(List<Message> messages) {
    boolean any = false;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (!isInstruction(message)) {
        continue;
      }
      for (Placed placed : placed(message, "messages[" + i + "]")) {
        if (!any) {
          any = true;
          json.name("systemInstruction").beginObject().name("parts").beginArray();
        }
        instruction(placed);
      }
    }
    if (any) {
      json.endArray().endObject();
    }
  }

  private void instruction(Placed placed) {
    if (!(placed.part() instanceof Part.Text)) {
      throw GenerateRequest.unsupported(placed.path(), "anything but text in an instruction");
    }
    parts.write(placed.part(), placed.path());
  }

  private static boolean isInstruction(Message message) {
    return message.role().equals(Message.SYSTEM) || message.role().equals(Message.DEVELOPER);
  }

  private List<Turn> turns(List<Message> messages) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (isInstruction(message)) {
        continue;
      }
      String path = "messages[" + i + "]";
      String role = role(message.role(), path);
      List<Placed> placed = placed(message, path);
      if (!turns.isEmpty() && turns.getLast().role().equals(role)) {
        turns.getLast().parts().addAll(placed);
      } else if (!placed.isEmpty()) {
        turns.add(new Turn(role, placed));
      }
    }
    return turns;
  }

  /** Results that stand together are told apart by their places, where calls have no ids. */
  private static void inOrderOfCalls(List<Placed> parts, List<String> calls) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i).part() instanceof Part.ToolResult) {
        places.add(i);
      }
    }
    List<Placed> results =
        places.stream()
            .map(parts::get)
            .sorted(Comparator.comparingInt(placed -> calls.indexOf(callId(placed.part()))))
            .toList();
    for (int i = 0; i < places.size(); i++) {
      parts.set(places.get(i), results.get(i));
    }
  }

  private static String callId(Part part) {
    return part instanceof Part.ToolResult result ? result.callId() : "";
  }

  private List<Placed> placed(Message message, String path) {
    body.dropIf(message.name() != null && !message.role().equals(Message.TOOL), path + ".name");
    body.dropIf(!message.extra().isEmpty(), path + ".extra");
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < message.parts().size(); i++) {
      Part part = named(message.parts().get(i), message);
      String at = path + ".parts[" + i + "]";
      if (parts.takes(part, at)) {
        placed.add(new Placed(part, at));
      }
    }
    return placed;
  }

  /** Some callers name the function in the message around its result. */
  private static Part named(Part part, Message message) {
    return part instanceof Part.ToolResult result && result.name() == null && message.name() != null
        ? new Part.ToolResult(
            result.callId(), message.name(), result.parts(), result.error(), result.marks())
        : part;
  }

  private static String role(String role, String path) {
    return switch (role) {
      case Message.USER, Message.TOOL -> USER;
      case Message.ASSISTANT -> MODEL;
      default -> throw GenerateRequest.unsupported(path + ".role", "the role '" + role + "'");
    };
  }

  private static Map<String, String> namesOfCalls(List<Message> messages) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Message message : messages) {
      for (Part part : message.parts()) {
        if (part instanceof Part.ToolCall call) {
          names.put(call.id(), call.name());
        }
      }
    }
    return names;
  }
}
