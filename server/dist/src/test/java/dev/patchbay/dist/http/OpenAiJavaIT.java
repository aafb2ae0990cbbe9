package dev.patchbay.dist.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.ScriptedUpstream;
import dev.patchbay.dist.support.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAI's own library for Java, unchanged but for its base URL. */
class OpenAiJavaIT {
  private static final long CLOSED_WITHIN = TimeUnit.MILLISECONDS.toNanos(350);
  private static final FunctionDefinition WEATHER =
      FunctionDefinition.builder()
          .name("weather")
          .description("Tells the weather")
          .parameters(
              FunctionParameters.builder()
                  .putAdditionalProperty("type", JsonValue.from("object"))
                  .putAdditionalProperty(
                      "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                  .build())
          .build();

  private static OpenAIClient client(Gateway gateway, int retries) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(gateway.http() + "/v1")
        .apiKey("sk-anything")
        .maxRetries(retries)
        .timeout(Duration.ofSeconds(30))
        .build();
  }

  private static ChatCompletionCreateParams.Builder question() {
    return ChatCompletionCreateParams.builder().model("m").addUserMessage("Who wrote Hamlet?");
  }

  private static String text(ChatCompletion answer) {
    return answer.choices().getFirst().message().content().orElseThrow();
  }

  private static ChatCompletion accumulated(OpenAIClient client, ChatCompletionCreateParams ask) {
    var whole = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> chunks =
        client.chat().completions().createStreaming(ask)) {
      chunks.stream().forEach(whole::accumulate);
    }
    return whole.chatCompletion();
  }

