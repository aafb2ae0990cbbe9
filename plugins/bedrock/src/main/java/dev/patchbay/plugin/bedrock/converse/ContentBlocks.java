package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.bedrock.aws.ServiceErrors;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content blocks of an answer. The service numbers them, starts only those of tools, and sends
 * some that hold nothing but empty deltas: a block is begun here by its first content, with a
 * number of its own.
 */
final class ContentBlocks {
  private static final byte[] TEXT = Names.of("text");
  private static final byte[] TOOL_USE = Names.of("toolUse");
  private static final byte[] REASONING = Names.of("reasoningContent");
  private static final byte[] REASONING_TEXT = Names.of("reasoningText");
  private static final byte[] CITATION = Names.of("citation");
  private static final byte[] CITATIONS_CONTENT = Names.of("citationsContent");
  private static final byte[] CITATIONS = Names.of("citations");
  private static final byte[] CONTENT = Names.of("content");
  private static final byte[] INPUT = Names.of("input");
  private static final byte[] SIGNATURE = Names.of("signature");
  private static final byte[] REDACTED = Names.of("redactedContent");
  private static final byte[] NAME = Names.of("name");
  private static final byte[] ID = Names.of("toolUseId");
  private static final byte[] TYPE = Names.of("type");
  private static final int MAX_COUNT = 4096;

  /** Takes events. */
  interface Out {
    void say(ChatEvent event);
  }

  private final JsonReader json;
  private final ServiceErrors head;
  private final Out out;
  private final List<Block> open = new ArrayList<>(2);
  private int next;

  ContentBlocks(JsonReader json, ServiceErrors head, Out out) {
    this.json = json;
    this.head = head;
    this.out = out;
  }

  /** One block of the service's. */
  private static final class Block {
    final int index;
    @Nullable BlockKind kind;
    int number;
    final StringBuilder signature = new StringBuilder(0);
    boolean hasArguments;

    /** What is gathered, since only the service understands it. */
    @Nullable RawBlock raw;

    Block(int index) {
      this.index = index;
    }
  }

