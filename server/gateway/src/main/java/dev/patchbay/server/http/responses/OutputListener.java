package dev.patchbay.server.http.responses;

import dev.patchbay.spi.Annotation;
import dev.patchbay.spi.ChatEvent.Delta;

/** Hears how an {@link Output} grows, after it has grown. */
interface OutputListener {
  /** For who wants the whole alone. */
  OutputListener NONE = new OutputListener() {};

  default void itemAdded(Item item) {}

  default void pieceAdded(Item item, Piece piece) {}

  default void pieceGrew(Item item, Piece piece, Delta delta) {}

  default void annotated(Item item, Piece piece, Annotation annotation, int number) {}

  default void pieceDone(Item item, Piece piece) {}

  default void argumentsGrew(Item item, Delta delta) {}

  default void argumentsDone(Item item) {}

  default void itemDone(Item item) {}
}
