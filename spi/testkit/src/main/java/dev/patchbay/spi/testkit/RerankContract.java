package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.spi.RerankEvent;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every provider must do with calls to rank documents; one that ranks none refuses {@link
 * #rerankCall} as unsupported, and all other checks pass.
 */
abstract class RerankContract extends EmbedContract {
  /** A plain call to rank documents that the provider takes, if it ranks any. */
  protected RerankCall rerankCall() {
    return RerankCall.builder("contract-model", "Who?", List.of("She.", "Never.", "He.")).build();
  }

  /** Recorded responses to {@link #rerankCall}; none if answers are pulled or there are none. */
  protected List<RecordedCase> rerankCases() {
    return List.of();
  }

  /** Null if this provider ranks no documents. */
  private @Nullable Answer<RerankEvent> rerank(RerankCall call) {
    try {
      return provider().rerank(call);
    } catch (ProviderException e) {
      if (e.error().kind() == ErrorKind.UNSUPPORTED && rerankCases().isEmpty()) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable Exchange<RerankEvent> rerankExchange(RerankCall call) {
    return rerank(call) instanceof Exchange<RerankEvent> exchange ? exchange : null;
  }

  private Recorded<RerankEvent> rerankRecorded() {
    RerankCall call = rerankCall();
    return new Recorded<>(
        new RerankKind(call.documents().size()), rerankCases(), recorded -> rerankExchange(call));
  }

  @TestFactory
  final Stream<DynamicTest> rerank_recorded_givesExpectedEvents() {
    return rerankRecorded().each(DecoderChecks::givesWhatIsExpected);
  }

  @TestFactory
  final Stream<DynamicTest> rerank_recorded_obeysTheOrder() {
    return rerankRecorded().each(DecoderChecks::obeysTheOrder);
  }

  @TestFactory
  final Stream<DynamicTest> rerank_recorded_byteByByte_givesSameEvents() {
    return rerankRecorded().each(DecoderChecks::saysTheSameByteByByte);
  }

  @TestFactory
  final Stream<DynamicTest> rerank_recorded_cutAtRandom_givesSameEvents() {
    return rerankRecorded().each(DecoderChecks::saysTheSameForRandomCuts);
  }

  @TestFactory
  final Stream<DynamicTest> rerank_recorded_endless_failsAtABound() {
    return rerankRecorded().oneOfEachForm(DecoderChecks::holdsNoMoreThanItsBound);
  }

  @TestFactory
  final Stream<DynamicTest> rerank_recorded_truncated_neverCompletes() {
    return rerankRecorded().each(DecoderChecks::neverTakesTruncatedForWhole);
  }

  @TestFactory
  final Stream<DynamicTest> rerank_recorded_moreBytesAfterTheEnd_saysNothing() {
    return rerankRecorded().each(DecoderChecks::saysNothingAfterTheEnd);
  }

  @TestFactory
  final Stream<DynamicTest> rerank_frames_cutAnyhow_areSame() {
    return rerankRecorded().eachFramed(FrameChecks::areTheSameWhateverTheCuts);
  }

  @TestFactory
  final Stream<DynamicTest> rerank_frames_saySameAsTheAnswer() {
    return rerankRecorded()
        .eachFramed(checks -> {
          checks.holdOneObjectEach();
          checks.saySameAsTheAnswer();
          checks.areNoneAfterTheEnd();
        });
  }

  @TestFactory
  final Stream<DynamicTest> rerank_error_quotingTheKey_doesNotRepeatIt() {
    boolean any = rerankExchange(rerankCall()) != null;
    return any ? rerankRecorded().eachErrorWithTheKey() : Stream.empty();
  }

  @Test
  final void rerank_usedByManyThreads_givesSame() throws Exception {
    rerankRecorded().sameByManyThreads();
  }

  @Test
  final void rerank_plain_dropsNothing() {
    Answer<RerankEvent> answer = rerank(rerankCall());
    if (answer instanceof Pulled<RerankEvent> pulled) {
      pulled.source().close();
      assertThat(pulled.dropped()).isEmpty();
    } else if (answer instanceof Exchange<RerankEvent> exchange) {
      assertThat(exchange.dropped()).isEmpty();
    }
  }

  @Test
  final void rerank_twice_givesDecodersOfTheirOwn() {
    Exchange<RerankEvent> first = rerankExchange(rerankCall());
    Exchange<RerankEvent> second = rerankExchange(rerankCall());
    if (first != null && second != null) {
      assertThat(first.decoder()).isNotSameAs(second.decoder());
    }
  }

  @Test
  final void rerank_request_staysUnderItsOriginWithoutTheKey() {
    for (String model : List.of("plain", "a b/../ü?x=1#y", "//evil.example/x")) {
      Exchange<RerankEvent> exchange =
          rerankExchange(rerankCall().toBuilder().model(model).build());
      if (exchange != null) {
        RequestChecks.target(exchange.request(), provider().origins());
        RequestChecks.headers(exchange.request());
        RequestChecks.secret(exchange, KEY);
      }
    }
  }

  @Test
  final void rerank_request_honoursBaseUrlWithPrefix() {
    if (rerankExchange(rerankCall()) == null || !followsBaseUrl()) {
      return;
    }
    try (Provider elsewhere = create(endpointAt(URI.create("http://127.0.0.1:8081/some/prefix")))) {
      Outbound request = ((Exchange<RerankEvent>) elsewhere.rerank(rerankCall())).request();
      assertThat(request.target()).startsWith("/some/prefix/");
    }
  }

  @TestFactory
  final Stream<DynamicTest> rerank_pulled_behaves() {
    if (!(rerank(rerankCall()) instanceof Pulled<RerankEvent> probe)) {
      return Stream.empty();
    }
    probe.source().close();
    PulledChecks<RerankEvent> checks =
        new PulledChecks<>(
            new RerankKind(rerankCall().documents().size()),
            () -> (Pulled<RerankEvent>) provider().rerank(rerankCall()));
    return Stream.of(
        dynamicTest("ends with its terminal event", checks::endsWithItsTerminalEvent),
        dynamicTest("may be closed unread", checks::mayBeClosedUnread),
        dynamicTest("ends when closed", checks::closeFromAnotherThreadEndsNext));
  }
}
