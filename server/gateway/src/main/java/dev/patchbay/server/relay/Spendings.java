package dev.patchbay.server.relay;

import dev.patchbay.spi.Usage;
import java.util.List;
import java.util.OptionalLong;

/** Sums of what attempts used: a failed one is billed, too. */
final class Spendings {
  private Spendings() {}

  /** Of all; zero if there is none. The raw object is the last one's. */
  static Usage sum(List<Spent> spent) {
    Usage sum = Usage.of(0, 0);
    for (Spent one : spent) {
      sum = sum(sum, one.usage());
    }
    return sum;
  }

  static Usage sum(Usage a, Usage b) {
    return new Usage(
        a.input() + b.input(),
        a.output() + b.output(),
        sum(a.cacheRead(), b.cacheRead()),
        sum(a.cacheWrite(), b.cacheWrite()),
        sum(a.reasoning(), b.reasoning()),
        b.raw());
  }

  private static OptionalLong sum(OptionalLong a, OptionalLong b) {
    return a.isEmpty() && b.isEmpty() ? a : OptionalLong.of(a.orElse(0) + b.orElse(0));
  }
}
