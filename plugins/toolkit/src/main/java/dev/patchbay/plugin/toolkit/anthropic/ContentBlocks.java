package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content blocks of one message. The service numbers them; ours are numbered anew, since some
 * services leave gaps or use a number twice. Only open blocks are kept.
 */
final class ContentBlocks {
  private static final int MOST_OPEN = 1024;

  private final String provider;
  private final JsonReader json;
  private final ChatOut out;
  private final List<ContentBlock> open = new ArrayList<>(2);

  ContentBlocks(String provider, JsonReader json, ChatOut out) {
    this.provider = provider;
    this.json = json;
    this.out = out;
  }

  /** Starts the block that stands at the reader's place. */
  void start(int index) {
    end(index);
    if (open.size() >= MOST_OPEN) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "more than " + MOST_OPEN + " blocks are open at once");
    }
    ContentBlock block = new ContentBlock(index, provider, out);
    block.start(json);
    open.add(block);
  }

  /** Reads the delta at the reader's place. */
  void delta(int index) {
    ContentBlock block = find(index);
    if (block == null) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "a delta of block " + index + ", which is not open");
    }
    block.delta(json);
  }

  /** Ends a block; nothing if it is not open. */
  void end(int index) {
    ContentBlock block = find(index);
    if (block != null) {
      open.remove(block);
      block.end();
    }
  }

  void endAll() {
    open.forEach(ContentBlock::end);
    open.clear();
  }

  private @Nullable ContentBlock find(int index) {
    for (int i = open.size() - 1; i >= 0; i--) {
      if (open.get(i).index() == index) {
        return open.get(i);
      }
    }
    return null;
  }
}
