package dev.patchbay.server.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** Tells objects apart that have their kind in a member of their own, which may stand anywhere. */
public final class Types {
  private Types() {}

  /** The {@code type} of the object that comes next and stays to be read; null: it has none. */
  public static @Nullable String ahead(Body body, String path) {
    int mark = body.mark();
    var type = new StringBuilder();
    body.object(
        path,
        name -> {
          if (name.equals("type") && !body.takeNull()) {
            type.append(body.string(path + ".type"));
          } else if (!name.equals("type")) {
            body.skip();
          }
        });
    body.back(mark);
    return type.isEmpty() ? null : type.toString();
  }

  /** Whether a text is a JSON object. */
  public static boolean isObject(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      JsonReader json = new JsonReader().over(bytes, 0, bytes.length);
      boolean object = json.peek() == '{';
      json.skipToEnd();
      return object;
    } catch (JsonException e) {
      return false;
    }
  }
}
