package dev.patchbay.spi;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tokens used so far. Totals include their parts: input includes cache reads and writes, output
 * includes reasoning; a provider whose service counts otherwise adds them up. Build it with {@link
 * #of} and the {@code with…} methods.
 *
 * @param cacheRead input tokens read from the service's prompt cache
 * @param cacheWrite input tokens written to it
 * @param reasoning output tokens spent on thinking
 * @param raw the service's own usage object as JSON text
 */
public record Usage(
    long input,
    long output,
    OptionalLong cacheRead,
    OptionalLong cacheWrite,
    OptionalLong reasoning,
    @Nullable String raw) {
  public static Usage of(long input, long output) {
    return new Usage(
        input, output, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), null);
  }

  public Usage withCacheRead(long tokens) {
    return new Usage(input, output, OptionalLong.of(tokens), cacheWrite, reasoning, raw);
  }

  public Usage withCacheWrite(long tokens) {
    return new Usage(input, output, cacheRead, OptionalLong.of(tokens), reasoning, raw);
  }

  public Usage withReasoning(long tokens) {
    return new Usage(input, output, cacheRead, cacheWrite, OptionalLong.of(tokens), raw);
  }

  public Usage withRaw(@Nullable String json) {
    return new Usage(input, output, cacheRead, cacheWrite, reasoning, json);
  }
}
