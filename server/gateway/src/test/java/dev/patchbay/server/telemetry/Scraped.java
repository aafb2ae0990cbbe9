package dev.patchbay.server.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The series of an exposition. */
record Scraped(String text, Map<String, Double> series) {
  static Scraped of(CallMetrics metrics) {
    String text = new String(metrics.scrape(null).body(), StandardCharsets.UTF_8);
    var series = new LinkedHashMap<String, Double>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          series.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
    return new Scraped(text, series);
  }

  /**
   * The value of one series.
   *
   * @param name with its labels, in the order of the alphabet
   */
  double value(String name) {
    Double value = series.get(name);
    if (value == null) {
      throw new AssertionError("no series " + name + " in\n" + text);
    }
    return value;
  }

  /** The sum of a metric's series. */
  double sum(String metric) {
    return series.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(metric + "{") || entry.getKey().equals(metric))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
