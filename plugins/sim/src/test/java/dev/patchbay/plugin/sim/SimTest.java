package dev.patchbay.plugin.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.ChatEvent.BlockKind;
import dev.patchbay.spi.ChatEvent.FinishReason;
import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Pulled;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.Usage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimTest {
  private static final Tool WEATHER = new Tool.Function("weather", null, "", null, Extra.NONE);

  @Test
  void chat_withoutMarker_answersTwentyWordsInOrder() throws Exception {
    List<ChatEvent> events = answer(ask("Hello there"));

    assertThat(events.subList(0, 2))
        .containsExactly(
            ChatEvent.started("sim-1", "demo"), ChatEvent.blockStarted(0, 0, BlockKind.TEXT));
    assertThat(text(events)).startsWith("This answer is simulated: ").hasSize(words(20).length());
    assertThat(events.subList(22, events.size()))
        .containsExactly(
            ChatEvent.blockEnded(0),
            ChatEvent.choiceFinished(0, FinishReason.STOP, "stop"),
            ChatEvent.used(Usage.of(2, 20)),
            ChatEvent.completed());
  }

  @Test
  void chat_tokensInMarker_winOverSettings() throws Exception {
    assertThat(text(answer(ask("Hi [sim: tokens=3 rate=0]")))).isEqualTo(words(3));
  }

  @Test
  void chat_markerInAnOlderMessage_isNotRead() throws Exception {
    ChatCall call =
        ChatCall.builder(
                "demo",
                List.of(
                    Message.of(Message.USER, "[sim: fail=auth]"),
                    Message.of(Message.ASSISTANT, "no"),
                    Message.of(Message.USER, "again")))
            .build();

    assertThat(answer(call)).endsWith(ChatEvent.completed());
  }

  @Test
  void chat_maxOutputBelowTokens_finishesWithLength() throws Exception {
    Sampling four = Sampling.builder().maxOutput(4).build();
    List<ChatEvent> events = answer(ask("Hi").toBuilder().sampling(four).build());

    assertThat(text(events)).isEqualTo(words(4));
    assertThat(events)
        .contains(ChatEvent.choiceFinished(0, FinishReason.LENGTH, "length"))
        .contains(ChatEvent.used(Usage.of(1, 4)));
  }

  @Test
  void chat_toolInMarker_callsItWithArgumentsInPieces() throws Exception {
    ChatCall call = withTool(ask("[sim: tool=weather tokens=3]"));
    List<ChatEvent> events = answer(call);

    assertThat(events)
        .contains(ChatEvent.toolCallStarted(0, 0, "call-sim-1", "weather"))
        .contains(ChatEvent.choiceFinished(0, FinishReason.TOOL_CALLS, "tool_calls"));
    assertThat(text(events)).isEqualTo("{\"text\":\"" + words(3) + "\"}");
  }

  @Test
  void chat_toolResultAtTheEnd_answersWithText() throws Exception {
    Part result =
        new Part.ToolResult(
            "call-sim-1", "weather", List.of(Part.Text.of("sunny")), false, Marks.NONE);
    List<Message> messages =
        List.of(
            Message.of(Message.USER, "[sim: tool=weather tokens=2]"),
            Message.of(Message.TOOL, List.of(result)));

    List<ChatEvent> events = answer(withTool(ChatCall.builder("demo", messages).build()));

    assertThat(text(events)).isEqualTo(words(2));
    assertThat(events).contains(ChatEvent.used(Usage.of(4, 2)));
  }

  @Test
  void chat_toolThatTheCallLacks_isInvalid() {
    assertThatThrownBy(() -> pulled(ask("[sim: tool=clock]")))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.INVALID))
        .hasMessageContaining("'clock'");
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "CUT", "STALL", "GARBAGE"})
  void chat_errorAtOnce_isToldWithStatusAndNothingElse(Failure failure) throws Exception {
    List<ChatEvent> events = answer(ask("[sim: fail=" + failure.word() + "]"));

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            ChatEvent.Failed.class,
            failed -> {
              assertThat(failed.error().kind()).isEqualTo(failure.kind);
              assertThat(failed.error().status()).isEqualTo(failure.status);
            });
  }

  @Test
  void chat_errorAfterWords_isToldInsideTheAnswer() throws Exception {
    List<ChatEvent> events = answer(ask("[sim: fail=overloaded after=5]"));

    assertThat(text(events)).isEqualTo(words(5));
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            ChatEvent.Failed.class, failed -> assertThat(failed.error().status()).isZero());
  }

  @Test
  void chat_cut_endsWithoutATerminalEvent() throws Exception {
    List<ChatEvent> events = answer(ask("[sim: fail=cut after=2 tokens=9]"));

    assertThat(text(events)).isEqualTo(words(2));
    assertThat(events.getLast()).isInstanceOf(ChatEvent.Delta.class);
  }

  @Test
  void chat_cutAfterMoreThanThereIs_standsBeforeTheEnd() throws Exception {
    assertThat(answer(ask("[sim: fail=cut after=50 tokens=3]")).getLast())
        .isEqualTo(ChatEvent.delta(0, BlockKind.TEXT, " is"));
  }

  @Test
  void chat_garbage_throws() {
    assertThatThrownBy(() -> answer(ask("[sim: fail=garbage after=1]")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void close_whileNextStalls_wakesIt() throws Exception {
    Pulled.Source<ChatEvent> source = pulled(ask("[sim: fail=stall]")).source();
    FutureTask<ChatEvent> reading = new FutureTask<>(source::next);
    Thread reader = Thread.ofVirtual().start(reading);

    source.close();

    assertThat(reading.get()).isNull();
    reader.join();
  }

  @Test
  void close_whileNextWaitsForAWord_wakesIt() throws Exception {
    Pulled.Source<ChatEvent> source = pulled(ask("[sim: first-token=3000s]")).source();
    source.next();
    source.next();
    FutureTask<ChatEvent> reading = new FutureTask<>(source::next);
    Thread reader = Thread.ofVirtual().start(reading);

    source.close();

    assertThat(reading.get()).isNull();
    reader.join();
  }

  @Test
  void next_atAPace_comesNoSooner() throws Exception {
    long before = System.nanoTime();
    answer(ask("[sim: first-token=20ms rate=100 tokens=4]"));

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void chat_whatItCannotDo_isDroppedAloud() {
    Part image =
        new Part.Media(
            "image/png", null, "https://example.com/a.png", null, null, null, Marks.NONE);
    ChatCall call =
        ChatCall.builder(
                "demo", List.of(Message.of(Message.USER, List.of(image, () -> Marks.NONE))))
            .format(new ResponseFormat.JsonObject())
            .sampling(Sampling.builder().stop(List.of("x")).choices(2).build())
            .tools(List.of(new Tool.Hosted("x.search", "search", "{}")))
            .build();

    assertThat(pulled(call).dropped())
        .containsExactly(
            "messages[0].parts[0]",
            "messages[0].parts[1]",
            "format",
            "sampling.choices",
            "sampling.stop",
            "tools[0]");
  }

  @Test
  void chat_badMarker_namesTheKeyAndWhatIsExpected() {
    assertThatThrownBy(() -> pulled(ask("[sim: tokns=3]")))
        .hasMessageContaining("'tokns'")
        .hasMessageContaining("first-token, rate, tokens, fail, after or tool");
    assertThatThrownBy(() -> pulled(ask("[sim: tokens=many]"))).hasMessageContaining("'many'");
    assertThatThrownBy(() -> pulled(ask("[sim: fail=maybe]"))).hasMessageContaining("rate-limited");
    assertThatThrownBy(() -> pulled(ask("[sim: first-token=2d]")))
        .hasMessageContaining("250ms or 2s");
  }

  @Test
  void create_badSettings_namesTheKey() {
    assertThatThrownBy(() -> provider(Map.of("tokens", -1L)))
        .isInstanceOfSatisfying(
            SettingException.class, e -> assertThat(e.key()).isEqualTo("tokens"));
    assertThatThrownBy(() -> provider(Map.of("tokens-per-second", Double.NaN)))
        .isInstanceOf(SettingException.class);
    assertThatThrownBy(() -> provider(Map.of("first-token", Duration.ofHours(2))))
        .isInstanceOf(SettingException.class);
  }

  private static ChatCall ask(String prompt) {
    return ChatCall.builder("demo", List.of(Message.of(Message.USER, prompt))).build();
  }

  private static ChatCall withTool(ChatCall call) {
    return call.toBuilder().tools(List.of(WEATHER)).build();
  }

  private static Pulled<ChatEvent> pulled(ChatCall call) {
    Map<String, Object> fast = Map.of("first-token", Duration.ZERO, "tokens-per-second", 0.0);
    return (Pulled<ChatEvent>) provider(fast).chat(call);
  }

  private static SimProvider provider(Map<String, Object> settings) {
    EndpointConfig config = new EndpointConfig("sim-1", null, null, null, Settings.of(settings));
    return (SimProvider) new SimPlugin().providers().getFirst().create(config, new NoContext());
  }

  private static List<ChatEvent> answer(ChatCall call) throws Exception {
    List<ChatEvent> events = new ArrayList<>();
    try (Pulled.Source<ChatEvent> source = pulled(call).source()) {
      ChatEvent event;
      do {
        event = source.next();
        if (event != null) {
          events.add(event);
        }
      } while (event != null
          && !(event instanceof ChatEvent.Completed || event instanceof ChatEvent.Failed));
    }
    return events;
  }

  private static String text(List<ChatEvent> events) {
    return events.stream()
        .filter(ChatEvent.Delta.class::isInstance)
        .map(event -> ((ChatEvent.Delta) event).text())
        .collect(Collectors.joining());
  }

  private static String words(int count) {
    String text =
        "This answer is simulated: no model was asked, and its words start anew until there are"
            + " enough.";
    return (text + " " + text)
        .lines()
        .flatMap(line -> List.of(line.split(" ")).stream())
        .limit(count)
        .collect(Collectors.joining(" "));
  }

  private record NoContext() implements ProviderContext {
    @Override
    public InstantSource time() {
      return InstantSource.system();
    }

    @Override
    public <C> Credentials<C> credentials(CredentialSource<C> source) {
      throw new UnsupportedOperationException("sim has no credentials");
    }
  }
}
