package dev.patchbay.server.telemetry;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The series of one metric for one model at one endpoint, found by their numbers on the axes and
 * made when they are first needed. Thread-safe, without locks.
 *
 * @param <D> what is counted with
 */
final class Row<D> {
  private final Family<D> family;
  private final Family.Names names;
  private final Room room;
  private final @Nullable Row<D> overflow;
  private final int second;
  private final int third;
  private final AtomicReferenceArray<@Nullable D> made;

  /**
   * @param overflow stands in for series that have no room; null: room does not matter
   */
  Row(Family<D> family, Family.Names names, Room room, @Nullable Row<D> overflow) {
    this.family = family;
    this.names = names;
    this.room = room;
    this.overflow = overflow;
    second = family.size(1);
    third = family.size(2);
    made = new AtomicReferenceArray<>(family.size(0) * second * third);
  }

  /** The series with these numbers; 0 for an axis that the metric does not have. */
  D at(int first, int second, int third) {
    int place = (first * this.second + second) * this.third + third;
    D found = made.get(place);
    return found != null ? found : make(place, first, second, third);
  }

  D at(int first, int second) {
    return at(first, second, 0);
  }

  D at(int first) {
    return at(first, 0, 0);
  }

  private D make(int place, int first, int second, int third) {
    if (overflow == null) {
      return keep(place, family.of(names, first, second, third));
    }
    if (room.isFull()) {
      room.fold();
      return overflow.at(first, second, third);
    }
    room.take();
    return keep(place, family.of(names, first, second, third));
  }

  private D keep(int place, D series) {
    made.set(place, series);
    return series;
  }
}
