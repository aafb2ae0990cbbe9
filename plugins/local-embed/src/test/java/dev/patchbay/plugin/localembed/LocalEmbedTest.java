package dev.patchbay.plugin.localembed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedEvent;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real model. */
final class LocalEmbedTest {
  private static final String LONG = "word ".repeat(400);

  private static Provider provider;

  @BeforeAll
  static void load() throws Exception {
    provider = Loaded.provider(Map.of());
  }

  @AfterAll
  static void unload() {
    provider.close();
  }

  private static ProviderException refused(EmbedCall call) {
    try {
      Loaded.all(provider, call);
      throw new AssertionError("not refused");
    } catch (ProviderException e) {
      return e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Against Python's onnxruntime 1.32.0 with the same model and Hugging Face's tokenizers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How do I reset my password? | I forgot my password, how can I get a new one? | 0.8121",
        "How do I reset my password? | The cat sits on the mat.                       | 0.0445",
        "The cat sits on the mat.    | A kitten is lying on the rug.                  | 0.5324",
        "The weather is lovely today. | It's so sunny outside!                        | 0.6599",
        "The weather is lovely today. | He drove to the stadium.                      | 0.1296",
        "Café Zürich: naïve coöperation — déjà vu!"
            + "| Cafe Zurich: naive cooperation, deja vu! | 0.9789",
        "東京は日本の首都です。 | Tokyo is the capital of Japan. | 0.4964",
        "I ❤️ pizza 🍕 | I love pizza | 0.7063",
      })
  void cosine_ofTwoTexts_isTheReferences(String one, String other, double cosine) throws Exception {
    float[] first = Loaded.vector(provider, one);
    float[] second = Loaded.vector(provider, other);
    assertThat(Loaded.cosine(first, second)).isCloseTo(cosine, within(0.005));
    assertThat(Loaded.cosine(first, first)).isCloseTo(1, within(1e-5));
  }

  @Test
  void vector_numbers_areTheReferences() throws Exception {
    float[] vector = Loaded.vector(provider, "How do I reset my password?");
    float[] first = {0.01172f, -0.05652f, -0.07544f, -0.04168f, -0.04029f, 0.0658f, 0.01294f};
    assertThat(vector).hasSize(384);
    for (int i = 0; i < first.length; i++) {
      assertThat(vector[i]).isCloseTo(first[i], within(0.003f));
    }
  }

  @Test
  void embed_batch_isEachTextAlone() throws Exception {
    List<EmbedEvent> events =
        Loaded.all(provider, Loaded.call("one", LONG, "three two").truncate(true).build());
    assertThat(events).hasSize(6);
    assertThat(events.get(0)).isEqualTo(EmbedEvent.started("all-minilm-l6-v2"));
    assertThat(Loaded.values(events.get(1))).isEqualTo(Loaded.vector(provider, "one"));
    assertThat(Loaded.values(events.get(3))).isEqualTo(Loaded.vector(provider, "three two"));
    assertThat(events.get(4)).isEqualTo(EmbedEvent.used(Usage.of(3 + 256 + 4, 0)));
    assertThat(events.get(5)).isEqualTo(EmbedEvent.completed());
  }

