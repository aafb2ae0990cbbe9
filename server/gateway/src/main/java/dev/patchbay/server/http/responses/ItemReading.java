package dev.patchbay.server.http.responses;

import dev.patchbay.server.http.BroughtBack;
import dev.patchbay.server.http.Minted;
import dev.patchbay.server.http.json.Body;
import dev.patchbay.server.http.json.Carried;
import dev.patchbay.server.http.json.Types;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the input. Neighbouring items of the assistant's, be they messages, thinking or calls, are
 * one turn and become one message; so do neighbouring outputs of functions. The names of items and
 * their state are what an answer has said of itself, and tell nothing.
 */
final class ItemReading {
  /** The provider whose own sealed thinking this dialect carries. */
  static final String HOME = "openai";

  private final Body body;
  private final ContentReading content;
  private final BroughtBack broughtBack = new BroughtBack();
  private final List<Message> messages = new ArrayList<>();
  private final Map<String, String> functions = new HashMap<>();
  private @Nullable String role;
  private List<Part> parts = new ArrayList<>();
  private Extra extra = Extra.NONE;

  ItemReading(Body body) {
    this.body = body;
    this.content = new ContentReading(body);
  }

  /** Whether items bring back what was handed out with a mark that no service knows. */
  boolean bringsBack() {
    return broughtBack.isAny();
  }

  List<Message> input(String path) {
    if (body.is('[')) {
      body.list(path, (at, i) -> item(at));
      finish();
      return messages;
    }
    String text = body.string(path);
    return text == null ? List.of() : List.of(Message.of(Message.USER, text));
  }

  /** Ends the turn under reading. */
  private void finish() {
    if (role != null) {
      messages.add(new Message(role, broughtBack.proven(parts), null, extra));
    }
    role = null;
    parts = new ArrayList<>();
    extra = Extra.NONE;
  }

  /** Where to add to: the turn under reading, if it is this one's. */
  private List<Part> turn(String of) {
    if (!of.equals(role)) {
      finish();
      role = of;
    }
    return parts;
  }

  private void item(String path) {
    int mark = body.mark();
    String type = Types.ahead(body, path);
    switch (type == null ? "message" : type) {
      case "message" -> message(path);
      case "function_call" -> call(path);
      case "function_call_output" -> output(path);
      case "reasoning" -> reasoning(path);
      case "item_reference" ->
          throw Body.refused(
              path, "refers to a stored item; nothing is stored here: send the item");
      case String other -> {
        body.skip();
        boolean answer = other.endsWith("_output") || other.endsWith("_response");
        turn(answer ? Message.USER : Message.ASSISTANT)
            .add(new Part.Opaque(ToolReading.OWN + other, body.textSince(mark), Marks.NONE));
      }
    }
  }

  /** What is read of an item. */
  private static final class Item {
    private final Carried extra = new Carried();
    private @Nullable String role;
    private @Nullable String name;
    private @Nullable String callId;
    private @Nullable String arguments;
    private @Nullable String sealed;
    private @Nullable List<Part> content;
    private final List<String> texts = new ArrayList<>(1);
  }

  /** Takes the members that are of no use; false: it is another one. */
  private boolean passed(String name) {
    switch (name) {
      case "type", "id", "status" -> body.skip();
      default -> {
        return body.takeNull();
      }
    }
    return true;
  }

  private void message(String path) {
    var item = new Item();
    body.object(
        path,
        name -> {
          String at = path + "." + name;
          if (passed(name)) {
            return;
          }
          switch (name) {
            case "role" -> item.role = body.string(at);
            case "content" -> item.content = content.parts(at);
            default -> item.extra.take(body, name);
          }
        });
    if (item.role == null || item.role.isEmpty()) {
      throw Body.refused(path + ".role", "must be there: user, assistant, system or developer");
    }
    if (item.content == null) {
      throw Body.refused(path + ".content", "must be a text or a list of parts");
    }
    if (!item.role.equals(Message.ASSISTANT)) {
      finish();
    }
    turn(item.role).addAll(item.content);
    extra = item.extra.extra();
  }

  private void call(String path) {
    var item = new Item();
    body.object(
        path,
        name -> {
          String at = path + "." + name;
          if (passed(name)) {
            return;
          }
          switch (name) {
            case "call_id" -> item.callId = body.string(at);
            case "name" -> item.name = body.string(at);
            case "arguments" -> item.arguments = body.string(at);
            default -> item.extra.take(body, name);
          }
        });
    String id = present(item.callId, path, "call_id");
    String name = present(item.name, path, "name");
    functions.put(id, name);
    String arguments = item.arguments == null ? "" : item.arguments;
    turn(Message.ASSISTANT)
        .add(new Part.ToolCall(id, name, arguments, Marks.of(item.extra.extra())));
  }

  private static String present(@Nullable String value, String path, String member) {
    if (value == null) {
      throw Body.refused(path + "." + member, "must be there");
    }
    return value;
  }

  private void output(String path) {
    var item = new Item();
    body.object(
        path,
        name -> {
          String at = path + "." + name;
          if (passed(name)) {
            return;
          }
          switch (name) {
            case "call_id" -> item.callId = body.string(at);
            case "output" -> item.content = content.parts(at);
            default -> item.extra.take(body, name);
          }
        });
    String id = present(item.callId, path, "call_id");
    if (item.content == null) {
      throw Body.refused(path + ".output", "must be a text or a list of parts");
    }
    Marks marks = Marks.of(item.extra.extra());
    turn(Message.TOOL).add(new Part.ToolResult(id, functions.get(id), item.content, false, marks));
  }

  private void reasoning(String path) {
    var item = new Item();
    body.object(
        path,
        name -> {
          String at = path + "." + name;
          if (passed(name)) {
            return;
          }
          switch (name) {
            case "summary", "content" -> body.list(at, (text, i) -> texts(item, text));
            case "encrypted_content" -> item.sealed = body.string(at);
            default -> body.skip();
          }
        });
    String text = String.join("\n\n", item.texts);
    switch (Minted.of(item.sealed, HOME)) {
      case null -> {
        if (!text.isEmpty()) {
          turn(Message.ASSISTANT).add(new Part.Reasoning(text, null, Marks.NONE));
        }
      }
      case Minted.Proof proof -> turn(Message.ASSISTANT).add(reasoning(text, proof));
      case Minted.CallProof proof -> {
        turn(Message.ASSISTANT);
        broughtBack.add(proof);
      }
      case Minted.Block block -> turn(Message.ASSISTANT).add(broughtBack.part(block, path));
    }
  }

  /** OpenAI seals the thinking itself; what others made goes with their thinking as a proof. */
  private static Part reasoning(String text, Minted.Proof minted) {
    boolean sealed = minted.provider().equals(HOME);
    var marks = new Marks(sealed ? null : minted.proof(), minted.provider(), null, Extra.NONE);
    return new Part.Reasoning(text, sealed ? minted.proof() : null, marks);
  }

  private void texts(Item item, String path) {
    body.object(
        path,
        name -> {
          String text = name.equals("text") ? body.string(path + ".text") : null;
          if (text != null) {
            item.texts.add(text);
          } else if (!name.equals("text")) {
            body.skip();
          }
        });
  }
}
