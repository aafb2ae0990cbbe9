package dev.patchbay.plugin.ollama;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages: a text, pictures beside it, thinking, calls with their arguments as objects.
 * Results name their tool, since calls have no ids here.
 */
final class MessageWriter {
  private static final Set<String> MESSAGE =
      Set.of("role", "content", "images", "thinking", "tool_calls", "tool_name");

  private final RequestBody body;
  private final JsonWriter json;

  /** Names of tools by the ids of their calls. */
  private final Map<String, String> names = new HashMap<>();

  MessageWriter(RequestBody body) {
    this.body = body;
    this.json = body.json;
  }

  void messages(List<Message> messages) {
    json.beginArray();
    for (int i = 0; i < messages.size(); i++) {
      message(messages.get(i), "messages[" + i + "]");
    }
    json.endArray();
  }

  /** What of a message is written where. */
  private static final class Pieces {
    final List<String> texts = new ArrayList<>();
    final StringBuilder thinking = new StringBuilder();
    final List<ByteBuffer> images = new ArrayList<>();
    final List<Part.ToolCall> calls = new ArrayList<>();
    final List<String> callPaths = new ArrayList<>();
    boolean results;

    boolean isEmpty() {
      return texts.isEmpty() && thinking.isEmpty() && images.isEmpty() && calls.isEmpty();
    }
  }

  private void message(Message message, String path) {
    Pieces pieces = new Pieces();
    for (int i = 0; i < message.parts().size(); i++) {
      place(message.parts().get(i), message, path + ".parts[" + i + "]", pieces);
    }
    if (pieces.results && pieces.isEmpty()) {
      return;
    }
    json.beginObject().name("role").string(role(message.role(), path));
    json.name("content").string(String.join("\n", pieces.texts));
    if (!pieces.thinking.isEmpty()) {
      json.name("thinking").string(pieces.thinking);
    }
    if (!pieces.images.isEmpty()) {
      json.name("images").beginArray();
      pieces.images.forEach(image -> json.base64("", image));
      json.endArray();
    }
    calls(pieces);
    body.extra(message.extra(), MESSAGE, path);
    body.dropIf(message.name() != null, path + ".name");
    json.endObject();
  }

  private void place(Part part, Message message, String at, Pieces pieces) {
    marks(part, at);
    switch (part) {
      case Part.Text text -> pieces.texts.add(text.text());
      case Part.Refusal refusal -> pieces.texts.add(refusal.text());
      case Part.Reasoning thought -> {
        body.dropIf(thought.redacted() != null, at);
        pieces.thinking.append(thought.redacted() == null ? thought.text() : "");
      }
      case Part.Media media -> pieces.images.add(picture(media, at));
      case Part.ToolCall call -> {
        names.put(call.id(), call.name());
        pieces.calls.add(call);
        pieces.callPaths.add(at);
      }
      case Part.ToolResult result -> {
        result(result, message, at);
        pieces.results = true;
      }
      default -> body.drop(at);
    }
  }

  private void marks(Part part, String at) {
    body.dropIf(part.marks().signature() != null, at + ".signature");
    body.dropIf(part.marks().cachePoint() != null, at + ".cache_point");
    body.dropIf(!part.marks().extra().isEmpty(), at + ".extra");
  }

  private static String role(String role, String path) {
    return switch (role) {
      case Message.SYSTEM, Message.DEVELOPER -> Message.SYSTEM;
      case Message.USER, Message.ASSISTANT -> role;
      default -> throw unsupported(path + ".role: there is no turn of the role '" + role + "'");
    };
  }

  private static ByteBuffer picture(Part.Media media, String at) {
    ByteBuffer data = media.data();
    boolean picture = media.mimeType().isEmpty() || media.mimeType().startsWith("image/");
    if (data == null || !picture) {
      throw unsupported(at + ": Ollama takes the data of pictures, no URIs and no other media");
    }
    return data;
  }

  private void calls(Pieces pieces) {
    if (pieces.calls.isEmpty()) {
      return;
    }
    json.name("tool_calls").beginArray();
    for (int i = 0; i < pieces.calls.size(); i++) {
      Part.ToolCall call = pieces.calls.get(i);
      json.beginObject().name("function").beginObject().name("name").string(call.name());
      json.name("arguments");
      arguments(call.arguments(), pieces.callPaths.get(i));
      json.endObject().endObject();
    }
    json.endArray();
  }

  private void arguments(String text, String path) {
    String object = text.isBlank() ? "{}" : text.strip();
    if (!object.startsWith("{")) {
      throw unsupported(path + ".arguments: Ollama takes JSON objects only");
    }
    try {
      json.json(object);
    } catch (JsonException e) {
      throw unsupported(path + ".arguments: Ollama takes well-formed JSON only");
    }
  }

  private void result(Part.ToolResult result, Message message, String path) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < result.parts().size(); i++) {
      Part part = result.parts().get(i);
      String at = path + ".parts[" + i + "]";
      marks(part, at);
      if (part instanceof Part.Text text) {
        texts.add(text.text());
      } else {
        body.drop(at);
      }
    }
    json.beginObject().name("role").string("tool");
    json.name("content").string(String.join("\n", texts));
    body.text("tool_name", name(result, message));
    body.dropIf(result.error(), path + ".error");
    if (message.role().equals(Message.TOOL)) {
      body.extra(message.extra(), MESSAGE, path);
    }
    json.endObject();
  }

  private @Nullable String name(Part.ToolResult result, Message message) {
    if (result.name() != null) {
      return result.name();
    }
    String known = names.get(result.callId());
    return known == null ? message.name() : known;
  }

  private static ProviderException unsupported(String message) {
    return new ProviderException(ErrorKind.UNSUPPORTED, message);
  }
}