  @Test
  void embed_manyThreads_giveTheSame() throws Exception {
    float[] alone = Loaded.vector(provider, "The cat sits on the mat.");
    List<CompletableFuture<float[]>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          CompletableFuture.supplyAsync(
              () -> vectorOf("The cat sits on the mat."), task -> Thread.ofPlatform().start(task)));
    }
    for (CompletableFuture<float[]> one : all) {
      assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(alone);
    }
  }

  private static float[] vectorOf(String text) {
    try {
      return Loaded.vector(provider, text);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "\u200b"})
  void embed_emptyText_isRefusedBeforeAnyVector(String empty) {
    ProviderException refused = refused(Loaded.call("good", empty).build());
    assertThat(refused.error().kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(refused).hasMessage("inputs[1] has no words in it");
  }

  @Test
  void embed_tooLong_saysHowMuch() {
    ProviderException refused = refused(Loaded.call("good", LONG).build());
    assertThat(refused.error().kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(refused).hasMessageContaining("inputs[1] has 402 tokens", "at most 256");
    assertThat(refused(Loaded.call("word ".repeat(50_000)).truncate(false).build()))
        .hasMessageContaining("tokens or more");
  }

  @Test
  void embed_tooLongAndTruncate_isItsBeginning() throws Exception {
    EmbedCall call = Loaded.call(LONG, "word ".repeat(254), LONG + "other").truncate(true).build();
    List<EmbedEvent> events = Loaded.all(provider, call);
    assertThat(Loaded.values(events.get(1)))
        .isEqualTo(Loaded.values(events.get(2)))
        .isEqualTo(Loaded.values(events.get(3)));
  }

  @Test
  void embed_whatItCanNot_isRefusedOrReported() {
    EmbedCall tokens =
        EmbedCall.builder("m", List.of(new EmbedInput.Tokens(List.of(1, 2)))).build();
    for (EmbedCall call : List.of(tokens, Loaded.call("a").dimensions(256).build())) {
      assertThatThrownBy(() -> provider.embed(call))
          .isInstanceOfSatisfying(
              ProviderException.class,
              refused -> assertThat(refused.error().kind()).isEqualTo(ErrorKind.UNSUPPORTED));
    }
    EmbedCall all =
        Loaded.call("a")
            .dimensions(384)
            .purpose("query")
            .endUser("u")
            .options(Extra.of("\"a\":1"))
            .build();
    assertThat(((Pulled<EmbedEvent>) provider.embed(all)).dropped())
        .containsExactly("purpose", "options.end_user_id", "provider_options_json");
  }

  @Test
  void chat_isRefused() {
    ChatCall call = ChatCall.builder("m", List.of(Message.of(Message.USER, "Hi"))).build();
    assertThatThrownBy(() -> provider.chat(call)).hasMessageContaining("does not chat");
    assertThat(provider.capabilities("m").features()).containsExactly(Capabilities.EMBEDDINGS);
  }

  @Test
  void close_whileManyWait_endsEachSoon() throws Exception {
    String[] texts = new String[400];
    java.util.Arrays.fill(texts, LONG);
    EmbedCall call = Loaded.call(texts).truncate(true).build();
    List<Pulled.Source<EmbedEvent>> sources = new ArrayList<>();
    List<CompletableFuture<Integer>> readers = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(6);
    for (int i = 0; i < 6; i++) {
      Pulled.Source<EmbedEvent> source = Loaded.open(provider, call);
      sources.add(source);
      readers.add(
          CompletableFuture.supplyAsync(
              () -> readAll(source, begun), task -> Thread.ofPlatform().start(task)));
    }
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    long start = System.nanoTime();
    sources.forEach(Pulled.Source::close);
    for (CompletableFuture<Integer> reader : readers) {
      assertThat(reader.get(30, TimeUnit.SECONDS)).isLessThan(400);
    }
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(1500));
    assertThat(Loaded.vector(provider, "free again")).hasSize(384);
  }

  private static int readAll(Pulled.Source<EmbedEvent> source, CountDownLatch begun) {
    try {
      int count = 0;
      while (source.next() != null) {
        if (count++ == 0) {
          begun.countDown();
        }
      }
      return count;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void threads_two_giveTheSame() throws Exception {
    try (Provider two = Loaded.provider(Map.of("threads", 2L))) {
      assertThat(
              Loaded.cosine(
                  Loaded.vector(two, LONG.substring(0, 500)), vectorOf(LONG.substring(0, 500))))
          .isCloseTo(1, within(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 65, Long.MAX_VALUE})
  void threads_outOfRange_areToldAtTheStart(long threads) {
    assertThatThrownBy(() -> Loaded.create(new LocalEmbedFactory(), Map.of("threads", threads)))
        .isInstanceOf(SettingException.class)
        .hasMessage("threads is " + threads + ", but must be 1 to 64");
  }

  @Test
  void embed_coldOrClosed_saysSo() throws Exception {
    Provider own = Loaded.create(new LocalEmbedFactory(), Map.of());
    assertThatThrownBy(() -> own.embed(Loaded.call("a").build()))
        .hasMessageContaining("not loaded");
    own.warmUp();
    Pulled.Source<EmbedEvent> source = Loaded.open(own, Loaded.call("a").build());
    assertThat(source.next()).isNotNull();
    own.close();
    assertThatThrownBy(source::next).isInstanceOf(IllegalStateException.class);
    source.close();
    assertThatThrownBy(() -> own.embed(Loaded.call("a").build()))
        .hasMessageContaining("not loaded");
  }
}
