package dev.patchbay.server.http.transport;

import dev.patchbay.server.loop.Loop;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The connections of one listener on one loop: looks at their limits, and ends them. */
final class Connections implements Loop.Ticking {
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Something with a limit. */
  interface Member {
    /** Ends what took too long. */
    void check(long now);

    /** Takes no further requests; ends when the running ones have ended. */
    void drain();

    /** Ends at once. */
    void close();
  }

  private final Loop loop;
  private final Set<Member> members = Collections.newSetFromMap(new IdentityHashMap<>());
  private long lastRound;
  private boolean draining;
  private Runnable onEmpty = () -> {};
  private long datedAt;
  private String date = "";

  Connections(Loop loop) {
    this.loop = loop;
    lastRound = loop.now();
  }

  Loop loop() {
    return loop;
  }

  void add(Member member) {
    members.add(member);
    if (draining) {
      member.drain();
    }
  }

  void remove(Member member) {
    members.remove(member);
    tellEmpty();
  }

  private void tellEmpty() {
    if (draining && members.isEmpty()) {
      onEmpty.run();
      onEmpty = () -> {};
    }
  }

  /** The time of day, for the header of that name; a second old at most. */
  String date() {
    long now = loop.now();
    if (date.isEmpty() || now - datedAt >= ROUND_NANOS / 2) {
      datedAt = now;
      date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }
    return date;
  }

  boolean isDraining() {
    return draining;
  }

  /** Every limit is as exact as a round. */
  @Override
  public void tick(long now) {
    if (now - lastRound >= ROUND_NANOS) {
      lastRound = now;
      for (Member member : copy()) {
        member.check(now);
      }
    }
  }

  /**
   * @param whenEmpty told once, when the last connection has ended
   */
  void drain(Runnable whenEmpty) {
    draining = true;
    onEmpty = whenEmpty;
    for (Member member : copy()) {
      member.drain();
    }
    tellEmpty();
  }

  void close() {
    for (Member member : copy()) {
      member.close();
    }
  }

  private Member[] copy() {
    return members.toArray(Member[]::new);
  }
}
