package dev.patchbay.plugin.oci;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one choice. They come whole, or in fragments of which only the first has id and
 * name: a fragment without them belongs to the call that was last begun at its place in the list.
 */
final class Calls {
  private static final class Call {
    String id;
    String name = "";
    int block = -1;
    boolean ended;
    final StringBuilder early = new StringBuilder();

    Call(String id) {
      this.id = id;
    }
  }

  private final Answer answer;
  private final int choice;
  private final List<Call> calls = new ArrayList<>();
  private final Map<Integer, Call> active = new HashMap<>();

  // The fragment being read.
  private String id = "";
  private String name = "";
  private String arguments = "";

  Calls(Answer answer, int choice) {
    this.answer = answer;
    this.choice = choice;
  }

  int count() {
    return calls.size();
  }

  /**
   * Reads a list.
   *
   * @param whole each is a call of its own
   * @param skipped how many at its start have been read before
   */
  void read(JsonReader json, boolean whole, int skipped) {
    int place = 0;
    json.beginArray();
    while (json.nextElement()) {
      id = "";
      name = "";
      arguments = "";
      fragment(json);
      if (place >= skipped) {
        add(place, whole ? null : find(place));
      }
      place++;
    }
  }

  /** Ends the blocks of all calls. */
  void end() {
    for (Call call : calls) {
      if (!call.ended) {
        begin(call);
        call.ended = true;
        answer.say(ChatEvent.blockEnded(call.block));
      }
    }
  }

  private void fragment(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      switch (json.name()) {
        case "id" -> id = json.string();
        case "name" -> name = json.string();
        // A text in GENERIC and COHEREV2, the object itself in COHERE.
        case "arguments", "parameters" ->
            arguments = json.peek() == '"' ? json.string() : json.raw();
        case "function" -> fragment(json);
        default -> json.skip();
      }
    }
  }

  private @Nullable Call find(int place) {
    if (!id.isEmpty()) {
      for (Call call : calls) {
        if (call.id.equals(id) && !call.ended) {
          return call;
        }
      }
    }
    Call last = active.get(place);
    if (last == null && !calls.isEmpty() && id.isEmpty() && name.isEmpty()) {
      last = calls.getLast();
    }
    if (last == null || last.ended) {
      return null;
    }
    boolean other = !id.isEmpty() && !last.id.isEmpty();
    boolean another = !name.isEmpty() && !last.name.isEmpty();
    return other || another ? null : last;
  }

  private void add(int place, @Nullable Call known) {
    Call call = known;
    if (call == null) {
      call = new Call(id);
      calls.add(call);
      answer.bound(calls.size());
    }
    active.put(place, call);
    if (call.id.isEmpty()) {
      call.id = id;
    }
    if (call.name.isEmpty()) {
      call.name = name;
    }
    if (call.name.isEmpty()) {
      call.early.append(arguments);
    } else {
      begin(call);
      delta(call, arguments);
    }
  }

  /** Starts the block, unless that is done, with the arguments that came before the name. */
  private void begin(Call call) {
    if (call.block < 0) {
      call.block = answer.nextBlock();
      String callId = call.id.isEmpty() ? answer.callId(call.block) : call.id;
      answer.say(ChatEvent.toolCallStarted(call.block, choice, callId, call.name));
      delta(call, call.early.toString());
    }
  }

  private void delta(Call call, String text) {
    if (!text.isEmpty()) {
      answer.say(ChatEvent.delta(call.block, BlockKind.TOOL_CALL, text));
    }
  }
}
