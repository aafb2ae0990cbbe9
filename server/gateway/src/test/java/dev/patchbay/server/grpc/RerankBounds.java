package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.BoundCase.bound;
import static dev.patchbay.server.grpc.Requests.WIDE;
import static dev.patchbay.server.grpc.Requests.rerank;

import com.google.protobuf.Message;
import dev.patchbay.v1.Hold;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.RoutePreferences.Failover;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Cases for the bounds of requests for rankings. */
final class RerankBounds {
  private RerankBounds() {}

  static Stream<BoundCase> cases() {
    return Stream.of(requests(), List.of(route())).flatMap(List::stream);
  }

  private static List<BoundCase> requests() {
    return List.of(
        bound("RerankRequest.model", "Required.", "model")
            .accepts(rerank(request -> {}))
            .refuses(rerank(request -> request.setModel(""))),
        bound("RerankRequest.model", "Length: at most 256 characters.", "model")
            .accepts(rerank(request -> request.setModel(WIDE.repeat(256))))
            .refuses(rerank(request -> request.setModel("m".repeat(257)))),
        bound("RerankRequest.query", "Required.", "query")
            .accepts(rerank(request -> request.setQuery("?")))
            .refuses(rerank(request -> request.setQuery(""))),
        bound("RerankRequest.documents", "Entries: at least 1.", "documents")
            .accepts(documents(1))
            .refuses(documents(0)),
        bound("RerankRequest.documents", "Entries: at most 10000.", "documents")
            .accepts(documents(10_000))
            .refuses(documents(10_001)),
        bound("RerankRequest.documents", "Each: at least 1 character.", "documents[1]")
            .accepts(rerank(request -> request.addDocuments("2")))
            .refuses(rerank(request -> request.addDocuments(""))),
        bound("RerankRequest.top_n", "Range: at least 1.", "top_n")
            .accepts(
                rerank(request -> request.setTopN(1)),
                rerank(request -> request.setTopN(Integer.MAX_VALUE)))
            .refuses(rerank(request -> request.setTopN(0)), rerank(request -> request.setTopN(-1))),
        bound(
                "RerankRequest.provider_options_json",
                "Values: JSON object.",
                "provider_options_json[\"sim\"]")
            .accepts(rerank(request -> request.putProviderOptionsJson("sim", "{}")))
            .refuses(rerank(request -> request.putProviderOptionsJson("sim", "1"))));
  }

  private static BoundCase route() {
    return bound(
            "RerankRequest.route",
            "Not supported (other models, restart, continue, hold): INVALID_ARGUMENT /"
                + " UNSUPPORTED_PARAMETER.",
            "route.failover")
        .accepts(
            route(r -> r.setFallbackEnabled(false)),
            route(r -> r.setFailover(Failover.FAILOVER_BEFORE_OUTPUT)),
            route(r -> r.getHoldBuilder().setNone(Hold.Nothing.getDefaultInstance())))
        .refuses(
            route(r -> r.setFailover(Failover.FAILOVER_RESTART)),
            route(r -> r.setFailover(Failover.FAILOVER_CONTINUE)))
        .refusesAt("route.fallback_models", route(r -> r.addFallbackModels("n")))
        .refusesAt("route.fallback_enabled", route(r -> r.setFallbackEnabled(true)))
        .refusesAt("route.hold", route(r -> r.getHoldBuilder().setTokens(1)));
  }

  private static Message route(Consumer<RoutePreferences.Builder> change) {
    return rerank(request -> change.accept(request.getRouteBuilder()));
  }

  private static Message documents(int count) {
    return rerank(
        request -> request.clearDocuments().addAllDocuments(Collections.nCopies(count, "d")));
  }
}
