package dev.patchbay.spi;

import org.jspecify.annotations.Nullable;

/** Something that the model may use. Not sealed: a switch over it needs a default. */
public interface Tool {
  /**
   * A function that the caller runs.
   *
   * @param schema its parameters as JSON Schema text, key order kept; empty: none
   * @param extra members of the caller's function object that the model has no component for
   */
  record Function(
      String name,
      @Nullable String description,
      String schema,
      @Nullable Boolean strict,
      Extra extra)
      implements Tool {}

  /**
   * A tool that the provider runs itself.
   *
   * @param type {@code provider.tool-type}
   * @param config an object as JSON text
   */
  record Hosted(String type, String name, String config) implements Tool {}
}
