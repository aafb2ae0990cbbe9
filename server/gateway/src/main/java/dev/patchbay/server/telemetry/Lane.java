package dev.patchbay.server.telemetry;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.spi.Usage;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one model at one endpoint. Thread-safe. Keeps names and no part of a call, so
 * that nothing of a plugin lives on here.
 */
final class Lane {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Row<CounterDataPoint> calls;
  private final Row<CounterDataPoint> errors;
  private final Row<CounterDataPoint> attempts;
  private final Row<CounterDataPoint> failovers;
  private final Row<CounterDataPoint> tokens;
  private final Row<DistributionDataPoint> callSeconds;
  private final Row<DistributionDataPoint> firstTokenSeconds;
  private final Row<DistributionDataPoint> attemptSeconds;
  private final Row<DistributionDataPoint> tokenUsage;

  /**
   * @param other stands in for what has no room; null: this one does
   */
  Lane(Instruments instruments, Family.Names names, Room room, @Nullable Lane other) {
    calls = new Row<>(instruments.calls, names, room, other == null ? null : other.calls);
    errors = new Row<>(instruments.errors, names, room, other == null ? null : other.errors);
    attempts = new Row<>(instruments.attempts, names, room, other == null ? null : other.attempts);
    failovers =
        new Row<>(instruments.failovers, names, room, other == null ? null : other.failovers);
    tokens = new Row<>(instruments.tokens, names, room, other == null ? null : other.tokens);
    callSeconds =
        new Row<>(instruments.callSeconds, names, room, other == null ? null : other.callSeconds);
    firstTokenSeconds =
        new Row<>(
            instruments.firstTokenSeconds,
            names,
            room,
            other == null ? null : other.firstTokenSeconds);
    attemptSeconds =
        new Row<>(
            instruments.attemptSeconds, names, room, other == null ? null : other.attemptSeconds);
    tokenUsage =
        new Row<>(instruments.tokenUsage, names, room, other == null ? null : other.tokenUsage);
  }

  void called(Terms.Door door, Request.Operation operation, CallEnd end) {
    calls.at(door.ordinal(), operation.ordinal(), end.ordinal()).inc();
  }

  void erred(Terms.Door door, Fault fault) {
    errors.at(door.ordinal(), fault.reason().ordinal()).inc();
  }

  /**
   * @param errorType as {@link ErrorType} numbers them
   */
  void took(Terms.Door door, Request.Operation operation, int errorType, long nanos) {
    callSeconds
        .at(door.ordinal(), operation.ordinal(), errorType)
        .observe(nanos / NANOS_PER_SECOND);
  }

  void firstToken(Terms.Door door, Request.Operation operation, long nanos) {
    firstTokenSeconds.at(door.ordinal(), operation.ordinal()).observe(nanos / NANOS_PER_SECOND);
  }

  /**
   * @param end as {@link AttemptEnd} numbers them
   * @param errorType as {@link ErrorType} numbers them
   */
  void attempted(Request.Operation operation, int end, int errorType, long nanos) {
    attempts.at(end).inc();
    attemptSeconds.at(operation.ordinal(), errorType).observe(nanos / NANOS_PER_SECOND);
  }

  void left() {
    failovers.at(0).inc();
  }

  void used(Request.Operation operation, Usage usage, boolean estimated) {
    count(TokenKind.INPUT, usage.input(), estimated);
    count(TokenKind.OUTPUT, usage.output(), estimated);
    count(TokenKind.CACHE_READ, usage.cacheRead(), estimated);
    count(TokenKind.CACHE_WRITE, usage.cacheWrite(), estimated);
    count(TokenKind.REASONING, usage.reasoning(), estimated);
    if (!estimated) {
      measure(operation, 0, usage.input());
      measure(operation, 1, usage.output());
    }
  }

  private void count(TokenKind kind, OptionalLong number, boolean estimated) {
    if (number.isPresent()) {
      count(kind, number.getAsLong(), estimated);
    }
  }

  /** A provider's nonsense below zero must not make a counter throw. */
  private void count(TokenKind kind, long number, boolean estimated) {
    if (number > 0) {
      tokens.at(kind.ordinal(), estimated ? 1 : 0).inc(number);
    }
  }

  private void measure(Request.Operation operation, int type, long number) {
    if (number > 0) {
      tokenUsage.at(operation.ordinal(), type).observe(number);
    }
  }
}
