package dev.patchbay.plugin.toolkit.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Origin;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The top-level members that a caller wrote itself, for this provider alone or in this dialect.
 * They win over what the call says otherwise, save for what routing has decided, which is reported
 * as dropped.
 */
public final class OwnMembers {
  private final RequestBody body;
  private final Set<String> routed;
  private final String held;
  private final UnaryOperator<String> form;
  private final Set<String> names = new HashSet<>();
  private @Nullable String heldValue;

  /**
   * @param held a member that is not copied, but kept to be written later; empty: none
   */
  public OwnMembers(RequestBody body, Set<String> routed, String held) {
    this(body, routed, held, UnaryOperator.identity());
  }

  /**
   * The same for a service that takes names in several forms.
   *
   * @param form gives the one form that a name is compared in
   */
  public OwnMembers(RequestBody body, Set<String> routed, String held, UnaryOperator<String> form) {
    this.body = body;
    this.routed = routed;
    this.held = held;
    this.form = form;
  }

  /** Copies them into the body. */
  public void copy(Extra options, Origin origin, String dialect) {
    copy(options, "options");
    if (origin.dialect().equals(dialect) || origin.dialect().equals(Origin.GRPC)) {
      copy(origin.extra(), "extra");
    } else {
      body.foreign();
      body.dropIf(!origin.extra().isEmpty(), "extra");
    }
  }

  public boolean lack(String name) {
    return names.isEmpty() || !names.contains(name);
  }

  public Set<String> names() {
    return names;
  }

  /** The held member's value as JSON text, if the caller wrote it. */
  public @Nullable String held() {
    return heldValue;
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
    if (routed.contains(name)) {
      body.drop(path + "." + name);
      return false;
    }
    if (Splice.OURS.contains(name) || !names.add(form.apply(name))) {
      return false;
    }
    if (form.apply(name).equals(held)) {
      heldValue = member(extra, name);
      return false;
    }
    return true;
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
