package dev.patchbay.server.http.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.BroughtBack;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages. */
final class MessageReading {
  private final Body body;
  private final BroughtBack broughtBack = new BroughtBack();

  MessageReading(Body body) {
    this.body = body;
  }

  /** Whether messages bring back what was handed out with a mark that no service knows. */
  boolean bringsBack() {
    return broughtBack.isAny();
  }

  List<Message> messages(String path) {
    var messages = new ArrayList<Message>();
    body.list(path, (at, i) -> messages.add(new One(at).read()));
    return messages;
  }

  /** Members as they were written, to be carried along. */
  static void carry(Body body, StringBuilder extra, String name) {
    extra.append(extra.isEmpty() ? "" : ",");
    extra.append(quoted(name)).append(':').append(body.raw());
  }

  private static String quoted(String name) {
    return new String(new JsonWriter().string(name).bytes(), UTF_8);
  }

  /** One message. */
  private final class One {
    private final String path;
    private final List<Part> parts = new ArrayList<>(2);
    private final List<Part> calls = new ArrayList<>(0);
    private final ThoughtReading thoughts = new ThoughtReading(body, broughtBack);
    private final StringBuilder extra = new StringBuilder();
    private @Nullable String role;
    private @Nullable String name;
    private @Nullable String callId;

    One(String path) {
      this.path = path;
    }

    Message read() {
      if (!body.object(path, this::member)) {
        throw Body.refused(path, "must be an object, not null");
      }
      String said = role;
      if (said == null || said.isEmpty()) {
        throw Body.refused(
            path + ".role", "must be there: system, developer, user, assistant or tool");
      }
      return new Message(said, whole(said), name, Extra.of(extra.toString()));
    }

    private List<Part> whole(String said) {
      if (said.equals(Message.TOOL)) {
        if (callId == null) {
          throw Body.refused(path + ".tool_call_id", "must name the call whose result this is");
        }
        return List.of(new Part.ToolResult(callId, null, parts, false, Marks.NONE));
      }
      parts.addAll(calls);
      return thoughts.with(parts);
    }

    private void member(String member) {
      String at = path + "." + member;
      switch (member) {
        case "role" -> role = body.string(at);
        case "content" -> content(at);
        case "name" -> name = body.string(at);
        case "refusal" -> {
          String refusal = body.string(at);
          if (refusal != null) {
            parts.add(new Part.Refusal(refusal, Marks.NONE));
          }
        }
        case "tool_calls" -> body.list(at, (call, i) -> calls.add(toolCall(call)));
        case "tool_call_id" -> callId = body.string(at);
        default -> {
          if (!thoughts.read(member, at, extra)) {
            carry(body, extra, member);
          }
        }
      }
    }

    private void content(String at) {
      if (body.is('[')) {
        body.list(at, (part, i) -> parts.add(new PartReading(body, part).read()));
        return;
      }
      String text = body.string(at);
      if (text != null) {
        parts.add(Part.Text.of(text));
      }
    }
  }

  private Part toolCall(String path) {
    var call = new Call();
    int mark = body.mark();
    body.object(
        path,
        member -> {
          switch (member) {
            case "id" -> call.id = body.string(path + ".id");
            case "type" -> call.type = body.string(path + ".type");
            case "function" -> body.object(path + ".function", name -> function(call, name, path));
            default -> carry(body, call.extra, member);
          }
        });
    if (call.type != null && !call.type.equals("function")) {
      return new Part.Opaque("openai." + call.type, body.textSince(mark), Marks.NONE);
    }
    if (call.name == null) {
      throw Body.refused(path + ".function.name", "must name the function that was called");
    }
    return new Part.ToolCall(
        call.id == null ? "" : call.id,
        call.name,
        call.arguments == null ? "" : call.arguments,
        Marks.of(Extra.of(call.extra.toString())));
  }

  private static final class Call {
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String name;
    private @Nullable String arguments;
    private final StringBuilder extra = new StringBuilder();
  }

  private void function(Call call, String name, String path) {
    switch (name) {
      case "name" -> call.name = body.string(path + ".function.name");
      case "arguments" -> call.arguments = body.string(path + ".function.arguments");
      default -> body.skip();
    }
  }
}
