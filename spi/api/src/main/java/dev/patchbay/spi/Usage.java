package dev.patchbay.spi;

import java.util.List;
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
 * @param toolInput input tokens of what the service's own tools were told and gave
 * @param byModality the totals by kind of content; empty: not known
 * @param raw the service's own usage object as JSON text
 */
public record Usage(
    long input,
    long output,
    OptionalLong cacheRead,
    OptionalLong cacheWrite,
    OptionalLong reasoning,
    OptionalLong toolInput,
    List<ModalityTokens> byModality,
    @Nullable String raw) {
  /**
   * Tokens of one kind of content.
   *
   * @param modality {@code text}, {@code audio}, {@code image}, {@code video} or another word in
   *     lower case
   */
  public record ModalityTokens(String modality, long input, long output) {}

  public Usage {
    byModality = List.copyOf(byModality);
  }

  public static Usage of(long input, long output) {
    OptionalLong unknown = OptionalLong.empty();
    return new Usage(input, output, unknown, unknown, unknown, unknown, List.of(), null);
  }

  public Usage withCacheRead(long tokens) {
    OptionalLong some = OptionalLong.of(tokens);
    return new Usage(input, output, some, cacheWrite, reasoning, toolInput, byModality, raw);
  }

  public Usage withCacheWrite(long tokens) {
    OptionalLong some = OptionalLong.of(tokens);
    return new Usage(input, output, cacheRead, some, reasoning, toolInput, byModality, raw);
  }

  public Usage withReasoning(long tokens) {
    OptionalLong some = OptionalLong.of(tokens);
    return new Usage(input, output, cacheRead, cacheWrite, some, toolInput, byModality, raw);
  }

  public Usage withToolInput(long tokens) {
    OptionalLong some = OptionalLong.of(tokens);
    return new Usage(input, output, cacheRead, cacheWrite, reasoning, some, byModality, raw);
  }

  public Usage withModalities(List<ModalityTokens> all) {
    return new Usage(input, output, cacheRead, cacheWrite, reasoning, toolInput, all, raw);
  }

  public Usage withRaw(@Nullable String json) {
    return new Usage(input, output, cacheRead, cacheWrite, reasoning, toolInput, byModality, json);
  }
}
