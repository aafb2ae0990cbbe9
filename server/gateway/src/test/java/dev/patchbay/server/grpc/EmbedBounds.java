package dev.patchbay.server.grpc;

import static dev.patchbay.server.grpc.BoundCase.bound;
import static dev.patchbay.server.grpc.Requests.WIDE;
import static dev.patchbay.server.grpc.Requests.embed;

import com.google.protobuf.Message;
import dev.patchbay.v1.EmbedInput;
import dev.patchbay.v1.EmbedRequest;
import dev.patchbay.v1.Hold;
import dev.patchbay.v1.RoutePreferences;
import dev.patchbay.v1.RoutePreferences.Failover;
import dev.patchbay.v1.TokenIds;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Cases for the bounds of requests for embeddings. */
final class EmbedBounds {
  private EmbedBounds() {}

  static Stream<BoundCase> cases() {
    return Stream.of(requests(), List.of(route()), inputs()).flatMap(List::stream);
  }

  private static List<BoundCase> requests() {
    return List.of(
        bound("EmbedRequest.model", "Required.", "model")
            .accepts(embed(request -> request.setModel("m")))
            .refuses(embed(request -> request.setModel(""))),
        bound("EmbedRequest.model", "Length: at most 256 characters.", "model")
            .accepts(embed(request -> request.setModel(WIDE.repeat(256))))
            .refuses(embed(request -> request.setModel("m".repeat(257)))),
        bound("EmbedRequest.inputs", "Entries: at least 1.", "inputs")
            .accepts(inputs(1))
            .refuses(inputs(0)),
        bound("EmbedRequest.inputs", "Entries: at most 2048.", "inputs")
            .accepts(inputs(2048))
            .refuses(inputs(2049)),
        bound("EmbedRequest.dimensions", "Range: 1 to 65536.", "dimensions")
            .accepts(dimensions(1), dimensions(65_536), embed(request -> {}))
            .refuses(dimensions(0), dimensions(65_537)),
        bound("EmbedRequest.purpose", "Length: at most 64 characters.", "purpose")
            .accepts(embed(request -> request.setPurpose(WIDE.repeat(64))))
            .refuses(embed(request -> request.setPurpose("p".repeat(65)))),
        bound(
                "EmbedRequest.provider_options_json",
                "Values: JSON object.",
                "provider_options_json[\"sim\"]")
            .accepts(embed(request -> request.putProviderOptionsJson("sim", "{}")))
            .refuses(
                embed(request -> request.putProviderOptionsJson("sim", "")),
                embed(request -> request.putProviderOptionsJson("sim", "[]"))));
  }

  private static BoundCase route() {
    return bound(
            "EmbedRequest.route",
            "Not supported (other models, restart, continue, hold): INVALID_ARGUMENT /"
                + " UNSUPPORTED_PARAMETER.",
            "route.failover")
        .accepts(
            route(r -> r.setFallbackEnabled(false)),
            route(r -> r.setFailover(Failover.FAILOVER_NEVER)),
            route(r -> r.setFailover(Failover.FAILOVER_BEFORE_OUTPUT)),
            route(r -> r.getHoldBuilder().setNone(Hold.Nothing.getDefaultInstance())))
        .refuses(
            route(r -> r.setFailover(Failover.FAILOVER_RESTART)),
            route(r -> r.setFailover(Failover.FAILOVER_CONTINUE)))
        .refusesAt("route.fallback_models", route(r -> r.addFallbackModels("n")))
        .refusesAt("route.fallback_enabled", route(r -> r.setFallbackEnabled(true)))
        .refusesAt("route.hold", route(r -> r.getHoldBuilder().setTokens(1)))
        .refusesAt("route.hold", route(r -> r.getHoldBuilder().getTimeBuilder().setSeconds(1)))
        .refusesAt("route.hold", route(r -> r.getHoldBuilder().getWholeBuilder()));
  }

  private static Message route(Consumer<RoutePreferences.Builder> change) {
    return embed(request -> change.accept(request.getRouteBuilder()));
  }

  private static List<BoundCase> inputs() {
    return List.of(
        bound("EmbedInput.kind", "Required.", "inputs[1].kind")
            .accepts(second(input -> input.setText("two")), second(EmbedBounds::token))
            .refuses(second(input -> {})),
        bound("EmbedInput.text", "Length: at least 1 character.", "inputs[1].text")
            .accepts(second(input -> input.setText("2")))
            .refuses(second(input -> input.setText(""))),
        bound("TokenIds.values", "Entries: at least 1.", "inputs[1].token_ids.values")
            .accepts(second(EmbedBounds::token))
            .refuses(second(input -> input.setTokenIds(TokenIds.getDefaultInstance()))),
        bound("TokenIds.values", "Each: 0 to 2147483647.", "inputs[1].token_ids.values[1]")
            .accepts(
                second(
                    input -> input.getTokenIdsBuilder().addValues(0).addValues(Integer.MAX_VALUE)))
            .refuses(
                second(
                    input -> input.getTokenIdsBuilder().addValues(0).addValues(Integer.MIN_VALUE)),
                second(input -> input.getTokenIdsBuilder().addValues(0).addValues(-1))));
  }

  private static Message inputs(int count) {
    EmbedInput input = EmbedInput.newBuilder().setText("t").build();
    return embed(request -> request.clearInputs().addAllInputs(Collections.nCopies(count, input)));
  }

  private static Message dimensions(int value) {
    return embed(request -> request.setDimensions(value));
  }

  private static EmbedRequest second(Consumer<EmbedInput.Builder> change) {
    return embed(request -> change.accept(request.addInputsBuilder()));
  }

  private static void token(EmbedInput.Builder input) {
    input.getTokenIdsBuilder().addValues(7);
  }
}
