package dev.patchbay.server.relay;

/** An attempt whose events the test says. */
final class FakeAttempt implements Attempt {
  final Listener listener;
  boolean cancelled;
  boolean connected = true;
  int resumed;

  FakeAttempt(Listener listener) {
    this.listener = listener;
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
  public boolean isConnected() {
    return connected;
  }
}
