package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.plugin.toolkit.openai.TagSplitter;
import dev.patchbay.plugin.toolkit.openai.ThinkingTag;
import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import org.jspecify.annotations.Nullable;

/**
 * One block of the service's. The service starts only those of tools, and sends some that hold
 * nothing but empty deltas: ours is begun by its first content, and may be several.
 */
final class Block {
  private final int index;
  private final BlockOut out;
  private final @Nullable TagSplitter splitter;
  private final StringBuilder signature = new StringBuilder(0);

  /** Of the block that is begun; null: none. */
  private @Nullable BlockKind kind;

  private int number;
  private boolean hasArguments;

  /** What is gathered, since only the service understands it. */
  private @Nullable RawBlock raw;

  /**
   * @param tag how thinking is marked in text; null: not at all
   */
  Block(int index, BlockOut out, @Nullable ThinkingTag tag) {
    this.index = index;
    this.out = out;
    this.splitter = tag == null ? null : new TagSplitter(tag, this::piece);
  }

  /** The service's number. */
  int index() {
    return index;
  }

  void text(String text) {
    if (splitter == null) {
      piece(BlockKind.TEXT, text);
    } else {
      splitter.text(text);
    }
  }

  void reasoning(String text) {
    piece(BlockKind.REASONING, text);
  }

  /** More of the proof of thinking. */
  void signature(String more) {
    if (!more.isEmpty()) {
      begin(BlockKind.REASONING);
      signature.append(more);
    }
  }

  /** Thinking that the service hides, as JSON text. */
  void redacted(String content) {
    out.opaque("reasoningContent", "{\"reasoningContent\":{\"redactedContent\":" + content + "}}");
  }

  void annotated(Annotation annotation) {
    begin(BlockKind.TEXT);
    out.say(ChatEvent.annotated(number, annotation));
  }

  void call(String id, String name) {
    end();
    kind = BlockKind.TOOL_CALL;
    number = out.beginCall(id, name);
    hasArguments = false;
  }

  void arguments(String text) {
    if (kind != BlockKind.TOOL_CALL) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer has the input of a tool call that has not begun");
    }
    if (!text.isEmpty()) {
      hasArguments = true;
      out.say(ChatEvent.delta(number, BlockKind.TOOL_CALL, text));
    }
  }

  /** What is gathered; null: nothing. */
  @Nullable RawBlock raw() {
    return raw;
  }

  /** The same, made if there is none. */
  RawBlock raw(String type) {
    RawBlock gathered = raw;
    if (gathered == null) {
      gathered = new RawBlock(type);
      raw = gathered;
    }
    return gathered;
  }

  /** Ends what is begun, after all that was kept back. */
  void end() {
    if (splitter != null) {
      splitter.flush();
    }
    close();
  }

  private void piece(BlockKind of, String text) {
    if (!text.isEmpty()) {
      begin(of);
      out.say(ChatEvent.delta(number, of, text));
    }
  }

  private void begin(BlockKind of) {
    if (kind != of) {
      close();
      kind = of;
      number = out.begin(of);
    }
  }

  private void close() {
    RawBlock gathered = raw;
    if (gathered != null) {
      raw = null;
      out.opaque(gathered.type(), gathered.json());
    }
    if (kind == null) {
      return;
    }
    if (kind == BlockKind.TOOL_CALL && !hasArguments) {
      // Some models send nothing where there is nothing to say.
      out.say(ChatEvent.delta(number, BlockKind.TOOL_CALL, "{}"));
    }
    out.say(ChatEvent.blockEnded(number, signature.isEmpty() ? null : signature.toString()));
    kind = null;
    signature.setLength(0);
  }
}
