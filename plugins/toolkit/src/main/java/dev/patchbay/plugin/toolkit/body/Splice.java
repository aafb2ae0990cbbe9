package dev.patchbay.plugin.toolkit.body;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.spi.RawBody;
import java.util.Set;

/**
 * Copies members of a caller's object into a body as they are. Neighbours that both stay are one
 * run, with the caller's own commas and white space, and a long run is not copied at all.
 */
public final class Splice {
  /** Members that are Patchbay's own: no service ever sees them. */
  public static final Set<String> OURS = Set.of("fallback_enabled", "patchbay");

  private final JsonWriter json;
  private final byte[] bytes;

  /** The run that is not yet written; empty if {@code to} is 0. */
  private int from;

  private int to;

  public Splice(JsonWriter json, RawBody caller) {
    this.json = json;
    this.bytes = caller.bytes();
  }

  /** A member as it is: the next one, or the first after {@link #cut}. */
  public void keep(RawBody.Member member) {
    from = to == 0 ? member.from() : from;
    to = member.to();
  }

  public void keepIf(boolean kept, RawBody.Member member) {
    if (kept) {
      keep(member);
    } else {
      cut();
    }
  }

  /** Ends a run: the next member is left out, or what comes in its place is written now. */
  public void cut() {
    if (to > 0) {
      json.wellFormed(bytes, from, to);
      to = 0;
    }
  }

  /** Whether a member says nothing. */
  public boolean isNull(RawBody.Member member) {
    return bytes[member.value()] == 'n';
  }

  /** A member under another name. */
  public void rename(RawBody.Member member, String name) {
    cut();
    json.name(name).wellFormed(bytes, member.value(), member.to());
  }
}
