package dev.patchbay.server.relay;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.failover.FailoverWishes;
import dev.patchbay.spi.Extra;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of the way and not of the answer.
 *
 * @param door where the call came in
 * @param principal who calls; its own rules hold besides
 * @param providerOptions members for one provider's body alone, by provider name
 * @param unsupported paths of what the caller said and no target could honour, already left out of
 *     the call
 * @param onlyProviders empty: all
 * @param regions in one of which the target must be, as the call itself asks; empty: any or none
 * @param failover what may be done when a target fails
 * @param dropUnsupported whether what a target can't honour is left out with a warning; false: it
 *     refuses the call
 * @param timeLeft until the caller wants an answer, a margin to answer in already taken off; null:
 *     the caller sets no limit
 * @param requestId the caller's own id of the request, with which it is run once; null: none
 */
public record Terms(
    Door door,
    Principal principal,
    Map<String, Extra> providerOptions,
    List<String> unsupported,
    Set<String> onlyProviders,
    Set<String> excludedProviders,
    Set<String> regions,
    FailoverWishes failover,
    boolean dropUnsupported,
    @Nullable Duration timeLeft,
    @Nullable String requestId) {
  /** A protocol that callers use. */
  public enum Door {
    GRPC,
    HTTP
  }

  public Terms {
    providerOptions = Map.copyOf(providerOptions);
    unsupported = List.copyOf(unsupported);
    onlyProviders = Set.copyOf(onlyProviders);
    excludedProviders = Set.copyOf(excludedProviders);
    regions = Set.copyOf(regions);
  }

  /** A builder with nothing wanted: every target, failing over, refusing what is unsupported. */
  public static Builder builder(Door door, Principal principal) {
    return new Builder(door, principal);
  }

  /** What the door calls the list of models that may stand in. */
  String fallbacksField() {
    return switch (door) {
      case GRPC -> "input.route.fallback_models";
      case HTTP -> "patchbay.fallbacks";
    };
  }

  /** The options for one provider. */
  Extra optionsFor(String provider) {
    return providerOptions.getOrDefault(provider, Extra.NONE);
  }

  /** Gathers what is wanted. */
  public static final class Builder {
    private final Door door;
    private final Principal principal;
    private Map<String, Extra> providerOptions = Map.of();
    private List<String> unsupported = List.of();
    private Set<String> onlyProviders = Set.of();
    private Set<String> excludedProviders = Set.of();
    private Set<String> regions = Set.of();
    private FailoverWishes failover = FailoverWishes.NONE;
    private boolean dropUnsupported;
    private @Nullable Duration timeLeft;
    private @Nullable String requestId;

    private Builder(Door door, Principal principal) {
      this.door = door;
      this.principal = principal;
    }

    public Builder providerOptions(Map<String, Extra> value) {
      providerOptions = value;
      return this;
    }

    public Builder unsupported(List<String> value) {
      unsupported = value;
      return this;
    }

    public Builder onlyProviders(Set<String> value) {
      onlyProviders = value;
      return this;
    }

    public Builder excludedProviders(Set<String> value) {
      excludedProviders = value;
      return this;
    }

    public Builder regions(Set<String> value) {
      regions = value;
      return this;
    }

    public Builder failover(FailoverWishes value) {
      failover = value;
      return this;
    }

    public Builder dropUnsupported(boolean value) {
      dropUnsupported = value;
      return this;
    }

    public Builder timeLeft(@Nullable Duration value) {
      timeLeft = value;
      return this;
    }

    public Builder requestId(@Nullable String value) {
      requestId = value;
      return this;
    }

    public Terms build() {
      return new Terms(
          door,
          principal,
          providerOptions,
          unsupported,
          onlyProviders,
          excludedProviders,
          regions,
          failover,
          dropUnsupported,
          timeLeft,
          requestId);
    }
  }
}
