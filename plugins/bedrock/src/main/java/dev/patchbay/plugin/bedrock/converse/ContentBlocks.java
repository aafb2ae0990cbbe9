package dev.patchbay.plugin.bedrock.converse;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.body.Names;
import dev.patchbay.plugin.toolkit.openai.ThinkingTag;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the content blocks of an answer, which the service numbers. */
final class ContentBlocks {
  private static final byte[] TEXT = Names.of("text");
  private static final byte[] TOOL_USE = Names.of("toolUse");
  private static final byte[] REASONING = Names.of("reasoningContent");
  private static final byte[] CITATION = Names.of("citation");
  private static final byte[] CITATIONS_CONTENT = Names.of("citationsContent");
  private static final int MAX_COUNT = 4096;

  private final JsonReader json;
  private final BlockOut out;
  private final @Nullable ThinkingTag tag;
  private final ToolUseReader calls;
  private final ReasoningReader thoughts;
  private final CitedTextReader cited;
  private final List<Block> open = new ArrayList<>(2);

  /**
   * @param tag how the model marks thinking in text; null: not at all
   */
  ContentBlocks(JsonReader json, BlockOut out, @Nullable ThinkingTag tag) {
    this.json = json;
    this.out = out;
    this.tag = tag;
    this.calls = new ToolUseReader(json);
    this.thoughts = new ReasoningReader(json);
    this.cited = new CitedTextReader(json);
  }

  /** Reads {@code start}. */
  void start(int index) {
    Block block = find(index);
    json.beginObject();
    while (json.nextMember()) {
      if (json.nameIs(TOOL_USE) && json.peek() == '{') {
        calls.read(block);
      } else if (!json.takeNull()) {
        block.raw(json.name()).add(json);
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
        block.text(json.string());
      } else if (json.nameIs(TOOL_USE)) {
        calls.input(block);
      } else if (json.nameIs(REASONING)) {
        thoughts.read(block);
      } else if (json.nameIs(CITATION)) {
        block.annotated(CitationReader.read(json));
      } else {
        block.raw(json.name()).add(json);
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
      block.text(json.string());
    } else if (json.nameIs(TOOL_USE)) {
      calls.read(block);
    } else if (json.nameIs(REASONING)) {
      thoughts.read(block);
    } else if (json.nameIs(CITATIONS_CONTENT)) {
      cited.read(block);
    } else {
      block.raw(json.name()).add(json);
    }
  }

  /** Ends a block, if it is open. */
  void end(int index) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).index() == index) {
        open.remove(i).end();
        return;
      }
    }
  }

  /** Ends all blocks. */
  void end() {
    open.forEach(Block::end);
    open.clear();
  }

  private Block find(int index) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).index() == index) {
        return open.get(i);
      }
    }
    Block block = new Block(index, out, tag);
    open.add(block);
    if (open.size() > MAX_COUNT) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer has more than " + MAX_COUNT + " blocks at once");
    }
    return block;
  }
}
