package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;

/** One try of one target. On the call's loop, save where a method says otherwise. */
interface Attempt {
  /**
   * Hears of an attempt, on the call's loop. After {@link #event} with a terminal event or {@link
   * #broke} nothing is said.
   */
  interface Listener<E> {
    /** An answer has begun: an error from now on stands in a good answer's place. */
    void answers();

    void event(E event);

    /** The bytes of the last events; see {@link dev.patchbay.spi.Decoder.Sink#frame}. */
    void frame(byte[] buffer, int offset, int length);

    /** It failed in a way that the provider could not put into words. */
    void broke(FailureKind kind, Fault fault);

    /** Whether more may be said now. */
    boolean wantsMore();

    /** All that was in hand has been said. */
    void flush();
  }

  /** Stops at once. Nothing more is said. */
  void cancel();

  /** Goes on after {@link Listener#wantsMore} said no. */
  void resume();

  /** Takes what has come for all that will come: whole or cut, the listener hears it now. */
  void conclude();

  /** Whether there is a connection; until then the connect limit counts. */
  boolean isConnected();
}
