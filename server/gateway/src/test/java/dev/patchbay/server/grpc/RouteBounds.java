package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.BoundCase.ANY_VALUE;
import static dev.patchbay.server.grpc.BoundCase.NON_EMPTY;
import static dev.patchbay.server.grpc.BoundCase.THIS_VALUE;
import static dev.patchbay.server.grpc.BoundCase.TRUE;
import static dev.patchbay.server.grpc.BoundCase.bound;
import static dev.patchbay.server.grpc.Requests.WIDE;
import static dev.patchbay.server.grpc.Requests.options;
import static dev.patchbay.server.grpc.Requests.route;

import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import dev.patchbay.v1.Hold;
import dev.patchbay.v1.RequestOptions;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.RoutePreferences.Failover;
import dev.patchbay.v1.RoutePreferences.Objective;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cases for the bounds of routes and options. */
final class RouteBounds {
  private static final String ROUTE = "input.route.";
  private static final String OPTIONS = "input.options.";

  private RouteBounds() {}

  static Stream<BoundCase> cases() {
    return Stream.of(
            values(),
            later(),
            fallbacks(),
            providersAndRegions(),
            hold(),
            texts(),
            labels(),
            unsupported())
        .flatMap(List::stream);
  }

  private static List<BoundCase> values() {
    Message strategy = route(r -> r.setObjective(Objective.OBJECTIVE_UNSPECIFIED));
    return Stream.of(
            Objective.OBJECTIVE_COST,
            Objective.OBJECTIVE_LATENCY,
            Objective.OBJECTIVE_THROUGHPUT,
            Objective.OBJECTIVE_QUALITY)
        .map(value ->
            bound("Objective." + value, THIS_VALUE, ROUTE + "objective")
                .accepts(strategy)
                .refuses(route(r -> r.setObjective(value))))
        .toList();
  }

  private static List<BoundCase> later() {
    Duration second = Duration.newBuilder().setSeconds(1).build();
    return List.of(
        preference("affinity_key", NON_EMPTY, r -> r.setAffinityKey("k")),
        preference("zero_retention", TRUE, r -> r.setZeroRetention(true))
            .accepts(route(r -> r.setZeroRetention(false))),
        preference("max_cost_picos", ANY_VALUE, r -> r.setMaxCostPicos(0)),
        preference("currency_code", NON_EMPTY, r -> r.setCurrencyCode("USD")),
        preference("max_time_to_first_token", ANY_VALUE, r -> r.setMaxTimeToFirstToken(second)));
  }

  private static List<BoundCase> fallbacks() {
    Message failover =
        route(r -> r.setFailover(Failover.FAILOVER_RESTART).setFallbackEnabled(true));
    return List.of(
        bound("RoutePreferences.fallback_models", "Entries: at most 16.", ROUTE + "fallback_models")
            .accepts(failover, fallbacks(16))
            .refuses(fallbacks(17)),
        bound(
                "RoutePreferences.fallback_models",
                "Each: at least 1 character.",
                ROUTE + "fallback_models[1]")
            .accepts(route(r -> r.addFallbackModels("n")))
            .refuses(route(r -> r.addFallbackModels("n").addFallbackModels(""))));
  }

  private static Message fallbacks(int count) {
    return route(r -> r.addAllFallbackModels(Collections.nCopies(count, "n")));
  }

  private static List<BoundCase> providersAndRegions() {
    String line = "Each: at least 1 character.";
    return List.of(
        bound("RoutePreferences.only_providers", line, ROUTE + "only_providers[1]")
            .accepts(route(r -> r.addOnlyProviders("a")))
            .refuses(route(r -> r.addOnlyProviders("a").addOnlyProviders(""))),
        bound("RoutePreferences.exclude_providers", line, ROUTE + "exclude_providers[0]")
            .accepts(route(r -> r.addExcludeProviders("a")))
            .refuses(route(r -> r.addExcludeProviders(""))),
        bound("RoutePreferences.allowed_regions", line, ROUTE + "allowed_regions[1]")
            .accepts(route(r -> r.addAllowedRegions("eu")))
            .refuses(route(r -> r.addAllowedRegions("eu").addAllowedRegions(""))));
  }

