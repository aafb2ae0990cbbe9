package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.plugin.toolkit.openai.AnnotationReader;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.TokenLogprob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of an answer. A part of a message is a block, so is thinking with all of its parts, a
 * call, and whatever the neutral model does not have. What deltas have not told is told when the
 * item is whole, which is all there is of an answer that isn't streamed.
 */
final class Item {
  /** Between the parts of what is thought. */
  private static final String GAP = "\n\n";

  private final ChatOut answer;

  private @Nullable BlockKind open;
  private int block;

  // The part of the content that is under way: which list, which place, and what of it is told.
  private boolean summary;
  private int part = -1;
  private int told;
  private int annotations;

  // How many parts of each list have begun.
  private int summaryParts;
  private int contentParts;

  private final StringBuilder early = new StringBuilder(0);
  private boolean done;
  private boolean refusal;

  Item(ChatOut answer) {
    this.answer = answer;
  }

  /** More of a message's part. */
  void text(int index, BlockKind kind, String text, List<TokenLogprob> logprobs) {
    if (index < part || done || (text.isEmpty() && logprobs.isEmpty())) {
      return;
    }
    refusal |= kind == BlockKind.REFUSAL;
    if (index > part || open != kind) {
      end(null);
      begin(kind);
      part(false, index);
    }
    told += text.length();
    answer.say(ChatEvent.delta(block, kind, text, logprobs));
  }

  boolean isDone() {
    return done;
  }

  /** Whether it refuses. */
  boolean isRefusal() {
    return refusal;
  }

  /** More of a part of what is thought, or of its summary. */
  void thought(boolean ofSummary, int index, String text) {
    boolean current = summary == ofSummary && index == part;
    boolean before = !current && index < (ofSummary ? summaryParts : contentParts);
    if (before || done || text.isEmpty()) {
      return;
    }
    if (open == null) {
      begin(BlockKind.REASONING);
    } else if (!current) {
      answer.say(ChatEvent.delta(block, BlockKind.REASONING, GAP));
    }
    if (!current) {
      part(ofSummary, index);
    }
    told += text.length();
    answer.say(ChatEvent.delta(block, BlockKind.REASONING, text));
  }

  /** Points from the part under way to evidence. */
  void annotation(JsonReader json) {
    if (open == BlockKind.TEXT && !done) {
      annotations++;
      answer.say(ChatEvent.annotated(block, AnnotationReader.read(json)));
    } else {
      json.skip();
    }
  }

  /** A call is named. */
  void call(String id, String name) {
    if (open == null && !done && !name.isEmpty()) {
      open = BlockKind.TOOL_CALL;
      block = answer.nextBlock();
      String callId = id.isEmpty() ? answer.callId(block) : id;
      answer.say(ChatEvent.toolCallStarted(block, 0, callId, name));
      String before = early.toString();
      answer.held().release(early.length());
      early.setLength(0);
      arguments(before);
    }
  }

  /** More of a call's arguments. */
  void arguments(String text) {
    if (open == null) {
      answer.held().add(text.length());
      early.append(text);
    } else if (!text.isEmpty() && !done) {
      told += text.length();
      answer.say(ChatEvent.delta(block, BlockKind.TOOL_CALL, text));
    }
  }

  /** The item is whole. */
  void whole(ItemReader item, JsonReader json) {
    if (done) {
      return;
    }
    if (item.isMessage()) {
      parts(item.contentAt, json, false);
      end(null);
    } else if (item.isReasoning()) {
      parts(item.summaryAt, json, true);
      parts(item.contentAt, json, false);
      seal(item.seal);
    } else if (item.isCall()) {
      call(item.callId, item.name);
      arguments(rest(item.arguments, told));
      end(null);
    } else {
      opaque(item.type, item.raw);
    }
    done = true;
  }

  private void seal(String seal) {
    if (!seal.isEmpty() && open == null) {
      begin(BlockKind.REASONING);
    }
    end(seal.isEmpty() ? null : seal);
  }

  private void opaque(String type, String object) {
    int number = answer.nextBlock();
    answer.say(ChatEvent.blockStarted(number, 0, BlockKind.OPAQUE));
    answer.say(ChatEvent.opaque(number, ResponsesDialect.OWN + type, object));
    answer.say(ChatEvent.blockEnded(number));
  }

  private void parts(int at, JsonReader json, boolean ofSummary) {
    if (at < 0) {
      return;
    }
    json.position(at);
    json.beginArray();
    for (int index = 0; json.nextElement(); index++) {
      ContentPart content = ContentPart.read(json);
      int resume = json.position();
      part(content, json, ofSummary, index);
      json.position(resume);
    }
  }

  private void part(ContentPart content, JsonReader json, boolean ofSummary, int index) {
    boolean same = ofSummary == summary && index == part;
    String rest = rest(content.text(), same ? told : 0);
    switch (content.type()) {
      case "summary_text" -> thought(true, index, rest);
      case "reasoning_text" -> thought(false, index, rest);
      case "refusal" -> text(index, BlockKind.REFUSAL, rest, List.of());
      default -> {
        boolean begun = same && told > 0;
        text(index, BlockKind.TEXT, rest, begun ? List.of() : content.logprobs());
        if (content.annotationsAt() >= 0 && index == part) {
          json.position(content.annotationsAt());
          evidence(json);
        }
      }
    }
  }

  private void evidence(JsonReader json) {
    json.beginArray();
    for (int number = 0; json.nextElement(); number++) {
      if (number < annotations) {
        json.skip();
      } else {
        annotation(json);
      }
    }
  }

  private static String rest(String text, int length) {
    return text.length() > length ? text.substring(length) : "";
  }

  private void part(boolean ofSummary, int index) {
    summary = ofSummary;
    part = index;
    told = 0;
    annotations = 0;
    if (ofSummary) {
      summaryParts = index + 1;
    } else {
      contentParts = index + 1;
    }
  }

  private void begin(BlockKind kind) {
    open = kind;
    block = answer.nextBlock();
    answer.say(ChatEvent.blockStarted(block, 0, kind));
  }

  /** Ends what is open, be the item whole or the answer over. */
  void end(@Nullable String signature) {
    if (open != null) {
      open = null;
      answer.say(ChatEvent.blockEnded(block, signature));
    }
  }
}
