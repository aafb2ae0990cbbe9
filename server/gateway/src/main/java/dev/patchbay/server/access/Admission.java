package dev.patchbay.server.access;

import dev.patchbay.server.config.KeySection;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import jakarta.inject.Inject;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers in, or not. Both doors ask here, for each call. Thread-safe.
 *
 * <p>A server with keys asks everybody for one. A server without keys serves callers on its own
 * machine alone, and does not look at what they show.
 */
public final class Admission {
  private volatile KeyRing ring = KeyRing.EMPTY;

  /** Has no keys until {@link #keys}. */
  @Inject
  public Admission() {}

  /** From now on these keys are good and no others; calls that were let in go on. */
  public void keys(Collection<KeySection> keys) {
    ring = KeyRing.of(keys);
  }

  /**
   * Who calls, by the headers of the call.
   *
   * @param authorization the value of each {@code Authorization} header: {@code Bearer KEY}, the
   *     scheme in any case
   * @param apiKeys the value of each {@code x-api-key} header: the key
   * @param fromLoopback whether the connection comes from this machine
   * @throws FaultException KEY_MISSING; KEY_INVALID, also if the headers name different keys or
   *     another scheme
   */
  public Principal admit(
      Iterable<String> authorization, Iterable<String> apiKeys, boolean fromLoopback) {
    KeyRing now = ring;
    return now.isEmpty()
        ? withoutKeys(fromLoopback)
        : withKeys(now, ShownKey.in(authorization, apiKeys));
  }

  /**
   * Who calls.
   *
   * @param secret the key as the caller shows it; null: none
   * @param fromLoopback whether the connection comes from this machine
   * @throws FaultException KEY_MISSING or KEY_INVALID
   */
  public Principal admit(@Nullable String secret, boolean fromLoopback) {
    KeyRing now = ring;
    return now.isEmpty() ? withoutKeys(fromLoopback) : withKeys(now, secret);
  }

  private static Principal withoutKeys(boolean fromLoopback) {
    if (fromLoopback) {
      return Principal.ANONYMOUS;
    }
    throw refused(
        Reason.KEY_MISSING,
        "this server has no keys, so it serves callers on its own machine alone; configure keys to"
            + " call it from elsewhere");
  }

  private static Principal withKeys(KeyRing ring, @Nullable String secret) {
    if (secret == null || secret.isEmpty()) {
      throw refused(
          Reason.KEY_MISSING,
          "this server asks for a key; send it as \"authorization: Bearer KEY\" or \"x-api-key:"
              + " KEY\"");
    }
    Principal principal = ring.find(secret);
    if (principal == null) {
      throw refused(Reason.KEY_INVALID, "this server does not know the key that the call shows");
    }
    return principal;
  }

  private static FaultException refused(Reason reason, String message) {
    return new FaultException(Fault.of(reason, message));
  }
}
