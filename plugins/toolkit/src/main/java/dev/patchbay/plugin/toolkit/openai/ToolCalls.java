package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tool calls of one choice. Fragments belong to a call by {@code index}; a host that sends
 * none, or the same one for whole calls, begins a new call with each new id.
 *
 * <p>A call's further members (Gemini's {@code extra_content}) are its block's signature: members
 * of JSON that come back with the call.
 */
final class ToolCalls {
  private static final byte[] INDEX = Names.of("index");
  private static final byte[] ID = Names.of("id");
  private static final byte[] TYPE = Names.of("type");
  private static final byte[] FUNCTION = Names.of("function");
  private static final byte[] CUSTOM = Names.of("custom");
  private static final byte[] NAME = Names.of("name");
  private static final byte[] ARGUMENTS = Names.of("arguments");
  private static final byte[] INPUT = Names.of("input");

  private static final class Call {
    final long index;
    String id;
    String name = "";
    int block = -1;
    boolean ended;
    final StringBuilder early = new StringBuilder();
    final StringBuilder further = new StringBuilder();

    Call(long index, String id) {
      this.index = index;
      this.id = id;
    }
  }

  private final ChatOut answer;
  private final int choice;
  private final List<Call> calls = new ArrayList<>();

  // The fragment being read.
  private long index;
  private String id = "";
  private String name = "";
  private String arguments = "";
  private String further = "";

  ToolCalls(ChatOut answer, int choice) {
    this.answer = answer;
    this.choice = choice;
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /**
   * Reads a call or a fragment of one.
   *
   * @param whole it is a call of its own
   */
  void read(JsonReader json, boolean whole) {
    fragment(json);
    add(whole ? null : find());
  }

  /** Reads the one call of the older {@code function_call} member. */
  void readLegacy(JsonReader json) {
    clear();
    function(json);
    add(calls.isEmpty() ? null : calls.get(0));
  }

  /** Ends the blocks of all calls. */
  void end() {
    for (Call call : calls) {
      if (!call.ended) {
        begin(call);
        call.ended = true;
        String signature = call.further.isEmpty() ? null : call.further.toString();
        answer.say(ChatEvent.blockEnded(call.block, signature));
      }
    }
  }

  private void clear() {
    index = -1;
    id = "";
    name = "";
    arguments = "";
    further = "";
  }

  private void fragment(JsonReader json) {
    clear();
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(INDEX)) {
        index = json.integer();
      } else if (json.nameIs(ID)) {
        id = json.string();
      } else if (json.nameIs(FUNCTION) || json.nameIs(CUSTOM)) {
        function(json);
      } else if (json.nameIs(TYPE)) {
        json.skip();
      } else {
        String member = '"' + json.name() + "\":" + json.raw();
        further = further.isEmpty() ? member : further + "," + member;
      }
    }
  }

  private void function(JsonReader json) {
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(ARGUMENTS) || json.nameIs(INPUT)) {
        // Text, as OpenAI has it; some hosts give the object itself.
        arguments = json.peek() == '"' ? json.string() : json.raw();
      } else if (json.nameIs(NAME)) {
        name = json.string();
      } else {
        json.skip();
      }
    }
  }

  private @Nullable Call find() {
    for (int i = calls.size() - 1; i >= 0; i--) {
      Call call = calls.get(i);
      if (index < 0 || call.index == index) {
        boolean other = !id.isEmpty() && !call.id.isEmpty() && !id.equals(call.id);
        boolean another = index < 0 && id.isEmpty() && !name.isEmpty();
        return other || another || call.ended ? null : call;
      }
    }
    return null;
  }

  private void add(@Nullable Call known) {
    Call call = known;
    if (call == null) {
      call = new Call(index, id);
      calls.add(call);
      Choices.bound(calls.size());
    }
    if (call.id.isEmpty()) {
      call.id = id;
    }
    if (call.name.isEmpty()) {
      call.name = name;
    }
    if (!further.isEmpty()) {
      answer.held().add(further.length());
      call.further.append(call.further.isEmpty() ? "" : ",").append(further);
    }
    if (call.name.isEmpty()) {
      answer.held().add(arguments.length());
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
