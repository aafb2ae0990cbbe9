package dev.patchbay.server.relay;

import dev.patchbay.spi.ChatEvent;

/** An attempt whose events the test says. */
final class FakeAttempt implements Attempt {
  final Listener<ChatEvent> listener;
  boolean cancelled;
  boolean connected = true;
  int resumed;
  boolean concluded;

  FakeAttempt(Listener<ChatEvent> listener) {
    this.listener = listener;
  }

  /** The listener of a chat, which is all that these tests start. */
  @SuppressWarnings("unchecked")
  static Listener<ChatEvent> chat(Listener<?> listener) {
    return (Listener<ChatEvent>) listener;
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void resume() {
    resumed++;
  }

  @Override
  public void conclude() {
    concluded = true;
  }

  @Override
  public boolean isConnected() {
    return connected;
  }
}
