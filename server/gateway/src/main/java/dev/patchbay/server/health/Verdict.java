package dev.patchbay.server.health;

/** What an attempt teaches about the place where it ran. */
public enum Verdict {
  /** A whole answer. */
  SUCCEEDED,
  /** The place did not do what it should. */
  FAILED,
  /** The place is well, and wants fewer calls. */
  LIMITED,
  /** The endpoint's own key or account was refused. */
  LOCKED_OUT,
  /** Nothing: the caller left or erred, another was faster, or the attempt was never sent. */
  IGNORED
}
