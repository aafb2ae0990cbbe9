package dev.patchbay.spi.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.RawBody;

/** A caller's own body, as a door hands it on in {@link dev.patchbay.spi.Origin#body}. */
public final class CallerBody {
  private CallerBody() {}

  /**
   * Finds the members of an object.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static RawBody of(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    return new RawBody(bytes, SmallJson.members(bytes));
  }
}
