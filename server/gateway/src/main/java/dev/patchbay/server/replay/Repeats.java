package dev.patchbay.server.replay;

import com.github.benmanes.caffeine.cache.Cache;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls by the ids of their requests: those that run, and those that ended well and are still kept.
 * Of the latter it is known for a while that they were served even when their answer is gone, so
 * that they do not run again. Thread-safe.
 *
 * @param <C> a call, equal to itself alone
 */
public final class Repeats<C> {
  private final ConcurrentMap<RequestKey, Entry<C>> calls = new ConcurrentHashMap<>();
  private final Cache<RequestKey, Fingerprint> served;

  private record Entry<C>(Fingerprint fingerprint, C call) {}

  /**
   * A call with the id that was asked for.
   *
   * @param isFresh whether it was entered just now, so that it is to be run
   */
  public record Found<C>(C call, boolean isFresh) {}

  public Repeats(Shelf shelf) {
    served = shelf.served();
  }

  /**
   * Finds the call, or enters a new one.
   *
   * @param fresh makes it; must not look here
   * @throws FaultException IDEMPOTENCY_CONFLICT if the id belongs to another request;
   *     RESUME_EXPIRED if the request was served and its answer is not kept
   */
  public Found<C> enter(RequestKey key, Fingerprint fingerprint, Supplier<C> fresh) {
    Entry<C> found = calls.get(key);
    if (found == null) {
      var made = new Entry<C>(fingerprint, fresh.get());
      found = calls.computeIfAbsent(key, k -> unlessServed(k, made));
      if (found.call().equals(made.call())) {
        return new Found<>(made.call(), true);
      }
    }
    checkSame(key, found.fingerprint(), fingerprint);
    return new Found<>(found.call(), false);
  }

  /** Asked for while nobody else enters or leaves a call with this key. */
  private Entry<C> unlessServed(RequestKey key, Entry<C> made) {
    @Nullable Fingerprint before = served.getIfPresent(key);
    if (before == null) {
      return made;
    }
    checkSame(key, before, made.fingerprint());
    throw new FaultException(
        Fault.of(
            Reason.RESUME_EXPIRED,
            "request id \""
                + key.id()
                + "\" was served already and its answer is not kept any more; ask with another id"
                + " to have it run again"));
  }

  private static void checkSame(RequestKey key, Fingerprint before, Fingerprint now) {
    if (!before.equals(now)) {
      throw new FaultException(
          Fault.of(
              Reason.IDEMPOTENCY_CONFLICT,
              "request id \""
                  + key.id()
                  + "\" was used before with another request; use an id for one request alone"));
    }
  }

  /** The request was served: from now on it is not run again, for a while. */
  public void served(RequestKey key, C call) {
    Entry<C> entry = calls.get(key);
    if (entry != null && entry.call().equals(call)) {
      served.put(key, entry.fingerprint());
    }
  }

  /** The call can't be asked for any more. */
  public void forget(RequestKey key, C call) {
    calls.computeIfPresent(key, (k, entry) -> entry.call().equals(call) ? null : entry);
  }
}
