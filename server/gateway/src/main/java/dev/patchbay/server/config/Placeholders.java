package dev.patchbay.server.config;

import dev.patchbay.server.fault.Nearest;
import dev.patchbay.server.fault.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code ${env:NAME}} and {@code ${file:PATH}}. {@code $${} is a plain <code>${</code>.
 * What is filled in is not looked at again.
 */
final class Placeholders {
  private static final int LARGEST_FILE = 64 * 1024;

  private final PathForms paths;
  private final Function<String, @Nullable String> environment;

  Placeholders(PathForms paths, Function<String, @Nullable String> environment) {
    this.paths = paths;
    this.environment = environment;
  }

  /** The text with everything filled in. */
  Text fill(String raw, Position at) throws PlaceholderException {
    StringBuilder filled = new StringBuilder();
    boolean secret = false;
    int from = 0;
    for (int dollar = raw.indexOf("${"); dollar >= 0; dollar = raw.indexOf("${", from)) {
      if (dollar > from && raw.charAt(dollar - 1) == '$') {
        filled.append(raw, from, dollar - 1).append("${");
        from = dollar + 2;
      } else {
        int end = raw.indexOf('}', dollar);
        if (end < 0) {
          throw new PlaceholderException("\"${\" has no closing \"}\"; a plain \"${\" is \"$${\"");
        }
        filled.append(raw, from, dollar).append(value(raw.substring(dollar + 2, end)));
        secret = true;
        from = end + 1;
      }
    }
    return new Text(filled.append(raw, from, raw.length()).toString(), secret, at);
  }

  private String value(String placeholder) throws PlaceholderException {
    int colon = placeholder.indexOf(':');
    String scheme = colon < 0 ? placeholder : placeholder.substring(0, colon);
    String name = colon < 0 ? "" : placeholder.substring(colon + 1);
    return switch (scheme) {
      case "env" -> variable(name);
      case "file" -> file(name);
      default ->
          throw new PlaceholderException(
              Quoted.of("${" + placeholder + "}")
                  + " is neither ${env:NAME} nor ${file:PATH}"
                  + Nearest.question(scheme, List.of("env", "file"))
                  + (colon < 0 ? "; a plain \"${\" is \"$${\"" : ""));
    };
  }

  private String variable(String name) throws PlaceholderException {
    String value = name.isEmpty() ? null : environment.apply(name);
    if (value == null || value.isEmpty()) {
      throw new PlaceholderException(
          "environment variable "
              + Quoted.of(name)
              + (value == null ? " is not set" : " is empty"));
    }
    return value;
  }

  private String file(String name) throws PlaceholderException {
    String value = content(name).replaceFirst("\\r?\\n\\z", "");
    if (value.isEmpty()) {
      throw new PlaceholderException("secret file " + paths.shown(name) + ", is empty");
    }
    return value;
  }

  private String content(String name) throws PlaceholderException {
    Path path = paths.resolve(name);
    if (path == null) {
      throw new PlaceholderException("secret file " + Quoted.of(name) + " has no usable name");
    }
    try {
      return TextFile.read(path, LARGEST_FILE);
    } catch (IOException e) {
      throw new PlaceholderException(
          "secret file " + paths.shown(name) + ", " + TextFile.reason(e));
    }
  }
}
