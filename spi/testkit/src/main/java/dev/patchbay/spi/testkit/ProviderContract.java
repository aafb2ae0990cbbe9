package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Setting;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * What every provider must do. A provider passes by a test class that extends this one and says
 * which factory, which endpoint and which recorded responses; nothing else is needed, neither a key
 * nor a network. Checks that don't fit the kind of answer (an {@link Exchange} or a {@link Pulled})
 * have nothing to check and pass.
 *
 * <p>Randomness has a fixed seed; {@code -Dpatchbay.testkit.seed=N} takes another.
 */
public abstract class ProviderContract extends RerankContract {
  /** A call that the provider must refuse, or tell what of it is dropped. */
  public record Denied(String name, ChatCall call) {}

  /** A stream and a whole body that say the same. */
  public record Twins(RecordedCase stream, RecordedCase whole) {}

  /** Recorded responses to {@link #call}; none if answers are pulled. */
  protected List<RecordedCase> cases() {
    return List.of();
  }

  /** A plain streamed call that the provider takes. */
  protected ChatCall call() {
    return ChatCall.builder("contract-model", List.of(Message.of(Message.USER, "Hello"))).stream(
            true)
        .build();
  }

  /** Whether the provider chats; one that does not refuses every chat as unsupported. */
  protected boolean chats() {
    return true;
  }

  /** Calls for what the provider lacks. */
  protected List<Denied> denied() {
    return List.of();
  }

  /** Pairs that must end in the same {@link Transcript}. */
  protected List<Twins> twins() {
    return List.of();
  }

  /** Whether requests are JSON objects into which the caller's own members can be put. */
  protected boolean carriesExtras() {
    return true;
  }

  private @Nullable Exchange<ChatEvent> exchange(ChatCall call) {
    return chats() && provider().chat(call) instanceof Exchange<ChatEvent> exchange
        ? exchange
        : null;
  }

  private ChatCall callFor(RecordedCase recorded) {
    return call().toBuilder().stream(recorded.streamed()).build();
  }

  private Recorded<ChatEvent> recorded() {
    return new Recorded<>(ChatKind.INSTANCE, cases(), recorded -> exchange(callFor(recorded)));
  }

