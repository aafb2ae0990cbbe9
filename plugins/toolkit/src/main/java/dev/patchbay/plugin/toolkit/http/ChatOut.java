package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.ChatEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one chat answer, which all its parts share: says {@code Started} before anything
 * else, numbers the blocks, and counts what is kept.
 */
public final class ChatOut {
  private final Consumer<ChatEvent> out;
  private final Held held = new Held();
  private @Nullable String id;
  private @Nullable String model;
  private boolean started;
  private int next;

  public ChatOut(Consumer<ChatEvent> out) {
    this.out = out;
  }

  /** The answer's id, if it has not started yet. */
  public void id(@Nullable String value) {
    id = started ? id : value;
  }

  /** The model that answers, if it has not started yet. */
  public void model(@Nullable String value) {
    model = started ? model : value;
  }

  public boolean isStarted() {
    return started;
  }

  /** Starts, if the model is known by now. */
  public void startIfNamed() {
    if (model != null) {
      start();
    }
  }

  public void start() {
    if (!started) {
      started = true;
      out.accept(ChatEvent.started(id, model));
    }
  }

  public void say(ChatEvent event) {
    start();
    out.accept(event);
  }

  public int nextBlock() {
    return next++;
  }

  /** An id for a call that the service gave none, unique in the conversation. */
  public String callId(int block) {
    return "call_" + (id == null ? "" : id + "_") + block;
  }

  /** Counts what is kept of the answer. */
  public Held held() {
    return held;
  }
}
