package dev.patchbay.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.spi.ChatEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what it hears, and insists on the order that {@link Caller} promises. */
class RecordingCaller implements Caller {
  final List<ChatEvent> events = new ArrayList<>();
  final List<String> begun = new ArrayList<>();
  final List<String> frames = new ArrayList<>();
  final List<Route> rerouted = new ArrayList<>();
  final List<Effect> effects = new ArrayList<>();
  final List<String> warned = new ArrayList<>();
  @Nullable Opening opening;
  @Nullable Outcome completed;
  @Nullable Fault fault;
  @Nullable Outcome failed;
  int firstBlock;
  int heartbeats;
  boolean ready = true;
  boolean cancelled;

  /** Run in the middle of every callback. */
  Runnable onCall = () -> {};

  boolean isOver() {
    return completed != null || failed != null;
  }

  private void hears(String what, boolean needsOpening) {
    assertThat(cancelled).as("%s after the cancel", what).isFalse();
    assertThat(isOver()).as("%s after the end", what).isFalse();
    assertThat(opening != null || !needsOpening).as("%s before the opening", what).isTrue();
  }

  @Override
  public void opened(Opening told) {
    hears("opened", false);
    assertThat(opening).as("opened twice").isNull();
    assertThat(events).as("events before the opening").isEmpty();
    opening = told;
    onCall.run();
  }

  @Override
  public void begins(Route route, boolean framed) {
    hears("begins", true);
    assertThat(begun).as("begins twice").isEmpty();
    begun.add(route.provider() + (framed ? " framed" : ""));
    onCall.run();
  }

  @Override
  public void frame(byte[] buffer, int offset, int length) {
    hears("frame", true);
    assertThat(begun).as("a frame before the beginning").isNotEmpty();
    frames.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
    onCall.run();
  }

  @Override
  public void event(ChatEvent event) {
    hears("event", true);
    events.add(event);
    onCall.run();
  }

  @Override
  public void heartbeat(Duration elapsed, Phase phase) {
    hears("heartbeat", true);
    heartbeats++;
    onCall.run();
  }

  @Override
  public void rerouted(Rerouting rerouting) {
    hears("rerouted", true);
    assertThat(events.isEmpty() == (rerouting.effect() == Effect.NO_OUTPUT_LOST))
        .as("rerouted %s after %s", rerouting, events)
        .isTrue();
    rerouted.add(rerouting.route());
    effects.add(rerouting.effect());
    firstBlock = Math.max(firstBlock, rerouting.firstBlock());
    onCall.run();
  }

  @Override
  public boolean canLeaveFrames() {
    return true;
  }

  @Override
  public void warned(List<String> dropped) {
    hears("warned", true);
    warned.addAll(dropped);
    onCall.run();
  }

  @Override
  public void completed(Outcome outcome) {
    hears("completed", true);
    completed = outcome;
    onCall.run();
  }

  @Override
  public void failed(Fault told, Outcome outcome) {
    hears("failed", false);
    fault = told;
    failed = outcome;
    onCall.run();
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void flush() {}
}
