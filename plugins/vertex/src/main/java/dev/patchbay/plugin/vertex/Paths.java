package dev.patchbay.plugin.vertex;

import dev.patchbay.plugin.toolkit.gemini.ModelPath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where models are in a project.
 *
 * @param prefix ends with the location
 */
record Paths(String prefix) {
  /** A tuned model that is deployed. */
  private static final Pattern ENDPOINT = Pattern.compile("endpoints/\\d+");

  private static final Pattern WITH_PUBLISHER = Pattern.compile("([a-z0-9][a-z0-9-]*)/(.+)");

  static Paths of(String base, String project, String location) {
    return new Paths(base + "/v1/projects/" + project + "/locations/" + location + "/");
  }

  /** A model of Google's, or of the publisher in front of its name. */
  String google(String model, String method) {
    if (ENDPOINT.matcher(model).matches()) {
      return prefix + model + ":" + method;
    }
    Matcher named = WITH_PUBLISHER.matcher(model);
    return named.matches()
        ? publisher(named.group(1), named.group(2), method)
        : publisher("google", model, method);
  }

  String anthropic(String model, String method) {
    String name =
        model.startsWith(Api.OF_ANTHROPIC) ? model.substring(Api.OF_ANTHROPIC.length()) : model;
    return publisher("anthropic", name, method);
  }

  String completions() {
    return prefix + "endpoints/openapi/chat/completions";
  }

  private String publisher(String publisher, String model, String method) {
    return prefix
        + "publishers/"
        + publisher
        + "/models/"
        + ModelPath.segment(model)
        + ":"
        + method;
  }
}
