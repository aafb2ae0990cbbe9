package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an answer says in the end, however it came: deltas are joined, blocks are in the order of
 * their start within each choice, only the last usage and metadata count. Equal for a stream and
 * for the whole body that says the same.
 *
 * @param blocks by choice, each as text
 * @param finishes by choice
 * @param usage as text; empty if none was told
 * @param metadata empty if none was told
 * @param terminal empty if there was none
 */
public record Transcript(
    Map<Integer, List<String>> blocks,
    Map<Integer, String> finishes,
    String usage,
    String metadata,
    String terminal) {
  /** Joins events that obey {@link EventOrder}. */
  public static Transcript of(List<ChatEvent> events) {
    return new Gathering().of(events);
  }

  private static final class Gathering {
    private record Block(String head, int choice, StringBuilder text, StringBuilder further) {}

    private final Map<Integer, Block> blocks = new LinkedHashMap<>();
    private final Map<Integer, String> finishes = new TreeMap<>();
    private String usage = "";
    private String metadata = "";
    private String terminal = "";

    Transcript of(List<ChatEvent> events) {
      events.forEach(this::event);
      Map<Integer, List<String>> byChoice = new TreeMap<>();
      for (Block block : blocks.values()) {
        String text = block.head() + " " + block.text() + block.further();
        byChoice.computeIfAbsent(block.choice(), key -> new ArrayList<>()).add(text);
      }
      return new Transcript(byChoice, finishes, usage, metadata, terminal);
    }

    private void event(ChatEvent event) {
      if (event instanceof ChatEvent.BlockStarted started) {
        String call = started.name() == null ? "" : " " + started.callId() + " " + started.name();
        blocks.put(
            started.block(),
            new Block(
                started.kind() + call, started.choice(), new StringBuilder(), new StringBuilder()));
      } else if (event instanceof ChatEvent.Delta delta) {
        block(delta.block()).text().append(delta.text());
      } else if (event instanceof ChatEvent.Opaque opaque) {
        block(opaque.block()).text().append(opaque.type()).append(' ').append(opaque.json());
      } else if (event instanceof ChatEvent.Annotated annotated) {
        block(annotated.block()).further().append('\n').append(annotated.annotation());
      } else if (event instanceof ChatEvent.BlockEnded ended && ended.signature() != null) {
        block(ended.block()).further().append("\nsignature ").append(ended.signature());
      } else if (event instanceof ChatEvent.ChoiceFinished finished) {
        finishes.put(finished.choice(), EventText.finish(finished));
      } else if (event instanceof ChatEvent.Metadata told) {
        metadata = EventText.of(told);
      } else if (event instanceof ChatEvent.Used used) {
        usage = text(used.usage());
      } else if (event instanceof ChatEvent.Completed || event instanceof ChatEvent.Failed) {
        terminal = EventText.of(event);
      }
    }

    private Block block(int number) {
      Block block = blocks.get(number);
      if (block == null) {
        throw new AssertionError("no block " + number);
      }
      return block;
    }

    private static String text(Usage usage) {
      return EventText.of(ChatEvent.used(usage));
    }
  }
}
