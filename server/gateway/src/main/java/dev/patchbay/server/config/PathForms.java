package dev.patchbay.server.config;

import dev.patchbay.server.fault.Quoted;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The forms of paths, which are relative to the configuration's folder and become absolute.
 *
 * @param folder absolute
 */
record PathForms(Path folder) {
  Form<Path> file() {
    return form(
        "an existing file that can be read", p -> Files.isRegularFile(p) && Files.isReadable(p));
  }

  Form<Path> directory() {
    return form("an existing folder", Files::isDirectory);
  }

  private Form<Path> form(String expected, Predicate<Path> good) {
    return new Form<>(
        "name " + expected,
        text -> {
          Path path = resolve(text);
          return path != null && good.test(path) ? path : null;
        },
        this::shown);
  }

  /** Null if it can't be a path. */
  @Nullable Path resolve(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The path as it is written, followed by the absolute one if that is another. */
  String shown(String text) {
    Path path = resolve(text);
    return path == null || path.toString().equals(text)
        ? Quoted.of(text)
        : Quoted.of(text) + ", that is " + Quoted.of(path.toString());
  }
}
