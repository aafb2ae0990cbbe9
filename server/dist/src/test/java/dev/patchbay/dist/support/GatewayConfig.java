package dev.patchbay.dist.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration file, from its endpoints and models. */
public final class GatewayConfig {
  private final StringBuilder keys = new StringBuilder();
  private final StringBuilder endpoints = new StringBuilder();
  private final StringBuilder models = new StringBuilder();
  private String repeats = "";
  private int generation;
  private String plugins = "";
  private String grpc = "port: 0";
  private String http = "port: 0";

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

  /** An endpoint of another provider than openai. */
  public GatewayConfig endpoint(String name, String provider, ScriptedUpstream upstream) {
    endpoints.append(
        "  %s: {provider: %s, base-url: \"%s\", api-key: secret}%n"
            .formatted(name, provider, upstream.baseUrl()));
    return this;
  }

  /** An endpoint in the process, without an address. */
  public GatewayConfig inProcess(String name, String provider) {
    endpoints.append("  %s: {provider: %s}%n".formatted(name, provider));
    return this;
  }

  /**
   * A key that callers show.
   *
   * @param rest its keys in YAML's flow style, such as {@code secret: x, models: ["*"]}
   */
  public GatewayConfig key(String name, String rest) {
    keys.append("  %s: {%s}%n".formatted(name, rest));
    return this;
  }

  /** Keys of the gRPC listener in YAML's flow style, in place of a free port on loopback. */
  public GatewayConfig grpc(String listener) {
    grpc = listener;
    return this;
  }

  /** Keys of the HTTP listener in YAML's flow style, in place of a free port on loopback. */
  public GatewayConfig http(String listener) {
    http = listener;
    return this;
  }

  /** Where the plugins are, in place of those of the distribution. */
  public GatewayConfig plugins(Path folder) {
    plugins = "plugins: {folder: \"%s\"}%n".formatted(folder.toAbsolutePath());
    return this;
  }

  /** Models named from now on ask each of their targets once. */
  public GatewayConfig withoutRepeats() {
    repeats = "    retries: {max: 0}%n".formatted();
    return this;
  }

  /** The same in other words, so that a gateway which takes it over opens all endpoints anew. */
  GatewayConfig reworded() {
    generation++;
    return this;
  }

  /** A model with a target at each of these endpoints, in order. */
  public GatewayConfig model(String name, String... at) {
    models.append("  %s:%n    targets:%n".formatted(name));
    for (String endpoint : at) {
      models.append("      - {endpoint: %s, model: upstream-model}%n".formatted(endpoint));
    }
    models.append(repeats);
    return this;
  }

  /** Time limits of the model named last, in YAML's flow style. */
  public GatewayConfig timeouts(String limits) {
    models.append("    timeouts: {%s}%n".formatted(limits));
    return this;
  }

  /** Further keys of the model named last, one line in YAML's flow style. */
  public GatewayConfig with(String line) {
    models.append("    ").append(line).append('\n');
    return this;
  }

  Path write() throws IOException {
    return write(Files.createTempFile("gateway", ".yaml"));
  }

  Path write(Path file) throws IOException {
    String server = "server: {grpc: {%s}, http: {%s}, admin: {port: 0}}%n".formatted(grpc, http);
    String places =
        generation == 0
            ? endpoints.toString()
            : endpoints
                .toString()
                .replace(
                    "api-key: secret", "api-key: secret, concurrency: " + (1_000 + generation));
    return Files.writeString(
        file, server + plugins + "keys:\n" + keys + "endpoints:\n" + places + "models:\n" + models);
  }
}
