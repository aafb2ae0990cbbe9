package dev.patchbay.dist.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration file, from its endpoints and models. */
public final class GatewayConfig {
  private final StringBuilder endpoints = new StringBuilder();
  private final StringBuilder models = new StringBuilder();

  /**
   * @param more further keys in YAML's flow style, such as {@code , region: eu}
   */
  public GatewayConfig endpoint(String name, String baseUrl, String more) {
    endpoints.append(
        "  %s: {provider: openai, base-url: \"%s\", api-key: secret%s}%n"
            .formatted(name, baseUrl, more));
    return this;
  }

  public GatewayConfig endpoint(String name, ScriptedUpstream upstream) {
    return endpoint(name, upstream.baseUrl(), "");
  }

  /** A model with a target at each of these endpoints, in order. */
  public GatewayConfig model(String name, String... at) {
    models.append("  %s:%n    targets:%n".formatted(name));
    for (String endpoint : at) {
      models.append("      - {endpoint: %s, model: upstream-model}%n".formatted(endpoint));
    }
    return this;
  }

  /** Time limits of the model named last, in YAML's flow style. */
  public GatewayConfig timeouts(String limits) {
    models.append("    timeouts: {%s}%n".formatted(limits));
    return this;
  }

  Path write() throws IOException {
    String server = "server: {grpc: {port: 0}, http: {port: 0}, admin: {port: 0}}\n";
    return Files.writeString(
        Files.createTempFile("gateway", ".yaml"),
        server + "endpoints:\n" + endpoints + "models:\n" + models);
  }
}
