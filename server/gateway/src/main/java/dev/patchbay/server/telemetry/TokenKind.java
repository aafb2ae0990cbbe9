package dev.patchbay.server.telemetry;

/**
 * Kinds of tokens. Input contains what was read from and written to a cache, output contains
 * reasoning.
 */
enum TokenKind {
  INPUT,
  OUTPUT,
  CACHE_READ,
  CACHE_WRITE,
  REASONING
}
