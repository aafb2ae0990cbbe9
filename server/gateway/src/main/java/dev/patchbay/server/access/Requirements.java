package dev.patchbay.server.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint must be to serve a call. What is not known of it counts as no. Immutable.
 *
 * @param attestations all of which it must have, in the configuration's spelling
 * @param regions it must be in one region of each set; no set: anywhere, or nobody knows where. No
 *     set is empty
 */
public record Requirements(Set<String> attestations, List<Set<String>> regions) {
  /** Any endpoint will do. */
  public static final Requirements NONE = new Requirements(Set.of(), List.of());

  public Requirements {
    attestations = Set.copyOf(attestations);
    regions = regions.stream().filter(set -> !set.isEmpty()).map(Set::copyOf).distinct().toList();
  }

  /**
   * @param regions empty: all
   */
  public static Requirements of(Collection<String> attestations, Collection<String> regions) {
    return new Requirements(Set.copyOf(attestations), List.of(Set.copyOf(regions)));
  }

  /** Both these and those: neither takes anything from the other. */
  public Requirements and(Requirements other) {
    if (other.isNone()) {
      return this;
    }
    var all = new HashSet<>(attestations);
    all.addAll(other.attestations);
    return new Requirements(all, Stream.concat(regions.stream(), other.regions.stream()).toList());
  }

  /** These, and one of those regions. */
  public Requirements inRegions(Set<String> those) {
    return those.isEmpty() ? this : and(of(Set.of(), those));
  }

  /** Whether an endpoint will do of which this is known. */
  public boolean allow(@Nullable String region, Collection<String> attested) {
    return attested.containsAll(attestations) && allowRegion(region);
  }

  private boolean allowRegion(@Nullable String region) {
    return regions.isEmpty()
        || (region != null && regions.stream().allMatch(set -> set.contains(region)));
  }

  private boolean isNone() {
    return attestations.isEmpty() && regions.isEmpty();
  }
}
