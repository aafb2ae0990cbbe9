package dev.patchbay.plugin.toolkit.body;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.RawBody;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A body under construction, and the list of what could not be said in it. */
public final class RequestBody {
  public final JsonWriter json = new JsonWriter();
  private final List<String> dropped = new ArrayList<>();
  private boolean foreign;

  /** The caller speaks another dialect: its further members mean nothing here. */
  public void foreign() {
    foreign = true;
  }

  /** What the caller sent, if it speaks this dialect and nothing else is to be said. */
  public static @Nullable RawBody callersOwn(Origin origin, String dialect, Extra options) {
    return origin.dialect().equals(dialect) && options.isEmpty() ? origin.body() : null;
  }

  public void drop(String path) {
    dropped.add(path);
  }

  public void dropIf(boolean said, String path) {
    if (said) {
      drop(path);
    }
  }

  public void text(String name, @Nullable String value) {
    if (value != null) {
      json.name(name).string(value);
    }
  }

  public void bool(String name, @Nullable Boolean value) {
    if (value != null) {
      json.name(name).bool(value);
    }
  }

  /** A member whose value the caller wrote as JSON text. */
  public void json(String name, String value, String path) {
    try {
      json.name(name).json(value);
    } catch (JsonException e) {
      throw invalid(path, e);
    }
  }

  /**
   * The caller's further members of an object, if they are of this dialect; those that the
   * translator writes are dropped.
   */
  public void extra(Extra extra, Set<String> modelled, String path) {
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
            boolean repeated = modelled.contains(name);
            dropIf(repeated, path + ".extra." + name);
            return !repeated;
          });
    } catch (JsonException e) {
      throw invalid(path + ".extra", e);
    }
  }

  /** The members of an object, save some that are left out without a word. */
  public void members(Extra extra, Set<String> without, String path) {
    if (extra.isEmpty()) {
      return;
    }
    try {
      json.members(extra.members(), name -> !without.contains(name));
    } catch (JsonException e) {
      throw invalid(path, e);
    }
  }

  /**
   * An object's members without the braces.
   *
   * @throws ProviderException if it is no object
   */
  public static String membersOf(String object, String path) {
    String text = object.isBlank() ? "{}" : object.strip();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw new ProviderException(
          ErrorKind.UNSUPPORTED, path + " holds JSON that isn't an object, which can't be sent");
    }
    return text.substring(1, text.length() - 1).strip();
  }

  /** A number that JSON can say, or the call is refused. */
  public void number(String name, @Nullable Double value, String path) {
    if (value == null) {
      return;
    }
    if (!Double.isFinite(value)) {
      throw new ProviderException(
          ErrorKind.INVALID, path + " is " + value + ", expected a finite number");
    }
    json.name(name).number(value);
  }

  public void number(String name, @Nullable Number value) {
    if (value != null) {
      json.name(name).number(value.longValue());
    }
  }

  public List<ByteBuffer> body() {
    return json.body();
  }

  public List<String> dropped() {
    return List.copyOf(dropped);
  }

  public static ProviderException invalid(String path, JsonException cause) {
    return new ProviderException(
        ErrorKind.INVALID, path + " is not well-formed JSON: " + cause.getMessage());
  }
}
