package dev.patchbay.plugin.oci;

import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A message and where it stands in the call, so that what is dropped of it can be told.
 *
 * @param places the numbers that its parts have there
 */
record Turn(Message message, String path, List<Integer> places) {
  String part(int index) {
    return path + ".parts[" + places.get(index) + "]";
  }

  static List<Turn> of(List<Message> messages) {
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      List<Integer> places = new ArrayList<>();
      for (int k = 0; k < message.parts().size(); k++) {
        places.add(k);
      }
      turns.add(new Turn(message, "messages[" + i + "]", places));
    }
    return turns;
  }

  /**
   * The same with one result after each call: Google's models take no two calls in one turn. What
   * else the calling turn says goes with its first call; calls without a result stay where they
   * are.
   */
  static List<Turn> paired(List<Message> messages) {
    List<Turn> turns = of(messages);
    List<Turn> paired = new ArrayList<>();
    int next = 0;
    while (next < turns.size()) {
      Turn calling = turns.get(next++);
      int from = next;
      while (next < turns.size() && turns.get(next).hasOnlyResults()) {
        next++;
      }
      List<Turn> results = turns.subList(from, next).stream().flatMap(Turn::split).toList();
      pair(calling, results, paired);
    }
    return paired;
  }

  private static void pair(Turn calling, List<Turn> results, List<Turn> into) {
    List<Turn> calls = calling.splitCalls();
    if (calls.size() < 2) {
      into.add(calling);
      into.addAll(results);
      return;
    }
    Set<Turn> used = new HashSet<>();
    for (Turn call : calls) {
      into.add(call);
      results.stream().filter(result -> result.answers(call)).filter(used::add).forEach(into::add);
    }
    results.stream().filter(result -> !used.contains(result)).forEach(into::add);
  }

  boolean hasOnlyResults() {
    List<Part> parts = message.parts();
    return !parts.isEmpty() && parts.stream().allMatch(Part.ToolResult.class::isInstance);
  }

  private boolean answers(Turn call) {
    Part.ToolResult result = (Part.ToolResult) message.parts().get(0);
    return call.message.parts().getLast() instanceof Part.ToolCall asked
        && asked.id().equals(result.callId());
  }

  /** One turn for each part. */
  private Stream<Turn> split() {
    List<Turn> each = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      each.add(with(List.of(i)));
    }
    return each.stream();
  }

  /** One turn for each call; the first has all that isn't a call, too. */
  private List<Turn> splitCalls() {
    List<Integer> first = new ArrayList<>();
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      if (!(message.parts().get(i) instanceof Part.ToolCall)) {
        first.add(i);
      }
    }
    for (int i = 0; i < places.size(); i++) {
      if (message.parts().get(i) instanceof Part.ToolCall) {
        first.add(i);
        turns.add(with(first));
        first = new ArrayList<>();
      }
    }
    return turns;
  }

  private Turn with(List<Integer> chosen) {
    List<Part> parts = chosen.stream().map(i -> message.parts().get(i)).toList();
    Message some = new Message(message.role(), parts, message.name(), message.extra());
    return new Turn(some, path, chosen.stream().map(places::get).toList());
  }
}
