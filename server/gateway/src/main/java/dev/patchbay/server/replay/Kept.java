package dev.patchbay.server.replay;

/** Something that stands on a {@link Shelf}. Equal to itself alone. */
public interface Kept {
  /** Bytes that it takes, about; does not change while it stands there. */
  int weight();

  /** It is no longer kept: the time is over, or the room was needed. Any thread; must not block. */
  void dropped();
}
