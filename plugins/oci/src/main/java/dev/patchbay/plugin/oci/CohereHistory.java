package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.Message;
import java.util.List;

/**
 * Writes a conversation as COHERE has it: the last question apart from what was said before, or the
 * results of the tools that were called last. What the system says first is the preamble.
 */
final class CohereHistory {
  /** Cohere's turns must say something. */
  private static final String NOTHING_SAID = " ";

  private final JsonWriter json;
  private final CohereParts parts;

  CohereHistory(RequestBody body) {
    this.json = body.json;
    this.parts = new CohereParts(body);
  }

  void write(List<Message> messages) {
    List<Turn> turns = Turn.of(messages);
    int first = 0;
    while (first < turns.size() && isSystem(turns.get(first))) {
      first++;
    }
    int last = turns.size();
    while (last > first && turns.get(last - 1).hasOnlyResults()) {
      last--;
    }
    boolean results = last < turns.size();
    if (!results && (first == last || !isUser(turns.get(last - 1)))) {
      throw Media.unsupported("messages", "a conversation that ends with no question");
    }
    preamble(turns.subList(0, first));
    List<Turn> before = turns.subList(first, results ? last : last - 1);
    // Calls are looked up by their results, which come later.
    before.forEach(parts::remember);
    history(before);
    json.name("message").string(results ? "" : parts.text(turns.get(last - 1)));
    if (results) {
      json.name("toolResults");
      parts.results(turns.subList(last, turns.size()));
    }
  }

  private static boolean isSystem(Turn turn) {
    String role = turn.message().role();
    return role.equals(Message.SYSTEM) || role.equals(Message.DEVELOPER);
  }

  private static boolean isUser(Turn turn) {
    return turn.message().role().equals(Message.USER);
  }

  private void preamble(List<Turn> system) {
    if (!system.isEmpty()) {
      List<String> texts = system.stream().map(parts::text).toList();
      json.name("preambleOverride").string(String.join("\n\n", texts));
    }
  }

  private void history(List<Turn> turns) {
    if (turns.isEmpty()) {
      return;
    }
    json.name("chatHistory").beginArray();
    int next = 0;
    while (next < turns.size()) {
      int from = next;
      while (next < turns.size() && turns.get(next).hasOnlyResults()) {
        next++;
      }
      if (next > from) {
        json.beginObject().name("role").string("TOOL").name("toolResults");
        parts.results(turns.subList(from, next));
        json.endObject();
      } else {
        said(turns.get(next++));
      }
    }
    json.endArray();
  }

  private void said(Turn turn) {
    String role = role(turn);
    String text = parts.text(turn);
    json.beginObject().name("role").string(role);
    json.name("message").string(text.isEmpty() ? NOTHING_SAID : text);
    parts.calls(turn);
    json.endObject();
  }

  private static String role(Turn turn) {
    String role = turn.message().role();
    return switch (role) {
      case Message.SYSTEM, Message.DEVELOPER -> "SYSTEM";
      case Message.USER -> "USER";
      case Message.ASSISTANT -> "CHATBOT";
      default -> throw Media.unsupported(turn.path() + ".role", "the role '" + role + "'");
    };
  }
}
