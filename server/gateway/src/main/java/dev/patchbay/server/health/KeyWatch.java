package dev.patchbay.server.health;

/** Benches an endpoint at the first refusal of its key: one that is wrong does not get better. */
final class KeyWatch implements Tripwire {
  @Override
  public String failed(long now) {
    return "its key or account was refused";
  }

  @Override
  public void succeeded(long now) {}
}
