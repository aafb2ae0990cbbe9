package dev.patchbay.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.relay.EmbedRequest;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.Extra;
import dev.patchbay.v1.RequestOptions.UnsupportedParams;
import dev.patchbay.v1.RoutePreferences.Failover;
import io.grpc.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A request for embeddings, from the wire to the relay. */
class EmbedTranslationTest {
  private static EmbedRequest read(Consumer<dev.patchbay.v1.EmbedRequest.Builder> change) {
    Context context = Context.ROOT.withValue(Authentication.PRINCIPAL, Principal.ANONYMOUS);
    Context before = context.attach();
    try {
      return new RequestReading().embed(Requests.embed(change));
    } finally {
      context.detach(before);
    }
  }

  @Test
  void embed_bareRequest_saysNothingElse() {
    EmbedRequest request = read(bare -> {});

    assertThat(request.call())
        .isEqualTo(EmbedCall.builder("m", List.of(new EmbedInput.Text("hello"))).build());
    assertThat(request.terms().unsupported()).isEmpty();
    assertThat(request.terms().failover().elsewhere()).isTrue();
    assertThat(request.terms().dropUnsupported()).isFalse();
    assertThat(request.terms().timeLeft()).as("no deadline: the model's own limit").isNull();
    assertThat(request.terms().principal()).isSameAs(Principal.ANONYMOUS);
  }

  @Test
  void embed_everything_isCarriedInOrder() {
    EmbedRequest request =
        read(full -> {
          full.setDimensions(256).setPurpose("query").setTruncate(false);
          full.addInputsBuilder().getTokenIdsBuilder().addValues(0).addValues(100_257);
          full.getOptionsBuilder().setEndUserId("u");
        });

    assertThat(request.call())
        .isEqualTo(
            EmbedCall.builder(
                    "m",
                    List.of(
                        new EmbedInput.Text("hello"), new EmbedInput.Tokens(List.of(0, 100_257))))
                .dimensions(256)
                .purpose("query")
                .truncate(false)
                .endUser("u")
                .build());
  }

  @Test
  void embed_routeAndOptions_areTheTermsOfTheCall() {
    EmbedRequest request =
        read(full -> {
          full.getRouteBuilder()
              .addOnlyProviders("a")
              .addExcludeProviders("b")
              .addAllowedRegions("eu")
              .setFailover(Failover.FAILOVER_NEVER);
          full.getOptionsBuilder()
              .setServiceTier("flex")
              .setUnsupportedParams(UnsupportedParams.UNSUPPORTED_PARAMS_DROP);
          full.putProviderOptionsJson("openai", "{\"a\": 1}");
        });

    assertThat(request.terms().onlyProviders()).isEqualTo(Set.of("a"));
    assertThat(request.terms().excludedProviders()).isEqualTo(Set.of("b"));
    assertThat(request.terms().regions()).isEqualTo(Set.of("eu"));
    assertThat(request.terms().failover().elsewhere()).isFalse();
    assertThat(request.terms().dropUnsupported()).isTrue();
    assertThat(request.terms().unsupported()).containsExactly("options.service_tier");
    assertThat(request.terms().providerOptions())
        .isEqualTo(Map.of("openai", new Extra("\"a\": 1")));
  }
}
