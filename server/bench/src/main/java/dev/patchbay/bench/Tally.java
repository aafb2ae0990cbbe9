package dev.patchbay.bench;

import java.util.ArrayList;
import java.util.List;

/** Counts of a run. Touched by the load's one thread. */
final class Tally {
  private final List<Long> latencies = new ArrayList<>();
  private final List<Long> firstTokens = new ArrayList<>();
  private long units;
  private long errors;

  void unit(long nanos) {
    units++;
    latencies.add(nanos);
  }

  void token() {
    units++;
  }

  void firstToken(long nanos) {
    firstTokens.add(nanos);
  }

  void error() {
    errors++;
  }

  void clear() {
    latencies.clear();
    firstTokens.clear();
    units = 0;
    errors = 0;
  }

  long units() {
    return units;
  }

  long errors() {
    return errors;
  }

  long latencyMicros(double quantile) {
    return micros(latencies, quantile);
  }

  long firstTokenMicros(double quantile) {
    return micros(firstTokens, quantile);
  }

  private static long micros(List<Long> values, double quantile) {
    if (values.isEmpty()) {
      return 0;
    }
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * quantile))) / 1000;
  }
}
