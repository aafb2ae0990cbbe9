package dev.patchbay.server.telemetry;

import dev.patchbay.server.relay.Route;
import java.util.concurrent.ConcurrentHashMap;

/** All lanes, by their names. Names that are no longer configured stay. Thread-safe. */
final class Lanes {
  private final Instruments instruments;
  private final Room room;
  private final Lane other;
  private final ConcurrentHashMap<Family.Names, Lane> lanes = new ConcurrentHashMap<>();

  Lanes(Instruments instruments, Room room) {
    this.instruments = instruments;
    this.room = room;
    other =
        new Lane(instruments, new Family.Names(Words.OTHER, Words.OTHER, Words.OTHER), room, null);
  }

  /**
   * @param model a configured name, or {@link Words#UNKNOWN}
   */
  Lane unrouted(String model) {
    return of(new Family.Names(model, Words.NONE, Words.NONE));
  }

  /**
   * @param model a configured name
   */
  Lane of(String model, Route route) {
    return of(new Family.Names(model, route.endpoint(), Words.provider(route.provider())));
  }

  private Lane of(Family.Names names) {
    Lane lane = lanes.get(names);
    return lane != null ? lane : make(names);
  }

  private Lane make(Family.Names names) {
    if (room.isFull()) {
      room.fold();
      return other;
    }
    return lanes.computeIfAbsent(names, name -> new Lane(instruments, name, room, other));
  }
}
