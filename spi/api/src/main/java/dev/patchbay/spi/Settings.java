package dev.patchbay.spi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values under an endpoint's {@code settings}, already of the types that the factory declared.
 * Made by the server, read by plugins; a getter of another type than the declared one throws {@link
 * ClassCastException}.
 */
public final class Settings {
  /** No values. */
  public static final Settings NONE = new Settings(Map.of());

  private final Map<String, Object> values;

  private Settings(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Wraps values.
   *
   * @param values by key: {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code
   *     Duration} or {@code List<String>}, as {@link Setting.Type} says
   */
  public static Settings of(Map<String, Object> values) {
    return new Settings(Map.copyOf(values));
  }

  public Optional<String> string(String key) {
    return value(key, String.class);
  }

  public Optional<Long> integer(String key) {
    return value(key, Long.class);
  }

  public Optional<Double> number(String key) {
    return value(key, Double.class);
  }

  public Optional<Boolean> bool(String key) {
    return value(key, Boolean.class);
  }

  public Optional<Duration> duration(String key) {
    return value(key, Duration.class);
  }

  /** A list of texts; empty if the key is absent. */
  public List<String> strings(String key) {
    List<?> list = value(key, List.class).orElse(List.of());
    return list.stream().map(String.class::cast).toList();
  }

  private <T> Optional<T> value(String key, Class<T> type) {
    return Optional.ofNullable(values.get(key)).map(type::cast);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The keys alone, since values may be secret. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
