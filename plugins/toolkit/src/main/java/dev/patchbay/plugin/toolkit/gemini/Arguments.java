package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.http.Held;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The arguments of a call that come piece by piece, put together. */
final class Arguments {
  /** A step of a path: {@code .name}, {@code ['name']} or {@code [0]}. */
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([^.\\[\\]]+)|\\['((?:[^'\\\\]|\\\\.)*)'\\]|\\[\"([^\"]*)\"\\]|\\[(\\d{1,4})\\]");

  private static final int MOST_PATH = 1024;

  /** A map, a list, a {@link StringBuilder} of a string, or another value as JSON text. */
  private final Map<String, Object> root = new LinkedHashMap<>();

  private final Held held;
  private long size;

  Arguments(Held held) {
    this.held = held;
  }

  void add(ArgumentPiece piece) {
    List<Object> steps = steps(piece.path());
    grow(piece.path().length() + (piece.text() == null ? piece.value() : piece.text()).length());
    Object place = root;
    for (int i = 0; i < steps.size() - 1; i++) {
      place = inside(place, steps.get(i), steps.get(i + 1) instanceof Integer);
    }
    Object last = steps.getLast();
    if (piece.text() == null) {
      put(place, last, piece.value());
    } else if (get(place, last) instanceof StringBuilder begun) {
      begun.append(piece.text());
    } else {
      put(place, last, new StringBuilder(piece.text()));
    }
  }

  private void grow(int by) {
    size += Held.ENTRY + by;
    held.add(Held.ENTRY + by);
  }

  /** All of them as one object. */
  String end() {
    held.release(size);
    JsonWriter json = new JsonWriter();
    write(root, json);
    return new String(json.bytes(), UTF_8);
  }

  private static List<Object> steps(String path) {
    if (path.length() > MOST_PATH) {
      throw unreadable("an argument's path is longer than " + MOST_PATH + " characters");
    }
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(path);
    int from = path.startsWith("$") ? 1 : 0;
    String rest = from == 0 && !path.startsWith("[") ? "." + path : path.substring(from);
    step.reset(rest);
    int at = 0;
    while (at < rest.length() && step.find(at) && step.start() == at) {
      steps.add(step(step));
      at = step.end();
    }
    if (at < rest.length() || steps.isEmpty() || steps.size() > JsonReader.MAX_DEPTH / 2) {
      throw unreadable("an argument has the path '" + path + "'");
    }
    return steps;
  }

  private static Object step(Matcher step) {
    if (step.group(4) != null) {
      return Integer.valueOf(step.group(4));
    }
    String name = step.group(1) == null ? step.group(2) : step.group(1);
    return name == null ? step.group(3) : name.replaceAll("\\\\(.)", "$1");
  }

  private Object inside(Object place, Object step, boolean list) {
    Object inner = get(place, step);
    if (inner == null) {
      inner = list ? new ArrayList<>() : new LinkedHashMap<>();
      put(place, step, inner);
    }
    return inner;
  }

  private static @Nullable Object get(Object place, Object step) {
    if (place instanceof Map<?, ?> map) {
      return map.get(step);
    }
    boolean there =
        place instanceof List<?> && step instanceof Integer at && at < ((List<?>) place).size();
    return there ? ((List<?>) place).get((Integer) step) : null;
  }

  @SuppressWarnings("unchecked")
  private void put(Object place, Object step, Object value) {
    if (place instanceof Map && step instanceof String name) {
      ((Map<String, Object>) place).put(name, value);
    } else if (place instanceof List && step instanceof Integer at) {
      List<Object> list = (List<Object>) place;
      while (list.size() <= at) {
        grow(0);
        list.add("null");
      }
      list.set(at, value);
    } else {
      throw unreadable("the paths of its arguments don't fit together");
    }
  }

  private static void write(Object value, JsonWriter json) {
    switch (value) {
      case Map<?, ?> map -> {
        json.beginObject();
        map.forEach((name, inner) -> write(inner, json.name(String.valueOf(name))));
        json.endObject();
      }
      case List<?> list -> {
        json.beginArray();
        list.forEach(inner -> write(inner, json));
        json.endArray();
      }
      case String other -> json.json(other);
      default -> json.string(value.toString());
    }
  }

  private static ProviderException unreadable(String problem) {
    return new ProviderException(ErrorKind.BAD_RESPONSE, "a call can't be read: " + problem);
  }
}
