package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.plugin.toolkit.http.Held;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Members that are lists, of which a stream sends piece by piece, such as generated images. */
final class Lists {
  private final Held held;

  /** The items of each, without the brackets around them. */
  private final Map<String, StringBuilder> lists = new LinkedHashMap<>(0);

  private long size;

  Lists(Held held) {
    this.held = held;
  }

  /** More of a list, as JSON text; false if there is nothing in it. */
  boolean add(String name, String list) {
    String more = list.substring(1, list.length() - 1).strip();
    if (more.isEmpty()) {
      return false;
    }
    long cost = Held.ENTRY + name.length() + more.length();
    held.add(cost);
    size += cost;
    StringBuilder items = lists.computeIfAbsent(name, key -> new StringBuilder());
    items.append(items.isEmpty() ? "" : ",").append(more);
    return true;
  }

  /** Hands on each with its name, as an object that holds it, and forgets it. */
  void take(BiConsumer<String, String> to) {
    lists.forEach((name, items) -> to.accept(name, "{\"" + name + "\":[" + items + "]}"));
    lists.clear();
    held.release(size);
    size = 0;
  }
}
