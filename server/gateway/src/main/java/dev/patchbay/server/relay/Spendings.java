package dev.patchbay.server.relay;

import dev.patchbay.spi.Usage;
import dev.patchbay.spi.Usage.ModalityTokens;
import java.util.LinkedHashMap;
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
        sum(a.toolInput(), b.toolInput()),
        modalities(a.byModality(), b.byModality()),
        b.raw());
  }

  private static List<ModalityTokens> modalities(List<ModalityTokens> a, List<ModalityTokens> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    var sums = new LinkedHashMap<String, ModalityTokens>();
    for (ModalityTokens one : a) {
      sums.merge(one.modality(), one, Spendings::sum);
    }
    for (ModalityTokens one : b) {
      sums.merge(one.modality(), one, Spendings::sum);
    }
    return List.copyOf(sums.values());
  }

  private static ModalityTokens sum(ModalityTokens a, ModalityTokens b) {
    return new ModalityTokens(a.modality(), a.input() + b.input(), a.output() + b.output());
  }

  private static OptionalLong sum(OptionalLong a, OptionalLong b) {
    return a.isEmpty() && b.isEmpty() ? a : OptionalLong.of(a.orElse(0) + b.orElse(0));
  }
}
