package dev.patchbay.plugin.toolkit.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The members that a caller wrote itself for this service. They win over what the call says
 * otherwise, save for what routing has decided, which is reported as dropped.
 */
final class OwnMembers {
  private static final Set<String> ROUTED = Set.of("model", "stream");

  /** Members that are Patchbay's own: no service ever sees them. */
  private static final Set<String> OURS = Set.of("fallback_enabled", "patchbay");

  private final RequestBody body;
  private final String held;
  private final Set<String> names = new HashSet<>();
  private final List<String> heldMembers = new ArrayList<>();

  /**
   * @param held an object that is not copied, but whose members are kept to be written among ours;
   *     empty: none
   */
  OwnMembers(RequestBody body, String held) {
    this.body = body;
    this.held = held;
  }

  /** Copies them into the body. No door speaks this dialect: only gRPC means its members for it. */
  void copy(Extra options, Origin origin) {
    copy(options, "options");
    if (origin.dialect().equals(Origin.GRPC)) {
      copy(origin.extra(), "extra");
    } else {
      body.foreign();
      body.dropIf(!origin.extra().isEmpty(), "extra");
    }
  }

  /** Whether the caller left this member, named in camel case, to us. */
  boolean lack(String name) {
    return names.isEmpty() || !names.contains(name);
  }

  /** The members of the held object, without braces, the strongest first. */
  List<String> held() {
    return heldMembers;
  }

  private void copy(Extra extra, String path) {
    if (extra.isEmpty()) {
      return;
    }
    try {
      body.json.members(extra.members(), name -> wanted(name, extra, path));
    } catch (JsonException e) {
      throw RequestBody.invalid(path, e);
    }
  }

  private boolean wanted(String name, Extra extra, String path) {
    String camel = Names.camel(name);
    if (ROUTED.contains(name)) {
      body.drop(path + "." + name);
      return false;
    }
    if (OURS.contains(name)) {
      return false;
    }
    if (camel.equals(held)) {
      hold(member(extra, name), path + "." + name);
      return false;
    }
    return names.add(camel);
  }

  private void hold(String value, String path) {
    if (!value.startsWith("{")) {
      throw RequestBody.unsupported(path, "anything but an object");
    }
    heldMembers.add(value.substring(1, value.length() - 1).strip());
  }

  private static String member(Extra extra, String name) {
    byte[] text = ("{" + extra.members() + "}").getBytes(UTF_8);
    JsonReader reader = new JsonReader().over(text, 0, text.length);
    reader.beginObject();
    while (reader.nextMember()) {
      if (reader.name().equals(name)) {
        return reader.raw();
      }
      reader.skip();
    }
    throw new IllegalStateException(name + " has gone");
  }
}
