package dev.patchbay.spi.testkit;

import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.Usage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the order rules of {@link ChatEvent} as events come. One for each answer; throws {@link
 * AssertionError} at the first event that breaks a rule.
 */
public final class EventOrder {
  private record Block(int choice, BlockKind kind) {}

  private final Map<Integer, Block> open = new HashMap<>();
  private final Map<Integer, Block> all = new HashMap<>();
  private final Set<Integer> filled = new HashSet<>();
  private final Set<Integer> finished = new HashSet<>();
  private @Nullable Usage usage;
  private int count;
  private @Nullable ChatEvent terminal;

  /** Checks a whole answer; it may lack its terminal event, as a truncated one does. */
  public static void check(List<ChatEvent> events) {
    EventOrder order = new EventOrder();
    events.forEach(order::event);
  }

  /** Whether the terminal event has come. */
  public boolean isOver() {
    return terminal != null;
  }

  /** Takes the next event. */
  public void event(ChatEvent event) {
    require(terminal == null, event, "comes after the terminal event " + terminal);
    if (event instanceof ChatEvent.Started) {
      require(count == 0, event, "isn't the first event");
    } else if (event instanceof ChatEvent.BlockStarted started) {
      blockStarted(started);
    } else if (event instanceof ChatEvent.Delta delta) {
      Block block = openBlock(delta.block(), event);
      require(block.kind() == delta.kind(), event, "is not of its block's kind " + block.kind());
      require(block.kind() != BlockKind.OPAQUE, event, "is in an opaque block");
    } else if (event instanceof ChatEvent.Opaque opaque) {
      Block block = openBlock(opaque.block(), event);
      require(block.kind() == BlockKind.OPAQUE, event, "is in a block of kind " + block.kind());
      require(filled.add(opaque.block()), event, "is the second in its block");
    } else if (event instanceof ChatEvent.Annotated annotated) {
      openBlock(annotated.block(), event);
    } else if (event instanceof ChatEvent.BlockEnded ended) {
      blockEnded(ended);
    } else if (event instanceof ChatEvent.Used used) {
      used(used);
    } else if (event instanceof ChatEvent.ChoiceFinished choice) {
      choiceFinished(choice);
    } else if (event instanceof ChatEvent.Metadata metadata) {
      require(isObject(metadata.json()), event, "is no JSON object");
    } else {
      terminal(event);
    }
    count++;
  }

  private void blockStarted(ChatEvent.BlockStarted started) {
    require(
        all.putIfAbsent(started.block(), new Block(started.choice(), started.kind())) == null,
        started,
        "takes a block number for the second time");
    require(!finished.contains(started.choice()), started, "comes after its choice has finished");
    boolean named = started.callId() != null && started.name() != null;
    boolean call = started.kind() == BlockKind.TOOL_CALL;
    require(!call || named, started, "is a tool call without id or name");
    require(call || started.name() == null, started, "has a name, but is no tool call");
    open.put(started.block(), new Block(started.choice(), started.kind()));
  }

  private void blockEnded(ChatEvent.BlockEnded ended) {
    Block block = openBlock(ended.block(), ended);
    require(
        block.kind() != BlockKind.OPAQUE || filled.contains(ended.block()),
        ended,
        "ends an opaque block that holds nothing");
    open.remove(ended.block());
  }

  private void used(ChatEvent.Used used) {
    Usage last = usage;
    Usage now = used.usage();
    require(now.input() >= 0 && now.output() >= 0, used, "is negative");
    if (last != null) {
      boolean grows = now.input() >= last.input() && now.output() >= last.output();
      require(grows, used, "is less than before: usage is cumulative");
    }
    require(now.cacheRead().orElse(0) <= now.input(), used, "has more cache reads than input");
    require(now.reasoning().orElse(0) <= now.output(), used, "has more reasoning than output");
    require(now.toolInput().orElse(0) <= now.input(), used, "has more input of tools than input");
    now.byModality().forEach(part -> modality(part, used));
    usage = now;
  }

  private void modality(Usage.ModalityTokens part, ChatEvent.Used used) {
    Usage all = used.usage();
    boolean whole = part.input() >= 0 && part.output() >= 0;
    require(whole, used, "has less than no " + part.modality());
    boolean within = part.input() <= all.input() && part.output() <= all.output();
    require(within, used, "has more " + part.modality() + " than tokens");
  }

  private static boolean isObject(String json) {
    try {
      return SmallJson.read(json) instanceof Map;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void choiceFinished(ChatEvent.ChoiceFinished choice) {
    require(finished.add(choice.choice()), choice, "finishes its choice for the second time");
    boolean ended = open.values().stream().noneMatch(block -> block.choice() == choice.choice());
    require(ended, choice, "comes before its choice's blocks have ended");
  }

  private void terminal(ChatEvent event) {
    if (event instanceof ChatEvent.Completed) {
      require(open.isEmpty(), event, "leaves blocks open: " + open.keySet());
      boolean all = this.all.values().stream().allMatch(block -> finished.contains(block.choice()));
      require(all && !finished.isEmpty(), event, "comes without ChoiceFinished for each choice");
    }
    terminal = event;
  }

  private Block openBlock(int number, ChatEvent event) {
    Block block = open.get(number);
    if (block == null) {
      throw broken(event, all.containsKey(number) ? "is in an ended block" : "is in no block");
    }
    return block;
  }

  private void require(boolean holds, ChatEvent event, String problem) {
    if (!holds) {
      throw broken(event, problem);
    }
  }

  private AssertionError broken(ChatEvent event, String problem) {
    return new AssertionError("event " + count + " " + problem + ": " + EventText.of(event));
  }
}
