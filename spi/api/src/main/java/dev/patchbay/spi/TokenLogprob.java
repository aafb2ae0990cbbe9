package dev.patchbay.spi;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log probability of a token.
 *
 * @param utf8 the token's bytes, where the service gives them: a token may be a part of a character
 * @param top the likeliest tokens at this place, this one perhaps among them
 */
public record TokenLogprob(
    String token, double logprob, @Nullable ByteBuffer utf8, List<TokenLogprob> top) {
  public static TokenLogprob of(
      String token, double logprob, @Nullable ByteBuffer utf8, List<TokenLogprob> top) {
    return new TokenLogprob(token, logprob, utf8, List.copyOf(top));
  }
}
