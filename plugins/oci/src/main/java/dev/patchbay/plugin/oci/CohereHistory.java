package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a conversation as COHERE has it: the last question apart from what was said before, or the
 * results of the tools that were called last. What the system says first is the preamble.
 */
final class CohereHistory {
  /** Cohere's turns must say something. */
  private static final String NOTHING_SAID = " ";

  private final RequestBody body;
  private final JsonWriter json;
  private final Map<String, Part.ToolCall> calls = new HashMap<>();

  CohereHistory(RequestBody body) {
    this.body = body;
    this.json = body.json;
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
    before.forEach(this::remember);
    history(before);
    json.name("message").string(results ? "" : text(turns.get(last - 1)));
    if (results) {
      json.name("toolResults");
      toolResults(turns.subList(last, turns.size()));
    }
  }

  private static boolean isSystem(Turn turn) {
    String role = turn.message().role();
    return role.equals(Message.SYSTEM) || role.equals(Message.DEVELOPER);
  }

  private static boolean isUser(Turn turn) {
    return turn.message().role().equals(Message.USER);
  }

  private void remember(Turn turn) {
    for (Part part : turn.message().parts()) {
      if (part instanceof Part.ToolCall call) {
        calls.put(call.id(), call);
      }
    }
  }

  private void preamble(List<Turn> system) {
    if (!system.isEmpty()) {
      List<String> texts = system.stream().map(this::text).toList();
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
        toolResults(turns.subList(from, next));
        json.endObject();
      } else {
        said(turns.get(next++));
      }
    }
    json.endArray();
  }

  private void said(Turn turn) {
    String role = role(turn);
    String text = text(turn);
    json.beginObject().name("role").string(role);
    json.name("message").string(text.isEmpty() ? NOTHING_SAID : text);
    boolean calling = false;
    for (int i = 0; i < turn.places().size(); i++) {
      if (turn.message().parts().get(i) instanceof Part.ToolCall call) {
        if (!calling) {
          json.name("toolCalls").beginArray();
        }
        calling = true;
        call(call, turn.part(i));
      }
    }
    if (calling) {
      json.endArray();
    }
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

  /** All that a turn says, as one text. */
  private String text(Turn turn) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < turn.places().size(); i++) {
      Part part = turn.message().parts().get(i);
      String at = turn.part(i);
      lost(part, at);
      switch (part) {
        case Part.Text text -> texts.add(text.text());
        case Part.Refusal refusal -> texts.add(refusal.text());
        case Part.ToolCall call -> {}
        case Part.Media media -> throw Media.unsupported(at, "media");
        case Part.ToolResult result ->
            throw Media.unsupported(at, "a tool's result beside something else");
        default -> body.drop(at);
      }
    }
    body.dropIf(turn.message().name() != null, turn.path() + ".name");
    body.dropIf(!turn.message().extra().isEmpty(), turn.path() + ".extra");
    return String.join("\n", texts);
  }

  /** Texts have no members here that anything could ride on. */
  private void lost(Part part, String at) {
    body.dropIf(part.marks().signature() != null, at + ".signature");
    body.dropIf(part.marks().cachePoint() != null, at + ".cache_point");
    body.dropIf(!part.marks().extra().isEmpty(), at + ".extra");
  }

  private void call(Part.ToolCall call, String path) {
    json.beginObject().name("name").string(call.name());
    json.name("parameters").json(parameters(call, path)).endObject();
  }

  private static String parameters(Part.ToolCall call, String path) {
    String text = call.arguments().isBlank() ? "{}" : call.arguments().strip();
    byte[] bytes = text.getBytes(UTF_8);
    JsonReader reader = new JsonReader().over(bytes, 0, bytes.length);
    try {
      if (reader.peek() != '{') {
        throw new ProviderException(
            ErrorKind.UNSUPPORTED, path + ".arguments: only a JSON object can be said to Cohere");
      }
      reader.skip();
      reader.end();
    } catch (JsonException e) {
      throw RequestBody.invalid(path + ".arguments", e);
    }
    return text;
  }

  private void toolResults(List<Turn> turns) {
    json.beginArray();
    for (Turn turn : turns) {
      for (int i = 0; i < turn.places().size(); i++) {
        result((Part.ToolResult) turn.message().parts().get(i), turn.part(i));
      }
      body.dropIf(!turn.message().extra().isEmpty(), turn.path() + ".extra");
    }
    json.endArray();
  }

  private void result(Part.ToolResult result, String path) {
    json.beginObject().name("call");
    Part.ToolCall call = calls.get(result.callId());
    if (call != null) {
      call(call, path);
    } else if (result.name() != null) {
      json.beginObject().name("name").string(result.name());
      json.name("parameters").beginObject().endObject().endObject();
    } else {
      throw Media.unsupported(path, "the result of a call that was not made");
    }
    StringBuilder output = new StringBuilder();
    for (int i = 0; i < result.parts().size(); i++) {
      String at = path + ".parts[" + i + "]";
      if (result.parts().get(i) instanceof Part.Text text) {
        lost(text, at);
        output.append(output.isEmpty() ? "" : "\n").append(text.text());
      } else {
        throw Media.unsupported(at, "a tool's result that isn't text");
      }
    }
    json.name("outputs").beginArray().beginObject().name("output").string(output);
    json.endObject().endArray().endObject();
    lost(result, path);
    body.dropIf(result.error(), path + ".error");
  }
}
