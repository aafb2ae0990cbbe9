package dev.patchbay.server.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.spi.Extra;

/** Members of one object that the neutral model has no component for, as the caller wrote them. */
public final class Carried {
  private final StringBuilder members = new StringBuilder();

  /** Takes the member whose value comes next. */
  public void take(Body body, String name) {
    members.append(members.isEmpty() ? "" : ",");
    members.append(new String(new JsonWriter().string(name).bytes(), UTF_8));
    members.append(':').append(body.raw());
  }

  public Extra extra() {
    return Extra.of(members.toString());
  }
}
