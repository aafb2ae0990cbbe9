package dev.patchbay.spi;

import org.jspecify.annotations.Nullable;

/** The form that the answer must have. Not sealed: a switch over it needs a default. */
public interface ResponseFormat {
  /** Plain text, said explicitly. */
  record Text() implements ResponseFormat {}

  /** Any JSON object. */
  record JsonObject() implements ResponseFormat {}

  /**
   * JSON that fits a schema.
   *
   * @param schema JSON Schema text, key order kept
   */
  record JsonSchema(
      String name,
      @Nullable String description,
      String schema,
      @Nullable Boolean strict,
      Extra extra)
      implements ResponseFormat {}

  /**
   * Text that fits a grammar.
   *
   * @param syntax {@code regex}, {@code ebnf}, {@code lark}, {@code choice} …
   */
  record Grammar(String syntax, String definition) implements ResponseFormat {}
}
