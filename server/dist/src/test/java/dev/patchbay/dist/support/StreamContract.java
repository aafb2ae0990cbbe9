package dev.patchbay.dist.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.v1.BlockStarted;
import dev.patchbay.v1.RouteChanged;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.StreamChatResponse.KindCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every stream must keep: {@code started} first, numbers that rise by one, blocks in order,
 * one terminal event at the end. An answer may start again: what came before counts no longer.
 * Joins the deltas meanwhile.
 */
public final class StreamContract {
  private final Map<Integer, StringBuilder> text = new TreeMap<>();
  private final Map<Integer, BlockStarted> blocks = new TreeMap<>();
  private final List<Integer> open = new ArrayList<>();
  private final List<StreamChatResponse> events;
  private int firstBlock;

  private StreamContract(List<StreamChatResponse> events) {
    this.events = events;
  }

  public static StreamContract check(List<StreamChatResponse> events) {
    var checked = new StreamContract(events);
    checked.numbers();
    events.forEach(checked::block);
    checked.ends();
    return checked;
  }

  /** The joined deltas of a block. */
  public String text(int block) {
    return String.valueOf(text.get(block));
  }

  /** The first block that counts: those before it were dropped when the answer started again. */
  public int firstBlock() {
    return firstBlock;
  }

  /** How many blocks there were, with those that were dropped. */
  public int blocks() {
    return blocks.size();
  }

  public BlockStarted block(int number) {
    BlockStarted started = blocks.get(number);
    if (started == null) {
      throw new AssertionError("no block " + number + " in " + events);
    }
    return started;
  }

  public List<KindCase> kinds() {
    return events.stream().map(StreamChatResponse::getKindCase).toList();
  }

  public StreamChatResponse first() {
    return events.getFirst();
  }

  public StreamChatResponse last() {
    return events.getLast();
  }

  private void numbers() {
    assertThat(events).isNotEmpty();
    assertThat(events.getFirst().getKindCase()).isEqualTo(KindCase.STARTED);
    long expected = 0;
    for (StreamChatResponse event : events) {
      expected += event.hasHeartbeat() ? 0 : 1;
      assertThat(event.getSequence()).as("sequence of %s", event).isEqualTo(expected);
    }
  }

  private void block(StreamChatResponse event) {
    switch (event.getKindCase()) {
      case BLOCK_STARTED -> start(event.getBlockStarted());
      case TEXT -> append(event.getText().getBlock(), event.getText().getText());
      case REASONING -> append(event.getReasoning().getBlock(), event.getReasoning().getText());
      case TOOL_CALL -> append(event.getToolCall().getBlock(), event.getToolCall().getArguments());
      case ROUTE_CHANGED -> reroute(event.getRouteChanged());
      case BLOCK_ENDED ->
          assertThat(open.remove((Object) event.getBlockEnded().getBlock()))
              .as("open before %s", event)
              .isTrue();
      default -> {}
    }
  }

  private void reroute(RouteChanged changed) {
    switch (changed.getEffect()) {
      case EFFECT_NO_OUTPUT_LOST ->
          assertThat(blocks).as("blocks before %s", changed).hasSize(firstBlock);
      case EFFECT_CONTINUED -> assertThat(open).as("open before %s", changed).isNotEmpty();
      case EFFECT_RESTARTED -> {
        assertThat(changed.getFirstBlock()).isEqualTo(blocks.size());
        firstBlock = blocks.size();
        open.clear();
      }
      case EFFECT_UNSPECIFIED, UNRECOGNIZED -> throw new AssertionError(changed);
    }
  }

  private void start(BlockStarted started) {
    assertThat(started.getBlock()).isEqualTo(blocks.size());
    blocks.put(started.getBlock(), started);
    text.put(started.getBlock(), new StringBuilder());
    open.add(started.getBlock());
  }

  private void append(int block, String more) {
    assertThat(open).contains(block);
    assertThat(more).as("a delta").isNotEmpty();
    assertThat(Character.isHighSurrogate(more.charAt(more.length() - 1))).isFalse();
    assertThat(Character.isLowSurrogate(more.charAt(0))).isFalse();
    block(block);
    text.computeIfAbsent(block, b -> new StringBuilder()).append(more);
  }

  private void ends() {
    List<KindCase> terminal = List.of(KindCase.COMPLETED, KindCase.INTERRUPTED);
    assertThat(kinds().stream().filter(terminal::contains))
        .as("terminal in %s", kinds())
        .hasSize(1);
    assertThat(terminal).contains(last().getKindCase());
    if (last().hasCompleted()) {
      assertThat(open).as("blocks open at the end").isEmpty();
    }
  }
}
