package dev.patchbay.dist.both;

/** A door, as its caller sees it. */
public interface DoorDriver {
  /** Asks, and does not wait for the answer. */
  Asked ask(Question question);

  /** A question that was asked; for one thread. */
  interface Asked {
    /** What came back; waits for its end. Once. */
    Answer answer();

    /** Waits until the first of a streamed answer's text is here. */
    void awaitOutput();

    /** Leaves; gives back when, as {@link System#nanoTime}. */
    long cancel();
  }
}