  @TestFactory
  final Stream<DynamicTest> recorded_givesExpectedEvents() {
    return recorded().each(DecoderChecks::givesWhatIsExpected);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_obeysEventOrder() {
    return recorded().each(DecoderChecks::obeysTheOrder);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_byteByByte_givesSameEvents() {
    return recorded().each(DecoderChecks::saysTheSameByteByByte);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_cutInsideUtf8AndLineEnds_givesSameEvents() {
    return recorded().each(DecoderChecks::saysTheSameForNastyCuts);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_cutAtRandom_givesSameEvents() {
    return recorded().each(DecoderChecks::saysTheSameForRandomCuts);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_endless_failsAtABound() {
    return recorded().oneOfEachForm(DecoderChecks::holdsNoMoreThanItsBound);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_truncated_neverCompletes() {
    return recorded().each(DecoderChecks::neverTakesTruncatedForWhole);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_moreBytesAfterTheEnd_saysNothing() {
    return recorded().each(DecoderChecks::saysNothingAfterTheEnd);
  }

  @TestFactory
  final Stream<DynamicTest> frames_cutAnyhow_areSame() {
    return recorded().eachFramed(FrameChecks::areTheSameWhateverTheCuts);
  }

  @TestFactory
  final Stream<DynamicTest> frames_holdOneObjectEach() {
    return recorded().eachFramed(FrameChecks::holdOneObjectEach);
  }

  @TestFactory
  final Stream<DynamicTest> frames_joined_saySameAsTheAnswer() {
    return recorded().eachFramed(FrameChecks::saySameAsTheAnswer);
  }

  @TestFactory
  final Stream<DynamicTest> frames_comeAfterTheirEvents() {
    return recorded().eachFramed(FrameChecks::comeAfterTheirEvents);
  }

  @TestFactory
  final Stream<DynamicTest> frames_afterTheEnd_areNone() {
    return recorded().eachFramed(FrameChecks::areNoneAfterTheEnd);
  }

  @TestFactory
  final Stream<DynamicTest> twins_streamedAndWhole_saySame() {
    return twins().stream()
        .map(twins ->
            dynamicTest(
                twins.stream().name(),
                () -> assertThat(transcript(twins.whole())).isEqualTo(transcript(twins.stream()))));
  }

  private Transcript transcript(RecordedCase recorded) {
    return Transcript.of(Replay.gently(recorded().decoder(recorded), recorded));
  }

  @TestFactory
  final Stream<DynamicTest> error_quotingTheKey_doesNotRepeatIt() {
    return exchange(call()) == null ? Stream.empty() : recorded().eachErrorWithTheKey();
  }

  @TestFactory
  final Stream<DynamicTest> call_withSomethingUnknown_isRefusedOrReported() {
    return Calls.ofTomorrow(call()).entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), refusedOrReported(entry.getValue())));
  }

  @TestFactory
  final Stream<DynamicTest> call_forWhatIsLacking_isRefusedOrReported() {
    return denied().stream()
        .map(denied -> dynamicTest(denied.name(), refusedOrReported(denied.call())));
  }

  private Executable refusedOrReported(ChatCall call) {
    return () -> {
      Answer<ChatEvent> answer;
      try {
        answer = provider().chat(call);
      } catch (ProviderException e) {
        assertThat(e.error().kind()).as("refused: %s", e).isEqualTo(ErrorKind.UNSUPPORTED);
        return;
      }
      List<String> dropped = dropped(answer);
      assertThat(dropped).as("neither refused nor reported as dropped").isNotEmpty();
      assertThat(dropped).allSatisfy(path -> assertThat(path).matches("[a-z_]+(\\S*)"));
    };
  }

  private static List<String> dropped(Answer<ChatEvent> answer) {
    if (answer instanceof Pulled<ChatEvent> pulled) {
      pulled.source().close();
      return pulled.dropped();
    }
    return ((Exchange<ChatEvent>) answer).dropped();
  }

  @Test
  final void call_plain_dropsNothing() {
    if (!chats()) {
      refusesToChat();
      return;
    }
    assertThat(dropped(provider().chat(call()))).isEmpty();
  }

  private void refusesToChat() {
    try {
      dropped(provider().chat(call()));
    } catch (ProviderException e) {
      assertThat(e.error().kind()).as("refused: %s", e).isEqualTo(ErrorKind.UNSUPPORTED);
      return;
    }
    fail("the contract says that this provider does not chat, but it does");
  }

  @Test
  final void call_withExtras_putsThemIntoTheBody() {
    String probe = "\"x_contract\":{\"a\":[1,\"\\u00fc\",null]}";
    ChatCall asOption = call().toBuilder().options(Extra.of(probe)).build();
    ChatCall asExtra = call().toBuilder().origin(Origin.of(Origin.GRPC, Extra.of(probe))).build();
    for (ChatCall call : List.of(asOption, asExtra)) {
      Exchange<ChatEvent> exchange = carriesExtras() ? exchange(call) : null;
      if (exchange != null) {
        assertThat(RequestChecks.member(exchange.request(), "x_contract"))
            .as("body %s", RequestChecks.text(exchange.request()))
            .isEqualTo(SmallJson.object("{" + probe + "}").get("x_contract"));
      }
    }
  }

  @Test
  final void call_withData_leavesBufferAsItIs() {
    ByteBuffer data = Calls.data();
    int length = data.remaining();
    try {
      dropped(provider().chat(Calls.withData(call(), data)));
    } catch (ProviderException refused) {
      assertThat(refused.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED);
    }
    assertThat(data.remaining()).as("bytes left in the caller's buffer").isEqualTo(length);
  }

  @Test
  final void call_twice_givesDecodersOfTheirOwn() {
    Exchange<ChatEvent> first = exchange(call());
    Exchange<ChatEvent> second = exchange(call());
    if (first != null && second != null) {
      assertThat(first.decoder()).isNotSameAs(second.decoder());
    }
  }

  @Test
  final void origins_areConstantAndBare() {
    List<URI> origins = provider().origins();
    RequestChecks.origins(origins);
    assertThat(provider().origins()).isEqualTo(origins);
  }

  @Test
  final void request_staysUnderItsOrigin() {
    for (String model : List.of("plain", "a b/../ü?x=1#y", "//evil.example/x")) {
      Exchange<ChatEvent> exchange = exchange(call().toBuilder().model(model).build());
      if (exchange != null) {
        RequestChecks.target(exchange.request(), provider().origins());
        RequestChecks.headers(exchange.request());
      }
    }
  }

  @Test
  final void request_honoursBaseUrlWithPrefix() {
    if (exchange(call()) == null || !followsBaseUrl()) {
      return;
    }
    Provider elsewhere = create(endpointAt(URI.create("http://127.0.0.1:8081/some/prefix")));
    try {
      assertThat(elsewhere.origins().get(0)).isEqualTo(URI.create("http://127.0.0.1:8081"));
      Outbound request = ((Exchange<ChatEvent>) elsewhere.chat(call())).request();
      assertThat(request.target()).startsWith("/some/prefix/");
    } finally {
      elsewhere.close();
    }
  }

  @Test
  final void key_isInHeadersOnly() {
    assertThat(provider().toString()).as("provider as text").doesNotContain(KEY);
    assertThat(factory().toString()).as("factory as text").doesNotContain(KEY);
    Exchange<ChatEvent> exchange = exchange(call());
    if (exchange != null) {
      RequestChecks.secret(exchange, KEY);
    }
  }

  @Test
  final void factory_hasProperNameAndDocumentedSettings() {
    assertThat(factory().name()).matches("[a-z][a-z0-9-]{0,39}");
    Set<String> keys = new HashSet<>();
    for (Setting setting : factory().settings()) {
      assertThat(setting.key()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
      assertThat(keys.add(setting.key())).as("setting %s once", setting.key()).isTrue();
      assertThat(setting.doc().strip()).as("doc of %s", setting.key()).hasSizeGreaterThan(10);
      assertThat(setting.choices().isEmpty() || setting.type() == Setting.Type.STRING).isTrue();
    }
  }

  @Test
  final void capabilities_ofAnyModel_neverFail() {
    for (String model : List.of("", "no-such-model", "ü/\n", call().model())) {
      assertThat(provider().capabilities(model)).as("model '%s'", model).isNotNull();
    }
  }

  @Test
  final void provider_usedByManyThreads_givesSame() throws Exception {
    recorded().sameByManyThreads();
  }

  @TestFactory
  final Stream<DynamicTest> pulled_behaves() {
    if (!chats()) {
      return Stream.empty();
    }
    Answer<ChatEvent> probe = provider().chat(call());
    dropped(probe);
    if (probe instanceof Exchange) {
      return Stream.empty();
    }
    PulledChecks<ChatEvent> checks =
        new PulledChecks<>(ChatKind.INSTANCE, () -> (Pulled<ChatEvent>) provider().chat(call()));
    return Stream.of(
        dynamicTest("ends with its terminal event", checks::endsWithItsTerminalEvent),
        dynamicTest("may be closed unread", checks::mayBeClosedUnread),
        dynamicTest("ends when closed", checks::closeFromAnotherThreadEndsNext));
  }
}
