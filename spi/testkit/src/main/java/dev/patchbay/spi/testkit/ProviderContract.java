package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.spi.Answer;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.Settings;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;

/**
 * What every provider must do. A provider passes by a test class that extends this one and says
 * which factory, which endpoint and which recorded responses; nothing else is needed, neither a key
 * nor a network. Checks that don't fit the kind of answer (an {@link Exchange} or a {@link Pulled})
 * have nothing to check and pass.
 *
 * <p>Randomness has a fixed seed; {@code -Dpatchbay.testkit.seed=N} takes another.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProviderContract {
  /** The key of {@link #endpoint}, looked for in all that must not hold it. */
  protected static final String KEY = "sk-contract-0123456789abcdef";

  private static final long SEED = Long.getLong("patchbay.testkit.seed", 20_261_124L);
  private static final int THREADS = 4;
  private static final int ROUNDS = 25;

  private @Nullable Provider provider;

  /** A call that the provider must refuse, or tell what of it is dropped. */
  public record Denied(String name, ChatCall call) {}

  /** A stream and a whole body that say the same. */
  public record Twins(RecordedCase stream, RecordedCase whole) {}

  /** The factory under test. */
  protected abstract ProviderFactory factory();

  /** Recorded responses to {@link #call}; none if answers are pulled. */
  protected List<RecordedCase> cases() {
    return List.of();
  }

  /** A good endpoint, with {@link #KEY} as its key if the provider takes one. */
  protected EndpointConfig endpoint() {
    return new EndpointConfig("contract", null, Secret.of(KEY), null, Settings.NONE);
  }

  /** An endpoint like {@link #endpoint} at another base URL. */
  protected EndpointConfig endpointAt(URI baseUrl) {
    EndpointConfig base = endpoint();
    return new EndpointConfig(base.name(), baseUrl, base.apiKey(), base.region(), base.settings());
  }

  /** A plain streamed call that the provider takes. */
  protected ChatCall call() {
    return ChatCall.builder("contract-model", List.of(Message.of(Message.USER, "Hello"))).stream(
            true)
        .build();
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

  /** Whether requests follow the configuration's base URL. */
  protected boolean followsBaseUrl() {
    return true;
  }

  @BeforeAll
  final void createProvider() throws Exception {
    Provider created = create(endpoint());
    created.warmUp();
    provider = created;
  }

  @AfterAll
  final void closeProvider() {
    if (provider != null) {
      provider.close();
    }
  }

  private Provider create(EndpointConfig config) {
    return factory().create(config, new TestContext(Instant.parse("2026-11-24T12:00:00Z")));
  }

  private Provider provider() {
    Provider created = provider;
    if (created == null) {
      throw new IllegalStateException("the provider is created before each class");
    }
    return created;
  }

  private @Nullable Exchange<ChatEvent> exchange(ChatCall call) {
    return provider().chat(call) instanceof Exchange<ChatEvent> exchange ? exchange : null;
  }

  private ChatCall callFor(RecordedCase recorded) {
    return call().toBuilder().stream(recorded.streamed()).build();
  }

  private Decoder<ChatEvent> decoder(RecordedCase recorded) {
    Exchange<ChatEvent> exchange = exchange(callFor(recorded));
    if (exchange == null) {
      throw new AssertionError("there are recorded cases, but answers are pulled");
    }
    return exchange.decoder();
  }

  private DecoderChecks checks(RecordedCase recorded) {
    return new DecoderChecks(recorded, () -> decoder(recorded), SEED);
  }

  /** A check of the decoder, applied to a case. */
  @FunctionalInterface
  private interface Check {
    void check(DecoderChecks checks);
  }

  private Stream<DynamicTest> eachCase(Check check) {
    return cases().stream()
        .map(recorded -> dynamicTest(recorded.name(), () -> check.check(checks(recorded))));
  }

  @TestFactory
  final Stream<DynamicTest> recorded_givesExpectedEvents() {
    return eachCase(DecoderChecks::givesWhatIsExpected);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_obeysEventOrder() {
    return eachCase(DecoderChecks::obeysTheOrder);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_byteByByte_givesSameEvents() {
    return eachCase(DecoderChecks::saysTheSameByteByByte);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_cutInsideUtf8AndLineEnds_givesSameEvents() {
    return eachCase(DecoderChecks::saysTheSameForNastyCuts);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_cutAtRandom_givesSameEvents() {
    return eachCase(DecoderChecks::saysTheSameForRandomCuts);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_truncated_neverCompletes() {
    return eachCase(DecoderChecks::neverTakesTruncatedForWhole);
  }

  @TestFactory
  final Stream<DynamicTest> recorded_moreBytesAfterTheEnd_saysNothing() {
    return eachCase(DecoderChecks::saysNothingAfterTheEnd);
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
    return Transcript.of(Replay.gently(decoder(recorded), recorded));
  }

  @TestFactory
  final Stream<DynamicTest> error_quotingTheKey_doesNotRepeatIt() {
    String json = "{\"error\":{\"message\":\"bad key " + KEY + "\"},\"message\":\"" + KEY + "\"}";
    Stream<RecordedCase> errors =
        Stream.of(
            RecordedCase.of(
                "json", 401, Map.of("content-type", "application/json"), utf8(json), false),
            RecordedCase.of(
                "text", 403, Map.of("content-type", "text/plain"), utf8("no " + KEY), false));
    boolean any = exchange(call()) != null;
    return errors
        .filter(recorded -> any)
        .map(error -> dynamicTest(error.name(), () -> checks(error).keepsTheKeyToItself(KEY)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
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
    assertThat(dropped(provider().chat(call()))).isEmpty();
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
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<RecordedCase> all = cases();
      for (RecordedCase recorded : all.subList(0, Math.min(8, all.size()))) {
        String alone = once(recorded);
        Callable<Boolean> many = () -> repeats(recorded, alone);
        for (Future<Boolean> same : threads.invokeAll(Collections.nCopies(THREADS, many))) {
          assertThat(same.get()).as("%s, by %s threads at once", recorded, THREADS).isTrue();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean repeats(RecordedCase recorded, String alone) {
    for (int i = 0; i < ROUNDS; i++) {
      if (!once(recorded).equals(alone)) {
        return false;
      }
    }
    return true;
  }

  /** The request and the events of one call. */
  private String once(RecordedCase recorded) {
    Exchange<ChatEvent> exchange = exchange(callFor(recorded));
    if (exchange == null) {
      return fail("there are recorded cases, but answers are pulled");
    }
    String body = RequestChecks.text(exchange.request());
    return body + "\n" + EventText.of(Replay.gently(exchange.decoder(), recorded));
  }

  @TestFactory
  final Stream<DynamicTest> pulled_behaves() {
    Answer<ChatEvent> probe = provider().chat(call());
    dropped(probe);
    if (probe instanceof Exchange) {
      return Stream.empty();
    }
    PulledChecks checks = new PulledChecks(() -> (Pulled<ChatEvent>) provider().chat(call()));
    return Stream.of(
        dynamicTest("ends with its terminal event", checks::endsWithItsTerminalEvent),
        dynamicTest("may be closed unread", checks::mayBeClosedUnread),
        dynamicTest("ends when closed", checks::closeFromAnotherThreadEndsNext));
  }
}
