package dev.patchbay.plugin.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what turns consist of, as COHERE has it: one text, calls without ids, and results beside
 * the calls that they answer.
 */
final class CohereParts {
  private final RequestBody body;
  private final JsonWriter json;
  private final Map<String, Part.ToolCall> calls = new HashMap<>();

  CohereParts(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  /** Keeps the calls, which their results name by ids. */
  void remember(Turn turn) {
    for (Part part : turn.message().parts()) {
      if (part instanceof Part.ToolCall call) {
        calls.put(call.id(), call);
      }
    }
  }

  /** All that a turn says, as one text. */
  String text(Turn turn) {
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

  /** Writes the calls that a turn makes, if it makes any. */
  void calls(Turn turn) {
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

  /** Writes the results of turns that have nothing else, in one list. */
  void results(List<Turn> turns) {
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
