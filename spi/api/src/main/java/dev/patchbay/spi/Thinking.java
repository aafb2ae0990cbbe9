package dev.patchbay.spi;

import org.jspecify.annotations.Nullable;

/**
 * How much to think before the answer. Null: unsaid.
 *
 * @param effort the service's word: {@code none}, {@code minimal}, {@code low}, {@code medium},
 *     {@code high} …
 * @param budgetTokens most tokens to think
 * @param include whether the thinking, or its summary, shall be part of the answer
 */
public record Thinking(
    @Nullable String effort, @Nullable Integer budgetTokens, @Nullable Boolean include) {}
