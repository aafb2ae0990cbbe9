package dev.patchbay.server.telemetry;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One metric as it is laid out for models at endpoints.
 *
 * @param series gives the series of a label set, always the same one; see {@link #labels}
 * @param names labels whose values are configured names
 * @param axes labels whose values are closed sets, at most three
 * @param <D> what is counted with
 */
record Family<D>(Function<String[], D> series, List<Name> names, List<Axis> axes) {
  /** What is known by name only when it is there: a model, where it is asked, and who serves it. */
  record Names(String model, String endpoint, String provider) {}

  /** A label of one of the {@link Names}. */
  record Name(String label, Function<Names, String> value) {}

  /** A label with a closed set of values, which are found by number. */
  record Axis(String label, List<String> values) {}

  /** The labels of such a metric, in the order in which the series are asked for. */
  static String[] labels(List<Name> names, List<Axis> axes) {
    return Stream.concat(names.stream().map(Name::label), axes.stream().map(Axis::label))
        .toArray(String[]::new);
  }

  /** How many values the axis has; one if there is no such axis. */
  int size(int axis) {
    return axis < axes.size() ? axes.get(axis).values().size() : 1;
  }

  /** The series of these names, and of each axis the value with that number. */
  D of(Names at, int... numbers) {
    var values = new String[names.size() + axes.size()];
    for (int i = 0; i < names.size(); i++) {
      values[i] = names.get(i).value().apply(at);
    }
    for (int i = 0; i < axes.size(); i++) {
      values[names.size() + i] = axes.get(i).values().get(numbers[i]);
    }
    return series.apply(values);
  }
}