  @Test
  void create_whole_isAnswered() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.json(200, Sse.whole("Grüße, 🌍!")));
        var gateway = Gateway.over(upstream)) {
      ChatCompletion answer = client(gateway, 0).chat().completions().create(question().build());

      assertThat(text(answer)).isEqualTo("Grüße, 🌍!");
      assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(9);
    }
  }

  @Test
  void createStreaming_withUsage_isPutTogether() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Grüße, 🌍!")));
        var gateway = Gateway.over(upstream)) {
      var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();

      ChatCompletion answer =
          accumulated(client(gateway, 0), question().streamOptions(options).build());

      assertThat(text(answer)).isEqualTo("Grüße, 🌍!");
      assertThat(answer.choices().getFirst().finishReason().asString()).isEqualTo("stop");
      assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(9);
    }
  }

  @Test
  void createStreaming_firstEndpointFails_isAnsweredByTheSecond() throws Exception {
    try (var first = ScriptedUpstream.answering(to -> to.json(500, Sse.error("gone")));
        var second = ScriptedUpstream.answering(to -> to.stream(Sse.answer("Hello")));
        var gateway = Gateway.over(first, second)) {
      assertThat(text(accumulated(client(gateway, 0), question().build()))).isEqualTo("Hello");
    }
  }

  @Test
  void tools_parallelAndStreamed_areCalledAndTheirResultsAnswered() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to ->
                    to.stream(
                        Sse.role(),
                        Sse.tool(0, "call_0", "weather", "{\\\"city\\\":"),
                        Sse.arguments(0, "\\\"Paris\\\"}"),
                        Sse.tool(1, "call_1", "weather", "{\\\"city\\\":\\\"Oslo\\\"}"),
                        Sse.finish("tool_calls"),
                        Sse.DONE),
                to -> to.stream(Sse.answer("21 and 7")));
        var gateway = Gateway.over(upstream)) {
      OpenAIClient client = client(gateway, 0);
      var tool = ChatCompletionFunctionTool.builder().function(WEATHER).build();
      ChatCompletionCreateParams.Builder asking = question().addTool(tool);

      ChatCompletionMessage turn =
          accumulated(client, asking.build()).choices().getFirst().message();
      List<ChatCompletionMessageFunctionToolCall> calls =
          turn.toolCalls().orElseThrow().stream().map(call -> call.asFunction()).toList();
      assertThat(calls)
          .extracting(call -> call.id() + " " + call.function().arguments())
          .containsExactly("call_0 {\"city\":\"Paris\"}", "call_1 {\"city\":\"Oslo\"}");

      asking.addMessage(turn);
      for (ChatCompletionMessageFunctionToolCall call : calls) {
        asking.addMessage(
            ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("21").build());
      }
      assertThat(text(accumulated(client, asking.build()))).isEqualTo("21 and 7");
      upstream.next();
      assertThat(upstream.next().request().body())
          .contains("\"tool_call_id\":\"call_0\"", "\"tool_call_id\":\"call_1\"");
    }
  }

  @Test
  void embeddings_inNumbersOrPacked_areTheSame() throws Exception {
    String head = "{\"object\":\"list\",\"model\":\"upstream-model\",\"data\":[";
    String usage = "],\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}";
    String numbers = "{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.5,-1.25]}";
    String packed = "{\"object\":\"embedding\",\"index\":0,\"embedding\":\"AAAAPwAAoL8=\"}";
    try (var upstream =
            ScriptedUpstream.answering(to ->
                to.json(
                    200,
                    head + (to.request().body().contains("base64") ? packed : numbers) + usage));
        var gateway = Gateway.over(upstream)) {
      OpenAIClient client = client(gateway, 0);
      var ask = EmbeddingCreateParams.builder().model("m").input("one");

      CreateEmbeddingResponse byDefault = client.embeddings().create(ask.build());
      CreateEmbeddingResponse asNumbers =
          client
              .embeddings()
              .create(ask.encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT).build());

      assertThat(byDefault.data().getFirst().embedding()).containsExactly(0.5f, -1.25f);
      assertThat(asNumbers.data().getFirst().embedding()).containsExactly(0.5f, -1.25f);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request, com.openai.errors.BadRequestException",
    "401, provider_auth_failed, com.openai.errors.InternalServerException",
    "404, no_healthy_endpoint, com.openai.errors.InternalServerException",
    "413, request_too_large, com.openai.errors.UnexpectedStatusCodeException",
    "422, invalid_request, com.openai.errors.BadRequestException",
    "429, rate_limit_exceeded, com.openai.errors.RateLimitException",
    "500, provider_error, com.openai.errors.InternalServerException",
    "529, provider_overloaded, com.openai.errors.InternalServerException"
  })
  void create_upstreamFails_raisesTheClassForIt(
      int status, String code, Class<? extends OpenAIServiceException> kind) throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.json(status, Sse.error("told")));
        var gateway = Gateway.over(upstream)) {
      OpenAIServiceException e =
          catchThrowableOfType(
              kind, () -> client(gateway, 0).chat().completions().create(question().build()));

      assertThat(e).as("exception for %s", status).isExactlyInstanceOf(kind);
      assertThat(e.code()).contains(code);
      assertThat(e.headers().values("x-request-id")).hasSize(1);
    }
  }

  @Test
  void create_unknownModel_isNotFoundAndABadValueNamesItsField() throws Exception {
    try (var upstream = ScriptedUpstream.answering(ScriptedUpstream.SILENCE);
        var gateway = Gateway.over(upstream)) {
      var completions = client(gateway, 2).chat().completions();

      NotFoundException unknown =
          catchThrowableOfType(
              NotFoundException.class,
              () -> completions.create(question().model("nothing").build()));
      BadRequestException bad =
          catchThrowableOfType(
              BadRequestException.class,
              () -> completions.create(question().temperature(3.0).build()));

      assertThat(unknown.param()).contains("model");
      assertThat(bad.param()).contains("temperature");
      assertThat(upstream.connections()).isZero();
    }
  }

  @Test
  void retries_areMadeWhereTheGatewayAllowsThem() throws Exception {
    ScriptedUpstream.Script limited =
        to -> to.json(429, Sse.error("slow down"), "retry-after-ms: 10");
    try (var upstream =
            ScriptedUpstream.answering(
                limited,
                limited,
                to -> to.json(200, Sse.whole("Hello")),
                to -> to.json(401, Sse.error("bad key")));
        var gateway = Gateway.over(upstream)) {
      var completions = client(gateway, 2).chat().completions();

      assertThat(text(completions.create(question().build()))).isEqualTo("Hello");
      assertThatThrownBy(() -> completions.create(question().build()))
          .isInstanceOf(InternalServerException.class);

      for (int request = 0; request < 4; request++) {
        upstream.next();
      }
      assertThat(upstream.arrived()).as("requests beyond those four").isZero();
    }
  }

  @Test
  void retries_used_raiseTheLastError() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(
                to -> to.json(429, Sse.error("slow down"), "retry-after-ms: 10"));
        var gateway = Gateway.over(upstream)) {
      assertThatThrownBy(() -> client(gateway, 1).chat().completions().create(question().build()))
          .isInstanceOf(RateLimitException.class);
    }
  }

  @Test
  void createStreaming_cut_raises() throws Exception {
    try (var upstream =
            ScriptedUpstream.answering(to -> to.head().chunk(Sse.text("half")).close());
        var gateway = Gateway.over(upstream)) {
      SseException e =
          catchThrowableOfType(
              SseException.class, () -> accumulated(client(gateway, 0), question().build()));

      assertThat(e.code()).contains("stream_interrupted");
    }
  }

  /** By its reader: closed by another thread, the library often leaves its connection open. */
  @Test
  void createStreamingAsync_closedMidway_closesUpstream() throws Exception {
    try (var upstream = ScriptedUpstream.answering(to -> to.head().tick(Sse.text("Hello")));
        var gateway = Gateway.over(upstream)) {
      OpenAIClient client = client(gateway, 0);
      AsyncStreamResponse<ChatCompletionChunk> stream =
          client.async().chat().completions().createStreaming(question().build());
      var closing = new CompletableFuture<Long>();
      stream.subscribe(chunk -> {
        if (closing.complete(System.nanoTime())) {
          stream.close();
        }
      });

      long closed = closing.get(10, TimeUnit.SECONDS);
      assertThat(upstream.next().socket().peerClosedAt() - closed).isLessThan(CLOSED_WITHIN);
      client.close();
    }
  }
}
