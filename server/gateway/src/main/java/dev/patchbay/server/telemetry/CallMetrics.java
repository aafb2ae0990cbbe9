package dev.patchbay.server.telemetry;

import dev.patchbay.server.catalog.CatalogSource;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.relay.CallListener;
import dev.patchbay.server.relay.FailedAttempt;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Route;
import dev.patchbay.server.relay.Terms;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts calls and attempts, and tells operators. Thread-safe; a call costs a look-up and some ten
 * additions at its end, and nothing for a token.
 *
 * <p>Label values are names of the configuration and closed sets, never what a caller wrote: a
 * model that is asked for counts under its name only if a route was found for it or the catalog has
 * it. There are at most {@value #LABEL_SETS} label sets; what comes later, after many reloads, is
 * counted under {@code _other}.
 */
public final class CallMetrics implements CallListener {
  private static final int LABEL_SETS = 10_000;

  private final CatalogSource catalog;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Lanes lanes;
  private final List<LongAdder> inFlight =
      Arrays.stream(Terms.Door.values()).map(door -> new LongAdder()).toList();

  /** How long the last exposition was: the next one is about as long. */
  private volatile int length = 1 << 14;

  /**
   * @param health is shown with the rest
   */
  @Inject
  public CallMetrics(CatalogSource catalog, HealthMetrics health) {
    this(catalog, health, LABEL_SETS);
  }

  CallMetrics(CatalogSource catalog, HealthMetrics health, int labelSets) {
    this.catalog = catalog;
    var room = new Room(labelSets);
    lanes = new Lanes(new Instruments(registry), room);
    ServerInstruments.register(registry, door -> inFlight(door).sum(), room);
    HealthGauges.register(registry, catalog);
    health.register(registry);
  }

  private LongAdder inFlight(Terms.Door door) {
    return inFlight.get(door.ordinal());
  }

  @Override
  public void started(Request<?> request) {
    inFlight(request.terms().door()).increment();
  }

  /** Attempts that did not fail are counted when the call has ended: only then is it known why. */
  @Override
  public void attemptEnded(Request<?> request, Route route, @Nullable Fault fault, long nanos) {
    if (fault != null) {
      lanes
          .of(request.model(), route)
          .attempted(
              request.operation(),
              AttemptEnd.failed(fault.reason()),
              ErrorType.of(fault, false),
              nanos);
    }
  }

  @Override
  public void ended(Request<?> request, Outcome outcome, @Nullable Fault fault, boolean cancelled) {
    Terms.Door door = request.terms().door();
    inFlight(door).decrement();
    Route route = outcome.route();
    Lane lane =
        route == null
            ? lanes.unrouted(configured(request.model()))
            : lanes.of(request.model(), route);
    CallEnd end = CallEnd.of(fault, cancelled, route != null);
    lane.called(door, request.operation(), end);
    lane.took(door, request.operation(), ErrorType.of(fault, cancelled), outcome.totalNanos());
    if (fault != null) {
      lane.erred(door, fault);
    }
    if (end == CallEnd.OK && request.isStreamed() && outcome.firstTokenNanos() > 0) {
      lane.firstToken(door, request.operation(), outcome.firstTokenNanos());
    }
    if (route != null) {
      lane.used(request.operation(), outcome.usage(), outcome.estimated());
      lastAttempt(lane, request, route, outcome, ErrorType.of(fault, cancelled));
      failovers(request.model(), route, outcome.failed());
    }
  }

  private String configured(String model) {
    return catalog.current().models().containsKey(model) ? model : Words.UNKNOWN;
  }

  /** Counts the last attempt, unless it has failed and was counted then. */
  private static void lastAttempt(
      Lane lane, Request<?> request, Route route, Outcome outcome, int errorType) {
    if (route.attempt() <= outcome.failed().size()) {
      return;
    }
    long nanos = outcome.totalNanos();
    for (FailedAttempt before : outcome.failed()) {
      nanos -= before.nanos();
    }
    int end = errorType == ErrorType.NONE ? AttemptEnd.OK : AttemptEnd.STOPPED;
    lane.attempted(request.operation(), end, errorType, nanos);
  }

  private void failovers(String model, Route last, List<FailedAttempt> failed) {
    for (int i = 0; i < failed.size(); i++) {
      Route left = failed.get(i).route();
      Route next = i + 1 < failed.size() ? failed.get(i + 1).route() : last;
      if (!next.target().equals(left.target())) {
        lanes.of(model, left).left();
      }
    }
  }

  @Override
  public void refused(Terms.Door door, Request.Operation operation, Fault fault) {
    Lane lane = lanes.unrouted(Words.UNKNOWN);
    lane.called(door, operation, CallEnd.of(fault, false, false));
    lane.erred(door, fault);
  }

  /**
   * All metrics, as Prometheus' text or as OpenMetrics. Any thread, better not a loop's: a thousand
   * label sets take milliseconds.
   *
   * @param accept the reader's Accept header; null: Prometheus' text
   */
  public Exposition scrape(@Nullable String accept) {
    ExpositionFormatWriter writer = writer(accept);
    var body = new ByteArrayOutputStream(length + (length >> 3));
    try {
      writer.write(body, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    length = body.size();
    return new Exposition(writer.getContentType(), body.toByteArray());
  }

  /** Not the library's own choice: it offers protobuf to who asks for it, and has none. */
  private ExpositionFormatWriter writer(@Nullable String accept) {
    ExpositionFormatWriter open = formats.getOpenMetricsTextFormatWriter();
    return open.accepts(accept) ? open : formats.getPrometheusTextFormatWriter();
  }
}
