package dev.patchbay.server.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of parameters as callers of this door know them. Inside, they are paths of the neutral
 * call: {@code sampling.top_k} is a caller's {@code top_k}.
 */
final class Params {
  private static final Pattern GROUP =
      Pattern.compile("^(?:input\\.)?(?:(?:sampling|thinking|output|options|extra)\\.)?");

  private Params() {}

  static String name(String path) {
    return GROUP.matcher(path).replaceFirst("");
  }

  static List<String> names(List<String> paths) {
    return paths.stream().map(Params::name).distinct().toList();
  }
}
