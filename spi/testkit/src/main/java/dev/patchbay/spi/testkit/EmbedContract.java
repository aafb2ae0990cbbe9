package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every provider must do with calls for embeddings; one that has none refuses {@link
 * #embedCall} as unsupported, and all other checks pass.
 */
abstract class EmbedContract extends ContractSetup {
  private record TomorrowsInput() implements EmbedInput {}

  /** A plain call for embeddings that the provider takes, if it has any. */
  protected EmbedCall embedCall() {
    return EmbedCall.builder("contract-model", List.of(new EmbedInput.Text("Hello"))).build();
  }

  /** Recorded responses to {@link #embedCall}; none if answers are pulled or there are none. */
  protected List<RecordedCase> embedCases() {
    return List.of();
  }

  /** Null if this provider has no embeddings. */
  private @Nullable Answer<EmbedEvent> embed(EmbedCall call) {
    try {
      return provider().embed(call);
    } catch (ProviderException e) {
      if (e.error().kind() == ErrorKind.UNSUPPORTED && embedCases().isEmpty()) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable Exchange<EmbedEvent> embedExchange(EmbedCall call) {
    return embed(call) instanceof Exchange<EmbedEvent> exchange ? exchange : null;
  }

  private Recorded<EmbedEvent> embedRecorded() {
    EmbedCall call = embedCall();
    return new Recorded<>(
        new EmbedKind(call.inputs().size()), embedCases(), recorded -> embedExchange(call));
  }

  @TestFactory
  final Stream<DynamicTest> embed_recorded_givesExpectedEvents() {
    return embedRecorded().each(DecoderChecks::givesWhatIsExpected);
  }

  @TestFactory
  final Stream<DynamicTest> embed_recorded_givesOneVectorForEachInput() {
    return embedRecorded().each(DecoderChecks::obeysTheOrder);
  }

  @TestFactory
  final Stream<DynamicTest> embed_recorded_byteByByte_givesSameEvents() {
    return embedRecorded().each(DecoderChecks::saysTheSameByteByByte);
  }

  @TestFactory
  final Stream<DynamicTest> embed_recorded_cutAtRandom_givesSameEvents() {
    return embedRecorded().each(DecoderChecks::saysTheSameForRandomCuts);
  }

  @TestFactory
  final Stream<DynamicTest> embed_recorded_endless_failsAtABound() {
    return embedRecorded().oneOfEachForm(DecoderChecks::holdsNoMoreThanItsBound);
  }

  @TestFactory
  final Stream<DynamicTest> embed_recorded_truncated_neverCompletes() {
    return embedRecorded().each(DecoderChecks::neverTakesTruncatedForWhole);
  }

  @TestFactory
  final Stream<DynamicTest> embed_recorded_moreBytesAfterTheEnd_saysNothing() {
    return embedRecorded().each(DecoderChecks::saysNothingAfterTheEnd);
  }

  @TestFactory
  final Stream<DynamicTest> embed_frames_cutAnyhow_areSame() {
    return embedRecorded().eachFramed(FrameChecks::areTheSameWhateverTheCuts);
  }

  @TestFactory
  final Stream<DynamicTest> embed_frames_saySameAsTheAnswer() {
    return embedRecorded()
        .eachFramed(checks -> {
          checks.holdOneObjectEach();
          checks.saySameAsTheAnswer();
          checks.areNoneAfterTheEnd();
        });
  }

  @TestFactory
  final Stream<DynamicTest> embed_error_quotingTheKey_doesNotRepeatIt() {
    boolean any = embedExchange(embedCall()) != null;
    return any ? embedRecorded().eachErrorWithTheKey() : Stream.empty();
  }

  @Test
  final void embed_usedByManyThreads_givesSame() throws Exception {
    embedRecorded().sameByManyThreads();
  }

  @Test
  final void embed_plain_dropsNothing() {
    Answer<EmbedEvent> answer = embed(embedCall());
    if (answer instanceof Pulled<EmbedEvent> pulled) {
      pulled.source().close();
      assertThat(pulled.dropped()).isEmpty();
    } else if (answer instanceof Exchange<EmbedEvent> exchange) {
      assertThat(exchange.dropped()).isEmpty();
    }
  }

  @Test
  final void embed_twice_givesDecodersOfTheirOwn() {
    Exchange<EmbedEvent> first = embedExchange(embedCall());
    Exchange<EmbedEvent> second = embedExchange(embedCall());
    if (first != null && second != null) {
      assertThat(first.decoder()).isNotSameAs(second.decoder());
    }
  }

  @Test
  final void embed_unknownInput_isRefused() {
    List<EmbedInput> inputs = new ArrayList<>(embedCall().inputs());
    inputs.add(new TomorrowsInput());
    EmbedCall call = EmbedCall.builder(embedCall().model(), inputs).build();
    assertThatThrownBy(() -> provider().embed(call))
        .as("an input of a kind that the provider can't know")
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> assertThat(refused.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED));
  }

  @Test
  final void embed_request_staysUnderItsOriginWithoutTheKey() {
    for (String model : List.of("plain", "a b/../ü?x=1#y", "//evil.example/x")) {
      Exchange<EmbedEvent> exchange = embedExchange(embedCall().toBuilder().model(model).build());
      if (exchange != null) {
        RequestChecks.target(exchange.request(), provider().origins());
        RequestChecks.headers(exchange.request());
        RequestChecks.secret(exchange, KEY);
      }
    }
  }

  @Test
  final void embed_request_honoursBaseUrlWithPrefix() {
    if (embedExchange(embedCall()) == null || !followsBaseUrl()) {
      return;
    }
    try (Provider elsewhere = create(endpointAt(URI.create("http://127.0.0.1:8081/some/prefix")))) {
      Outbound request = ((Exchange<EmbedEvent>) elsewhere.embed(embedCall())).request();
      assertThat(request.target()).startsWith("/some/prefix/");
    }
  }

  @TestFactory
  final Stream<DynamicTest> embed_pulled_behaves() {
    if (!(embed(embedCall()) instanceof Pulled<EmbedEvent> probe)) {
      return Stream.empty();
    }
    probe.source().close();
    PulledChecks<EmbedEvent> checks =
        new PulledChecks<>(
            new EmbedKind(embedCall().inputs().size()),
            () -> (Pulled<EmbedEvent>) provider().embed(embedCall()));
    return Stream.of(
        dynamicTest("ends with its terminal event", checks::endsWithItsTerminalEvent),
        dynamicTest("may be closed unread", checks::mayBeClosedUnread),
        dynamicTest("ends when closed", checks::closeFromAnotherThreadEndsNext));
  }
}