  private static List<BoundCase> hold() {
    Message none = hold(h -> h.setNone(Hold.Nothing.getDefaultInstance()));
    Message whole = hold(h -> h.setWhole(Hold.WholeAnswer.getDefaultInstance()));
    return List.of(
        bound("Hold.amount", "Required.", ROUTE + "hold.amount")
            .accepts(none, whole)
            .refuses(hold(h -> {})),
        bound("Hold.tokens", "Range: at least 1.", ROUTE + "hold.tokens")
            .accepts(hold(h -> h.setTokens(1)), hold(h -> h.setTokens(Integer.MAX_VALUE)))
            .refuses(hold(h -> h.setTokens(0)), hold(h -> h.setTokens(-1))),
        bound("Hold.time", "Range: above 0 s to 10 min.", ROUTE + "hold.time")
            .accepts(hold(0, 1), hold(599, 999_999_999), hold(600, 0))
            .refuses(
                hold(0, 0),
                hold(-1, 0),
                hold(1, -1),
                hold(0, 1_000_000_000),
                hold(600, 1),
                hold(Long.MAX_VALUE, 0)));
  }

  private static List<BoundCase> texts() {
    return List.of(
        bound(
                "RequestOptions.request_id",
                "Length: at most 128 characters.",
                OPTIONS + "request_id")
            .accepts(options(o -> o.setRequestId(WIDE.repeat(128))))
            .refuses(options(o -> o.setRequestId("r".repeat(129)))),
        bound(
                "RequestOptions.end_user_id",
                "Length: at most 256 characters.",
                OPTIONS + "end_user_id")
            .accepts(options(o -> o.setEndUserId(WIDE.repeat(256))))
            .refuses(options(o -> o.setEndUserId("u".repeat(257)))));
  }

  private static List<BoundCase> labels() {
    return List.of(
        bound("RequestOptions.labels", "Entries: at most 32.", OPTIONS + "labels")
            .accepts(options(o -> addLabels(o, 32)), options(o -> addLabels(o, 0)))
            .refuses(options(o -> addLabels(o, 33))),
        bound("RequestOptions.labels", "Keys: 1 to 64 characters.", OPTIONS + "labels[\"\"]")
            .accepts(options(o -> o.putLabels("k", "")))
            .accepts(options(o -> o.putLabels(WIDE.repeat(64), "")))
            .refuses(options(o -> o.putLabels("", "v")))
            .refusesAt(
                OPTIONS + "labels[\"" + "k".repeat(63) + "…\"]",
                options(o -> o.putLabels("k".repeat(65), "v"))),
        bound("RequestOptions.labels", "Values: at most 256 characters.", OPTIONS + "labels[\"k\"]")
            .accepts(options(o -> o.putLabels("k", WIDE.repeat(256))))
            .refuses(options(o -> o.putLabels("k", "v".repeat(257)))));
  }

  private static List<BoundCase> unsupported() {
    return List.of(
        bound("RequestOptions.response_cache", ANY_VALUE, OPTIONS + "response_cache")
            .accepts(options(o -> {}))
            .refuses(options(RequestOptions.Builder::getResponseCacheBuilder)),
        bound("RequestOptions.store", ANY_VALUE, OPTIONS + "store")
            .accepts(options(o -> {}))
            .refuses(options(o -> o.setStore(false)), options(o -> o.setStore(true))));
  }

  private static BoundCase preference(
      String field, String line, Consumer<RoutePreferences.Builder> set) {
    return bound("RoutePreferences." + field, line, ROUTE + field)
        .accepts(route(r -> {}))
        .refuses(route(set));
  }

  private static Message hold(Consumer<Hold.Builder> change) {
    return route(r -> change.accept(r.getHoldBuilder()));
  }

  private static Message hold(long seconds, int nanos) {
    return hold(h -> h.getTimeBuilder().setSeconds(seconds).setNanos(nanos));
  }

  private static void addLabels(RequestOptions.Builder options, int count) {
    IntStream.range(0, count).forEach(i -> options.putLabels("k" + i, "v"));
  }
}
