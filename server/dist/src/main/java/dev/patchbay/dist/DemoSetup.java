package dev.patchbay.dist;

import dev.patchbay.server.boot.PatchbayServer;
import dev.patchbay.server.catalog.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the demo serves: a configuration like any other, with one endpoint and one model. */
final class DemoSetup {
  /** A fetch of 93 MB over a slow line, and loading. */
  private static final Duration LOADING = Duration.ofMinutes(15);

  private static final int PORT = 7070;
  private static final int HTTP_PORT = 8080;
  private static final int ADMIN_PORT = 7071;
  private static final String ENDPOINT = "demo";

  private final @Nullable Path model;
  private final boolean sim;

  /**
   * @param model a GGUF file; null: the small model that is fetched
   * @param sim no model at all
   */
  DemoSetup(@Nullable Path model, boolean sim) throws IOException {
    if (model != null && !Files.isReadable(model)) {
      throw new IOException("--model " + model + ": no such file, or not readable");
    }
    this.model = model;
    this.sim = sim;
  }

  String modelName() {
    if (sim) {
      return "sim";
    }
    return model == null
        ? "smollm2-135m"
        : model.getFileName().toString().replaceFirst("\\.gguf$", "");
  }

  String announcement() {
    if (sim) {
      return "Patchbay demo, SIMULATED: no model answers, the words are canned. Not for production.";
    }
    return model == null
        ? "Patchbay demo with SmolLM2-135M-Instruct, a very small model: fit for short factual questions. Not for production.\n"
            + "Its 93 MB are fetched once, into the cache folder of your account."
        : "Patchbay demo with " + model + ". Not for production.";
  }

  /** Writes the configuration to a file of its own. */
  Path write() throws IOException {
    Path file = Files.createTempFile("patchbay-demo", ".yaml");
    return Files.writeString(
        file,
        """
        server:
          grpc: {host: 127.0.0.1, port: %d}
          http: {host: 127.0.0.1, port: %d}
          admin: {host: 127.0.0.1, port: %d}
        endpoints:
          %s:
            provider: %s
            region: local
        %s
        models:
          "%s":
            targets:
              - {endpoint: %s, model: "%s"}
            timeouts: {first-token: 60s}
        """
            .formatted(
                freeOr(PORT),
                freeOr(HTTP_PORT),
                freeOr(ADMIN_PORT),
                ENDPOINT,
                sim ? "sim" : "local",
                settings(),
                modelName(),
                ENDPOINT,
                modelName()));
  }

  private String settings() {
    return model == null ? "" : "    settings: {model: \"" + model.toAbsolutePath() + "\"}";
  }

  /** The usual port, or any free one when somebody else listens there. */
  private static int freeOr(int port) {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException taken) {
      return 0;
    }
  }

  /** Waits until the model can be asked. */
  void awaitModel(PatchbayServer server) throws IOException {
    Endpoint endpoint = server.catalog().current().endpoints().get(ENDPOINT);
    if (endpoint == null) {
      throw new IOException("the demo's endpoint is not there");
    }
    endpoint.awaitWarm(LOADING);
    if (!endpoint.isAvailable()) {
      throw new IOException("the model can't be used: " + endpoint.status().reason());
    }
  }

  static String howToCall(String model, String address, String http) {
    return """

    Serving on %2$s (gRPC) and %3$s (HTTP) until Ctrl-C. Ask it yourself, with any OpenAI client at http://%3$s/v1, or:

      curl http://%3$s/v1/chat/completions -d '{"model": "%1$s", "messages": [{"role": "user", "content": "Who wrote Hamlet?"}]}'

      ./patchbay chat --address %2$s --model %1$s "Who wrote Hamlet?"

      grpcurl -plaintext -d '{"input": {"model": "%1$s", "messages": [{"role": "ROLE_USER", "parts": [{"text": {"text": "Who wrote Hamlet?"}}]}]}}' \\
        %2$s patchbay.v1.ChatService/StreamChat

      python3 -m pip install ./clients/python && stream_chat %2$s %1$s "Who wrote Hamlet?"
    """
        .formatted(model, address, http);
  }
}
