package dev.patchbay.plugin.cohere;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.TokenLogprob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one answer. Text stays open until the answer ends, since citations of it may come
 * late; the plan of an answer that calls tools is thinking.
 */
final class Blocks {
  private static final int MOST = 1024;

  /** Content or a call that is under way. */
  private static final class Block {
    final int number;
    final BlockKind kind;
    boolean filled;

    Block(int number, BlockKind kind) {
      this.number = number;
      this.kind = kind;
    }
  }

  private final Consumer<ChatEvent> out;
  private final Map<Integer, Block> content = new LinkedHashMap<>();
  private final Map<Integer, Block> calls = new LinkedHashMap<>();
  private @Nullable Block plan;
  private @Nullable Block lastText;
  private int next;
  private int callCount;

  Blocks(Consumer<ChatEvent> out) {
    this.out = out;
  }

  boolean hasCalls() {
    return callCount > 0;
  }

  void plan(String text) {
    if (!text.isEmpty()) {
      Block block = plan == null ? start(BlockKind.REASONING) : plan;
      plan = block;
      out.accept(ChatEvent.delta(block.number, BlockKind.REASONING, text));
    }
  }

  void content(int index, BlockKind kind, String text, List<TokenLogprob> logprobs) {
    if (text.isEmpty() && logprobs.isEmpty()) {
      return;
    }
    endPlan();
    Block known = content.get(index);
    if (known == null || known.kind != kind) {
      if (known != null) {
        end(known);
      }
      known = start(kind);
      content.put(index, known);
    }
    lastText = kind == BlockKind.TEXT ? known : lastText;
    out.accept(ChatEvent.delta(known.number, kind, text, logprobs));
  }

  /** Ends thinking; text waits for its citations. */
  void contentEnd(int index) {
    Block known = content.get(index);
    if (known != null && known.kind != BlockKind.TEXT) {
      content.remove(index);
      end(known);
    }
  }

  void citation(CitationReader citation) {
    Block cited = content.get(citation.content());
    Block block = cited == null || cited.kind != BlockKind.TEXT ? lastText : cited;
    if (block != null) {
      out.accept(ChatEvent.annotated(block.number, citation.annotation()));
    }
  }

  void callStart(int index, String id, String name, String arguments) {
    endPlan();
    callEnd(index);
    bound();
    Block block = new Block(next++, BlockKind.TOOL_CALL);
    calls.put(index, block);
    callCount++;
    String callId = id.isEmpty() ? "call_" + block.number : id;
    out.accept(ChatEvent.toolCallStarted(block.number, 0, callId, name));
    arguments(index, arguments);
  }

  void arguments(int index, String piece) {
    Block call = calls.get(index);
    if (call != null && !piece.isEmpty()) {
      call.filled = true;
      out.accept(ChatEvent.delta(call.number, BlockKind.TOOL_CALL, piece));
    }
  }

  /** A call without arguments has an empty object of them. */
  void callEnd(int index) {
    Block call = calls.remove(index);
    if (call != null) {
      if (!call.filled) {
        out.accept(ChatEvent.delta(call.number, BlockKind.TOOL_CALL, "{}"));
      }
      end(call);
    }
  }

  void endAll() {
    endPlan();
    content.values().forEach(this::end);
    content.clear();
    List.copyOf(calls.keySet()).forEach(this::callEnd);
  }

  private void endPlan() {
    if (plan != null) {
      end(plan);
      plan = null;
    }
  }

  private Block start(BlockKind kind) {
    bound();
    Block block = new Block(next++, kind);
    out.accept(ChatEvent.blockStarted(block.number, 0, kind));
    return block;
  }

  private void end(Block block) {
    out.accept(ChatEvent.blockEnded(block.number));
  }

  private void bound() {
    if (next >= MOST) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer has more than " + MOST + " blocks");
    }
  }
}
