package dev.patchbay.plugin.toolkit.responses;

import dev.patchbay.json.JsonReader;
import dev.patchbay.plugin.toolkit.http.ChatOut;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The items of one answer, by their place in its output. */
final class Items {
  private static final int MAX_ITEMS = 1024;

  /** Items that the neutral model has not, but which the caller must answer like calls. */
  private static final Set<String> CALLS =
      Set.of("custom_tool_call", "computer_call", "local_shell_call", "apply_patch_call");

  private final JsonReader json;
  private final ChatOut out;
  private final ItemReader reader;
  private final List<Item> items = new ArrayList<>();
  private boolean called;

  Items(JsonReader json, ChatOut out) {
    this.json = json;
    this.out = out;
    this.reader = new ItemReader(json);
  }

  /** The item at a place, which begins if there is none. */
  Item find(int index) {
    if (index < 0 || index >= MAX_ITEMS) {
      throw new ProviderException(
          ErrorKind.BAD_RESPONSE, "the answer can't be read: an item has the number " + index);
    }
    while (items.size() <= index) {
      items.add(new Item(out));
    }
    return items.get(index);
  }

  /** Reads the whole output at the reader's place. */
  void read() {
    json.beginArray();
    for (int index = 0; json.nextElement(); index++) {
      read(index, true);
    }
  }

  /** Reads the item at the reader's place. */
  void read(int index, boolean whole) {
    Item item = find(index);
    reader.read(whole && !item.isDone());
    int resume = json.position();
    called |= reader.isCall() || CALLS.contains(reader.type);
    if (whole) {
      item.whole(reader, json);
    } else if (reader.isCall()) {
      item.call(reader.callId, reader.name);
    }
    json.position(resume);
  }

  /** Ends what is open. */
  void end() {
    items.forEach(item -> item.end(null));
  }

  /** Why the answer has ended, by the service's own word. */
  FinishReason reason(String raw) {
    return switch (raw) {
      case "max_output_tokens", "max_tokens", "length" -> FinishReason.LENGTH;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      case "completed" -> {
        if (called) {
          yield FinishReason.TOOL_CALLS;
        }
        yield items.stream().anyMatch(Item::isRefusal) ? FinishReason.REFUSAL : FinishReason.STOP;
      }
      default -> FinishReason.OTHER;
    };
  }
}
