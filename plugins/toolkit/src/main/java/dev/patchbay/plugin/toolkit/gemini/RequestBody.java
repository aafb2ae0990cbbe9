package dev.patchbay.plugin.toolkit.gemini;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.ProviderException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A body under construction, and the list of what could not be said in it. */
final class RequestBody {
  final JsonWriter json = new JsonWriter();
  private final List<String> dropped = new ArrayList<>();
  private boolean foreign;

  /** The caller speaks another dialect: its further members mean nothing here. */
  void foreign() {
    foreign = true;
  }

  void drop(String path) {
    dropped.add(path);
  }

  void dropIf(boolean said, String path) {
    if (said) {
      drop(path);
    }
  }

  void text(String name, @Nullable String value) {
    if (value != null) {
      json.name(name).string(value);
    }
  }

  /** A member whose value the caller wrote as JSON text. */
  void json(String name, String value, String path) {
    try {
      json.name(name).json(value);
    } catch (JsonException e) {
      throw invalid(path, e);
    }
  }

  /** An element that the caller wrote as JSON text. */
  void json(String value, String path) {
    try {
      json.json(value);
    } catch (JsonException e) {
      throw invalid(path, e);
    }
  }

  /**
   * The caller's further members of an object, unless it speaks another dialect; those that the
   * translator writes are dropped.
   */
  void extra(Extra extra, Set<String> modelled, String path) {
    if (extra.isEmpty()) {
      return;
    }
    if (foreign) {
      drop(path + ".extra");
      return;
    }
    try {
      json.members(
          extra.members(),
          name -> {
            boolean repeated = modelled.contains(Names.camel(name));
            dropIf(repeated, path + ".extra." + name);
            return !repeated;
          });
    } catch (JsonException e) {
      throw invalid(path + ".extra", e);
    }
  }

  List<ByteBuffer> body() {
    return json.body();
  }

  List<String> dropped() {
    return List.copyOf(new LinkedHashSet<>(dropped));
  }

  static ProviderException invalid(String path, JsonException cause) {
    return new ProviderException(
        ErrorKind.INVALID, path + " is not well-formed JSON: " + cause.getMessage());
  }

  /** Refuses what this dialect can't say. */
  static ProviderException unsupported(String path, String what) {
    return new ProviderException(
        ErrorKind.UNSUPPORTED, path + ": " + what + " can't be said to Gemini");
  }
}
