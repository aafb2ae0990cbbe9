package dev.patchbay.server.config;

import java.util.List;

/** The whole schema: the keys of each kind of mapping, built or not. */
enum Section {
  ROOT("server", "plugins", "keys", "endpoints", "models"),
  SERVER("grpc", "http", "admin"),
  LISTENER("host", "port", "tls"),
  HTTP_LISTENER("host", "port", "tls", "unsupported-params"),
  TLS("certificate", "key"),
  PLUGINS("folder"),
  KEY("secret", "hash", "models", "require"),
  REQUIRE("attestations", "regions"),
  ENDPOINT(
      "provider",
      "base-url",
      "proxy",
      "ca",
      "api-key",
      "region",
      "attestations",
      "concurrency",
      "settings"),
  MODEL(
      "strategy",
      "targets",
      "fallbacks",
      "timeouts",
      "retries",
      "after-output",
      "hold",
      "hedge",
      "content-filter-fallback"),
  TARGET("endpoint", "model", "weight", "capabilities"),
  CAPABILITIES("features", "with", "without", "context-window", "max-output"),
  TIMEOUTS("connect", "first-token", "idle", "total"),
  RETRIES("max", "backoff");

  private final List<String> keys;

  Section(String... keys) {
    this.keys = List.of(keys);
  }

  List<String> keys() {
    return keys;
  }
}
