package dev.patchbay.plugin.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.net.URLEncoder;
import java.util.Set;

/**
 * Where the services of one resource are.
 *
 * @param base what stands before {@code /openai/} and {@code /models/}
 * @param kind which of Azure's routes
 * @param version of the API, empty for the route that needs none
 */
record Routes(String base, Kind kind, String version) {
  /** Azure's routes. */
  enum Kind {
    /** {@code /openai/v1/…}: the deployment is named by the body's model. */
    V1,
    /** {@code /openai/deployments/{deployment}/…?api-version=…}. */
    DEPLOYMENTS,
    /** {@code /models/…?api-version=…} of Azure AI Foundry. */
    MODELS
  }

  String chat(String model) {
    return target(model, "/chat/completions");
  }

  String embeddings(String model) {
    return target(model, "/embeddings");
  }

  /** Responses have no route by deployment: an older version names it by the body's model, too. */
  String responses() {
    return kind == Kind.V1
        ? base + "/openai/v1/responses"
        : base + "/openai/responses?api-version=" + version;
  }

  private String target(String model, String path) {
    return switch (kind) {
      case V1 -> base + "/openai/v1" + path;
      case DEPLOYMENTS ->
          base + "/openai/deployments/" + segment(model) + path + "?api-version=" + version;
      case MODELS -> base + "/models" + path + "?api-version=" + version;
    };
  }

  private static String segment(String deployment) {
    if (Set.of("", ".", "..").contains(deployment)) {
      throw new ProviderException(
          ErrorKind.NOT_FOUND, "no deployment is named '" + deployment + "'");
    }
    return URLEncoder.encode(deployment, UTF_8).replace("+", "%20");
  }
}
