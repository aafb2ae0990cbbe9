package dev.patchbay.server.http;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names of parameters as callers of this door know them. Inside, they are paths of the neutral
 * call: {@code sampling.top_k} is a caller's {@code top_k}.
 */
final class Params {
  private static final Pattern GROUP =
      Pattern.compile(
          "^(?:input\\.)?(?:(?:sampling|thinking|reasoning|output|options|extra|extra_json)\\.)?");

  /** What is called otherwise inside. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "choices", "n",
          "format", "response_format",
          "reasoning", "reasoning_effort",
          "end_user_id", "user");

  private Params() {}

  static String name(String path) {
    String name = GROUP.matcher(path).replaceFirst("");
    return RENAMED.getOrDefault(name, name);
  }

  static List<String> names(List<String> paths) {
    return paths.stream().map(Params::name).distinct().toList();
  }
}