  /** Reads {@code start}. */
  void start(int index) {
    Block block = find(index);
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(TOOL_USE) && json.peek() == '{') {
        toolUse(block);
      } else if (!json.takeNull()) {
        raw(block).start(json);
      }
    }
  }

  /** Reads {@code delta}. */
  void delta(int index) {
    Block block = find(index);
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(TEXT)) {
        text(block, BlockKind.TEXT, json.string());
      } else if (json.nameIs(TOOL_USE)) {
        toolInput(block);
      } else if (json.nameIs(REASONING)) {
        reasoning(block);
      } else if (json.nameIs(CITATION)) {
        citation(block);
      } else {
        raw(block).delta(json);
      }
    }
  }

  /** Reads the content of a whole answer. */
  void whole() {
    int index = 0;
    json.beginArray();
    while (json.nextElement()) {
      Block block = find(index);
      json.beginObject();
      while (json.nextMember()) {
        if (!json.takeNull()) {
          wholeMember(block);
        }
      }
      end(index++);
    }
  }

  private void wholeMember(Block block) {
    if (json.nameIs(TEXT)) {
      text(block, BlockKind.TEXT, json.string());
    } else if (json.nameIs(TOOL_USE)) {
      toolUse(block);
    } else if (json.nameIs(REASONING)) {
      reasoning(block);
    } else if (json.nameIs(CITATIONS_CONTENT)) {
      citations(block);
    } else {
      raw(block).start(json);
    }
  }

  /** Ends a block, if it is open. */
  void end(int index) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).index == index) {
        close(open.remove(i));
        return;
      }
    }
  }

  /** Ends all blocks. */
  void end() {
    open.forEach(this::close);
    open.clear();
  }

  private Block find(int index) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).index == index) {
        return open.get(i);
      }
    }
    Block block = new Block(index);
    open.add(block);
    if (open.size() > MAX_COUNT) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer has more than " + MAX_COUNT + " blocks at once");
    }
    return block;
  }

  private void begin(Block block, BlockKind kind) {
    if (block.kind == kind) {
      return;
    }
    close(block);
    block.kind = kind;
    block.number = next++;
    out.say(ChatEvent.blockStarted(block.number, 0, kind));
  }

  private void close(Block block) {
    RawBlock raw = block.raw;
    if (raw != null) {
      block.raw = null;
      opaque(raw.type(), raw.json());
    }
    if (block.kind == null) {
      return;
    }
    if (block.kind == BlockKind.TOOL_CALL && !block.hasArguments) {
      // Some models send nothing where there is nothing to say.
      out.say(ChatEvent.delta(block.number, BlockKind.TOOL_CALL, "{}"));
    }
    String signature = block.signature.isEmpty() ? null : block.signature.toString();
    out.say(ChatEvent.blockEnded(block.number, signature));
    block.kind = null;
    block.signature.setLength(0);
  }

  private void text(Block block, BlockKind kind, String text) {
    if (!text.isEmpty()) {
      begin(block, kind);
      out.say(ChatEvent.delta(block.number, kind, text));
    }
  }

  private void opaque(String type, String object) {
    int number = next++;
    out.say(ChatEvent.blockStarted(number, 0, BlockKind.OPAQUE));
    out.say(ChatEvent.opaque(number, ConverseRequest.PROVIDER + "." + type, object));
    out.say(ChatEvent.blockEnded(number));
  }

  private RawBlock raw(Block block) {
    RawBlock raw = block.raw;
    if (raw == null) {
      raw = new RawBlock(json.name());
      block.raw = raw;
    }
    return raw;
  }

  /** A call, or its start; one that the service runs itself is nobody else's. */
  private void toolUse(Block block) {
    int from = json.position();
    String id = "";
    String name = "";
    boolean ours = true;
    int inputAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(ID)) {
        id = json.string();
      } else if (json.nameIs(NAME)) {
        name = json.string();
      } else if (json.nameIs(INPUT)) {
        json.peek();
        inputAt = json.position();
        json.skip();
      } else if (json.nameIs(TYPE)) {
        ours &= !"server_tool_use".equals(json.anyText());
      } else {
        json.skip();
      }
    }
    int resume = json.position();
    if (ours) {
      call(block, id, name);
      if (inputAt >= 0) {
        json.position(inputAt);
        arguments(block);
      }
    } else {
      json.position(from);
      raw(block, "toolUse").start(json);
    }
    json.position(resume);
  }

  private RawBlock raw(Block block, String type) {
    RawBlock raw = new RawBlock(type);
    block.raw = raw;
    return raw;
  }

  private void call(Block block, String id, String name) {
    close(block);
    block.kind = BlockKind.TOOL_CALL;
    block.number = next++;
    block.hasArguments = false;
    String made = "tooluse_" + (head.requestId() == null ? "" : head.requestId() + "_");
    String callId = id.isEmpty() ? made + block.number : id;
    out.say(ChatEvent.toolCallStarted(block.number, 0, callId, name));
  }

  private void toolInput(Block block) {
    RawBlock raw = block.raw;
    if (raw != null) {
      raw.input(json);
      return;
    }
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(INPUT) && !json.takeNull()) {
        arguments(block);
      } else {
        json.skip();
      }
    }
  }

  /** Text in a stream, the value itself in a whole answer. */
  private void arguments(Block block) {
    String text = json.peek() == '"' ? json.string() : json.raw();
    if (block.kind != BlockKind.TOOL_CALL) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer has the input of a tool call that has not begun");
    }
    if (!text.isEmpty()) {
      block.hasArguments = true;
      out.say(ChatEvent.delta(block.number, BlockKind.TOOL_CALL, text));
    }
  }

  /** Streamed flat, whole one level deeper. */
  private void reasoning(Block block) {
    String text = "";
    String signature = "";
    json.beginObject();
    while (json.nextMember()) {
      if (json.takeNull()) {
        continue;
      }
      if (json.nameIs(TEXT)) {
        text = json.string();
      } else if (json.nameIs(SIGNATURE)) {
        signature = json.string();
      } else if (json.nameIs(REASONING_TEXT)) {
        reasoning(block);
      } else if (json.nameIs(REDACTED)) {
        opaque(
            "reasoningContent", "{\"reasoningContent\":{\"redactedContent\":" + json.raw() + "}}");
      } else {
        json.skip();
      }
    }
    text(block, BlockKind.REASONING, text);
    if (!signature.isEmpty()) {
      begin(block, BlockKind.REASONING);
      block.signature.append(signature);
    }
  }

  private void citation(Block block) {
    begin(block, BlockKind.TEXT);
    out.say(ChatEvent.annotated(block.number, CitationReader.read(json)));
  }

  /** Text with its evidence, in whatever order the two come. */
  private void citations(Block block) {
    int citationsAt = -1;
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(CONTENT) && json.peek() == '[') {
        texts(block);
      } else if (json.nameIs(CITATIONS) && json.peek() == '[') {
        citationsAt = json.position();
        json.skip();
      } else {
        json.skip();
      }
    }
    int resume = json.position();
    if (citationsAt >= 0) {
      json.position(citationsAt);
      json.beginArray();
      while (json.nextElement()) {
        citation(block);
      }
    }
    json.position(resume);
  }

  private void texts(Block block) {
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      while (json.nextMember()) {
        if (json.nameIs(TEXT) && json.peek() == '"') {
          text(block, BlockKind.TEXT, json.string());
        } else {
          json.skip();
        }
      }
    }
  }
}
