package dev.patchbay.spi;

import java.util.List;

/**
 * One thing to turn into a vector. Made by the server, read by plugins. Deliberately not sealed: a
 * switch over it needs a default, which is to refuse the call ({@link ErrorKind#UNSUPPORTED}).
 */
public interface EmbedInput {
  /** Plain text. */
  record Text(String text) implements EmbedInput {}

  /** Tokens that the caller has cut itself, as numbers of the model's own vocabulary. */
  record Tokens(List<Integer> ids) implements EmbedInput {
    public Tokens {
      ids = List.copyOf(ids);
    }
  }
}
