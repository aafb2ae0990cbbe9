package dev.patchbay.dist.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.dist.support.HttpCaller;
import dev.patchbay.dist.support.Json;
import dev.patchbay.dist.support.ScriptedUpstream.Script;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The provider misbehaves just as it is told: what the tests of failing over stand on. */
class FaultyProviderTest {
  private static final String USER = "{\"role\":\"user\",\"content\":\"How are you?\"}";

  private final FaultyProvider provider;

  FaultyProviderTest() throws IOException {
    provider = new FaultyProvider();
  }

  @AfterEach
  void close() throws IOException {
    provider.close();
  }

  /** What a stream said. */
  private record Said(String text, String finish, @Nullable Json usage, boolean done) {}

  private HttpCaller ask(boolean stream, String messages) throws IOException {
    String body = "{\"model\":\"m\",\"stream\":%s,\"messages\":[%s]}".formatted(stream, messages);
    return HttpCaller.post(URI.create(provider.baseUrl() + "/chat/completions"), Map.of(), body);
  }

  private HttpCaller askStream(Script script) throws IOException {
    provider.does(script);
    return ask(true, USER);
  }

  /** Reads to the end of the body. */
  private static Said read(HttpCaller call) throws IOException {
    var said = new Reading();
    for (String line = call.line(); line != null; line = call.line()) {
      said.take(line);
    }
    return said.said();
  }

  private static final class Reading {
    private final StringBuilder text = new StringBuilder();
    private String finish = "";
    private @Nullable Json usage;
    private boolean done;

    void take(String line) {
      if (line.equals("data: [DONE]")) {
        done = true;
      } else if (line.startsWith("data: ")) {
        Json chunk = Json.of(line.substring("data: ".length()));
        usage = chunk.has("usage") ? chunk.at("usage") : usage;
        Json choice = chunk.at("choices").at(0);
        text.append(choice.at("delta").at("content").text());
        finish += choice.at("finish_reason").text();
      }
    }

    Said said() {
      return new Said(text.toString(), finish, usage, done);
    }
  }

  @Test
  void right_isSixtyDifferentWordsStreamedOrWhole() throws IOException {
    assertThat(Words.RIGHT.text().split(" ")).hasSize(Words.COUNT).doesNotHaveDuplicates();
    try (HttpCaller streamed = askStream(Faults.right())) {
      Said said = read(streamed);

      assertThat(said.text()).isEqualTo(Words.RIGHT.text());
      assertThat(said.finish()).isEqualTo("stop");
      assertThat(said.usage()).isNotNull();
      assertThat(said.done()).isTrue();
    }
    try (HttpCaller whole = ask(false, USER)) {
      Json choice = Json.of(whole.body()).at("choices").at(0);
      assertThat(choice.at("message").at("content").text()).isEqualTo(Words.RIGHT.text());
    }
    assertThat(provider.asked()).hasSize(2);
    assertThat(provider.asked(0).isStreamed()).isTrue();
    assertThat(provider.asked(1).isStreamed()).isFalse();
  }

  @Test
  void goingOn_saysWhatIsLeftOfTheText() throws IOException {
    provider.does(Faults.goingOn(Words.RIGHT));
    String begun = "{\"role\":\"assistant\",\"content\":\"%s\"}".formatted(Words.RIGHT.text(0, 40));
    try (HttpCaller call = ask(true, USER + "," + begun)) {
      assertThat(read(call).text()).isEqualTo(Words.RIGHT.text(40, 60));
    }
    assertThat(provider.asked(0).isPrefilled()).isTrue();
    assertThat(provider.asked(0).prefill()).isEqualTo(Words.RIGHT.text(0, 40));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ENDED")
  void cut_breaksTheBodyAfterItsTokens(Cut cut) throws IOException {
    try (HttpCaller call = askStream(Faults.cutAfter(40, cut))) {
      var said = new Reading();

      assertThatThrownBy(
              () -> {
                while (true) {
                  String line = String.valueOf(call.line());
                  if (said.said().text().length() < Words.RIGHT.text(0, 40).length()) {
                    said.take(line);
                  }
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(said.said().text()).isEqualTo(Words.RIGHT.text(0, 40));
      assertThat(said.said().finish()).isEmpty();
    }
  }

  @Test
  void ended_isABodyInOrderWithoutAnEndOfTheAnswer() throws IOException {
    try (HttpCaller call = askStream(Faults.cutAfter(40, Cut.ENDED))) {
      assertThat(read(call)).isEqualTo(new Said(Words.RIGHT.text(0, 40), "", null, false));
    }
  }

  @Test
  void withoutDone_hasAllElse() throws IOException {
    try (HttpCaller call = askStream(Faults.withoutDone())) {
      Said said = read(call);

      assertThat(said.text()).isEqualTo(Words.RIGHT.text());
      assertThat(said.finish()).isEqualTo("stop");
      assertThat(said.usage()).isNotNull();
      assertThat(said.done()).isFalse();
    }
  }

  @Test
  void bytewise_isTheSameAnswer() throws IOException {
    try (HttpCaller call = askStream(Faults.bytewise())) {
      assertThat(read(call).text()).isEqualTo(Words.RIGHT.text());
    }
  }

  @Test
  void finishesTwice_saysTwoReasons() throws IOException {
    try (HttpCaller call = askStream(Faults.finishesTwice())) {
      assertThat(read(call).finish()).isEqualTo("stoplength");
    }
  }

  @Test
  void resets_breaksTheConnectionBeforeAHead() throws IOException {
    try (HttpCaller call = askStream(Faults.resets())) {
      assertThatThrownBy(call::status).isInstanceOf(IOException.class);
    }
  }

  @Test
  void shortBody_endsBeforeItsLength() throws IOException {
    try (HttpCaller call = askStream(Faults.shortBody(20))) {
      assertThatThrownBy(() -> read(call)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void late_saysNothingForSoLong() throws IOException {
    long begun = System.nanoTime();
    try (HttpCaller call = askStream(Faults.late(Duration.ofMillis(200)))) {
      assertThat(call.status()).isEqualTo(200);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void does_playsItsScriptsInTurnAndTheLastForGood() throws IOException {
    provider.does(Faults.status(500, "oops", "retry-after: 2"), Faults.right());

    try (HttpCaller first = ask(true, USER)) {
      assertThat(first.status()).isEqualTo(500);
      assertThat(first.header("retry-after")).isEqualTo("2");
    }
    for (int i = 0; i < 2; i++) {
      try (HttpCaller next = ask(true, USER)) {
        assertThat(next.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void peer_thatLeavesASilentProvider_isNoticed() throws IOException {
    try (HttpCaller call = askStream(Faults.silent())) {
      provider.asked(0);
    }
    assertThat(provider.asked(0).socket().peerClosedAt()).isPositive();
  }
}
