package dev.patchbay.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestInstance;

/** The provider under test, and how a check is applied to each recorded response. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContractSetup {
  /** The key of {@link #endpoint}, looked for in all that must not hold it. */
  protected static final String KEY = "sk-contract-0123456789abcdef";

  private static final long SEED = Long.getLong("patchbay.testkit.seed", 20_261_124L);
  private static final int THREADS = 4;
  private static final int ROUNDS = 25;

  private @Nullable Provider provider;

  /** The factory under test. */
  protected abstract ProviderFactory factory();

  /** A good endpoint, with {@link #KEY} as its key if the provider takes one. */
  protected EndpointConfig endpoint() {
    return new EndpointConfig("contract", null, Secret.of(KEY), null, Settings.NONE);
  }

  /** An endpoint like {@link #endpoint} at another base URL. */
  protected EndpointConfig endpointAt(URI baseUrl) {
    EndpointConfig base = endpoint();
    return new EndpointConfig(base.name(), baseUrl, base.apiKey(), base.region(), base.settings());
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

  final Provider create(EndpointConfig config) {
    return factory().create(config, new TestContext(Instant.parse("2026-11-24T12:00:00Z")));
  }

  final Provider provider() {
    Provider created = provider;
    if (created == null) {
      throw new IllegalStateException("the provider is created before each class");
    }
    return created;
  }

  /** A check of the decoder, applied to a case. */
  @FunctionalInterface
  interface Check<E> {
    void check(DecoderChecks<E> checks);
  }

  /** A check of the decoder's frames, applied to a case. */
  @FunctionalInterface
  interface FrameCheck<E> {
    void check(FrameChecks<E> checks);
  }

  /** The recorded responses to one kind of call. */
  record Recorded<E>(
      AnswerKind<E> kind,
      List<RecordedCase> cases,
      Function<RecordedCase, @Nullable Exchange<E>> exchanges) {
    Exchange<E> exchange(RecordedCase recorded) {
      Exchange<E> exchange = exchanges.apply(recorded);
      if (exchange == null) {
        throw new AssertionError("there are recorded cases, but answers are pulled");
      }
      return exchange;
    }

    Decoder<E> decoder(RecordedCase recorded) {
      return exchange(recorded).decoder();
    }

    DecoderChecks<E> checks(RecordedCase recorded) {
      return new DecoderChecks<>(kind, recorded, () -> decoder(recorded), SEED);
    }

    Stream<DynamicTest> each(Check<E> check) {
      return cases.stream()
          .map(recorded -> dynamicTest(recorded.name(), () -> check.check(checks(recorded))));
    }

    /** One streamed answer and one whole, of those that there are. */
    Stream<DynamicTest> oneOfEachForm(Check<E> check) {
      Map<Boolean, RecordedCase> forms = new HashMap<>();
      cases.stream()
          .filter(recorded -> recorded.status() == 200)
          .forEach(recorded -> forms.putIfAbsent(recorded.streamed(), recorded));
      return forms.values().stream()
          .map(recorded -> dynamicTest(recorded.name(), () -> check.check(checks(recorded))));
    }

    /** Each case whose exchange is framed. */
    Stream<DynamicTest> eachFramed(FrameCheck<E> check) {
      return cases.stream()
          .map(recorded -> dynamicTest(recorded.name(), () -> framed(recorded, check)));
    }

    private void framed(RecordedCase recorded, FrameCheck<E> check) {
      String dialect = exchange(recorded).dialect();
      if (dialect != null) {
        check.check(new FrameChecks<>(kind, recorded, () -> decoder(recorded), dialect, SEED));
      }
    }

    /** Errors in which a service quotes the key. */
    Stream<DynamicTest> eachErrorWithTheKey() {
      return errorsWithTheKey()
          .map(error -> dynamicTest(error.name(), () -> checks(error).keepsTheKeyToItself(KEY)));
    }

    void sameByManyThreads() throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        for (RecordedCase recorded : cases.subList(0, Math.min(8, cases.size()))) {
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
      Exchange<E> exchange = exchange(recorded);
      String body = RequestChecks.text(exchange.request());
      return body + "\n" + kind.text(Replay.gently(kind, exchange.decoder(), recorded).events());
    }
  }

  private static Stream<RecordedCase> errorsWithTheKey() {
    String json = "{\"error\":{\"message\":\"bad key " + KEY + "\"},\"message\":\"" + KEY + "\"}";
    return Stream.of(
        RecordedCase.of("json", 401, Map.of("content-type", "application/json"), utf8(json), false),
        RecordedCase.of(
            "text", 403, Map.of("content-type", "text/plain"), utf8("no " + KEY), false));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
