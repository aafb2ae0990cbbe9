package dev.patchbay.server.replay;

/**
 * The last events of a stream, numbered from 1 without gaps. When they are too many, the oldest
 * drop out. For one thread at a time.
 */
public final class EventRing {
  /** What an event costs beside its bytes. */
  private static final int EVENT_COST = 32;

  private static final int FIRST_CAPACITY = 64;
  private static final byte[] DROPPED = {};

  private final int most;
  private byte[][] events = new byte[FIRST_CAPACITY][];
  private long first = 1;
  private int size;
  private int bytes;

  /**
   * @param most bytes that {@link #trim} leaves
   */
  public EventRing(int most) {
    this.most = most;
  }

  /** Adds the next event. */
  public void add(byte[] event) {
    if (size == events.length) {
      grow();
    }
    events[at(first + size)] = event;
    size++;
    bytes += event.length + EVENT_COST;
  }

  private void grow() {
    var larger = new byte[2 * events.length][];
    int start = at(first);
    for (int i = 0; i < size; i++) {
      // By number in the larger one, too.
      larger[(int) ((first + i) & (larger.length - 1))] = events[start + i & events.length - 1];
    }
    events = larger;
  }

  private int at(long number) {
    return (int) (number & (events.length - 1));
  }

  /**
   * Drops the oldest events until what is left is within the bound.
   *
   * @param needed the number of the first event that is kept in any case
   */
  public void trim(long needed) {
    while (bytes > most && first < needed && size > 0) {
      int oldest = at(first);
      bytes -= events[oldest].length + EVENT_COST;
      events[oldest] = DROPPED;
      first++;
      size--;
    }
  }

  /** The number of the oldest event that is there; of the next one, if none is. */
  public long first() {
    return first;
  }

  /** The number of the last event; 0: there was none. */
  public long last() {
    return first + size - 1;
  }

  /** An event that is there; not to be written to. */
  public byte[] get(long number) {
    if (number < first || number > last()) {
      throw new IllegalArgumentException(
          "event " + number + " is not among " + first + " to " + last());
    }
    return events[at(number)];
  }

  /** Bytes that the events take. */
  public int bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "events " + first + " to " + last() + ", " + bytes + " bytes";
  }
}
