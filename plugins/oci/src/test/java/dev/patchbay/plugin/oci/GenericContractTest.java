package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.stream.Stream;

/**
 * The contract with GENERIC: every recording, and what none covers, made from Oracle's API
 * reference (the pages "ChatResult", "GenericChatResponse", "ChatChoice", "AssistantMessage",
 * "Usage").
 */
final class GenericContractTest extends OciContract {
  private static final String USAGE =
      """
      {"completionTokens":9,"promptTokens":20,"totalTokens":29,\
      "completionTokensDetails":{"reasoningTokens":4},"promptTokensDetails":{"cachedTokens":8}}\
      """;

  GenericContractTest() {
    super(Oci.GENERIC);
  }

  @Override
  protected List<RecordedCase> cases() {
    Stream<RecordedCase> recorded =
        Recordings.of("oci-generic").stream()
            .map(one -> one.giving(Recordings.golden("oci-generic", one.name())));
    return Stream.of(recorded, streams(), wholes(), errors()).flatMap(all -> all).toList();
  }

  private static Stream<RecordedCase> streams() {
    return Stream.of(
        Synthetic.stream(
                "usage after the finish",
                "{\"index\":0,\"message\":{\"role\":\"ASSISTANT\",\"reasoningContent\":\"Hm.\"}}",
                "{\"index\":0,\"message\":{\"role\":\"ASSISTANT\",\"content\":"
                    + "[{\"type\":\"TEXT\",\"text\":\"Hi\"}]},\"pad\":\"aa\"}",
                "{\"finishReason\":\"length\",\"pad\":\"a\"}",
                "{\"usage\":" + USAGE + "}",
                "[DONE]")
            .giving(
                """
                started id=null model=null
                block 0 choice=0 REASONING
                delta 0 REASONING "Hm."
                end 0
                block 1 choice=0 TEXT
                delta 1 TEXT "Hi"
                end 1
                finished choice=0 LENGTH raw="length"
                used input=20 output=9 cache-read=8 reasoning=4
                completed
                """),
        Synthetic.stream(
                "a call that ends as stop, without an id",
                "{\"index\":0,\"message\":{\"role\":\"ASSISTANT\",\"toolCalls\":[{\"type\":"
                    + "\"FUNCTION\",\"name\":\"sqrt\",\"arguments\":\"{\\\"x\\\":16}\"}]}}",
                "{\"finishReason\":\"stop\"}")
            .giving(
                """
                started id=null model=null
                block 0 choice=0 TOOL_CALL call="call_1mgrr4w_0" name="sqrt"
                delta 0 TOOL_CALL "{\\"x\\":16}"
                end 0
                finished choice=0 TOOL_CALLS raw="stop"
                completed
                """),
        Synthetic.stream(
                "parallel calls in fragments at one place",
                "{\"index\":0,\"message\":{\"toolCalls\":[{\"id\":\"a\",\"name\":\"f\"}]}}",
                "{\"index\":0,\"message\":{\"toolCalls\":[{\"id\":\"\",\"name\":\"\",\"arguments\":\"{\"}]}}",
                "{\"index\":0,\"message\":{\"toolCalls\":[{\"arguments\":\"}\"}]}}",
                "{\"index\":0,\"message\":{\"toolCalls\":[{\"id\":\"b\",\"name\":\"f\"}]}}",
                "{\"index\":0,\"message\":{\"toolCalls\":[{\"arguments\":\"[]\"}]}}",
                "{\"finishReason\":\"tool_calls\"}")
            .giving(
                """
                started id=null model=null
                block 0 choice=0 TOOL_CALL call="a" name="f"
                delta 0 TOOL_CALL "{"
                delta 0 TOOL_CALL "}"
                block 1 choice=0 TOOL_CALL call="b" name="f"
                delta 1 TOOL_CALL "[]"
                end 0
                end 1
                finished choice=0 TOOL_CALLS raw="tool_calls"
                completed
                """),
        Synthetic.stream(
                "the last event repeats all",
                "{\"index\":0,\"message\":{\"content\":[{\"type\":\"TEXT\",\"text\":\"Hel\"}]}}",
                "{\"index\":0,\"message\":{\"content\":[{\"type\":\"TEXT\",\"text\":\"lo\"}]}}",
                "{\"message\":{\"content\":[{\"type\":\"TEXT\",\"text\":\"Hello\"}]},"
                    + "\"finishReason\":\"stop\"}")
            .giving(
                """
                started id=null model=null
                block 0 choice=0 TEXT
                delta 0 TEXT "Hel"
                delta 0 TEXT "lo"
                end 0
                finished choice=0 STOP raw="stop"
                completed
                """),
        Synthetic.stream(
                "an error in between",
                "{\"index\":0,\"message\":{\"content\":[{\"type\":\"TEXT\",\"text\":\"Hel\"}]}}",
                "{\"code\":\"429\",\"message\":\"Too many requests\"}")
            .failing(ErrorKind.RATE_LIMITED),
        Synthetic.stream(
                "cut", "{\"message\":{\"content\":[{\"type\":\"TEXT\",\"text\":\"Hel\"}]}}")
            .ending(Ending.NONE));
  }

  private static Stream<RecordedCase> wholes() {
    return Stream.of(
        Synthetic.whole(
                "two choices",
                """
                {"modelId":"xai.grok-4","chatResponse":{"apiFormat":"GENERIC","choices":[
                {"index":0,"message":{"role":"ASSISTANT","content":[{"type":"TEXT","text":"A"}]},\
                "finishReason":"stop"},
                {"index":1,"message":{"role":"ASSISTANT","refusal":"No."},"finishReason":"stop"}],
                "usage":{"promptTokens":5,"completionTokens":2,"totalTokens":17,\
                "completionTokensDetails":{"reasoningTokens":10}}}}\
                """)
            .giving(
                """
                started id=null model="xai.grok-4"
                block 0 choice=0 TEXT
                delta 0 TEXT "A"
                block 1 choice=1 REFUSAL
                delta 1 REFUSAL "No."
                end 0
                finished choice=0 STOP raw="stop"
                end 1
                finished choice=1 REFUSAL raw="stop"
                used input=5 output=12 reasoning=10
                completed
                """),
        Synthetic.whole(
                "annotations and log probabilities",
                """
                {"modelId":"openai.gpt-4.1","chatResponse":{"choices":[{"index":0,"message":{\
                "content":[{"type":"TEXT","text":"See"}],"annotations":[{"type":"URL_CITATION",\
                "urlCitation":{"startIndex":0,"endIndex":3,"title":"T","url":"https://e.example"}}]},\
                "logprobs":{"tokens":["See"],"tokenLogprobs":[-0.5],\
                "topLogprobs":[{"See":"-0.5","Look":"-1.5"}]},"finishReason":"content_filter"}]}}\
                """)
            .giving(
                """
                started id=null model="openai.gpt-4.1"
                block 0 choice=0 TEXT
                delta 0 TEXT "See" ["See":-0.5 ["See":-0.5 "Look":-1.5]]
                annotated 0 URL uri="https://e.example" title="T" 0..3 raw={"type":"URL_CITATION",\
                "urlCitation":{"startIndex":0,"endIndex":3,"title":"T","url":"https://e.example"}}
                end 0
                finished choice=0 CONTENT_FILTER raw="content_filter"
                completed
                """),
        Synthetic.whole(
                "thoughts, and calls without a text",
                """
                {"modelId":"xai.grok-3-mini","chatResponse":{"apiFormat":"GENERIC","choices":[\
                {"index":0,"message":{"role":"ASSISTANT","content":null,"reasoningContent":"Hm.",\
                "toolCalls":[{"id":"c1","type":"FUNCTION","name":"look","arguments":"{}"}]},\
                "finishReason":"tool_calls"}]}}\
                """)
            .giving(
                """
                started id=null model="xai.grok-3-mini"
                block 0 choice=0 REASONING
                delta 0 REASONING "Hm."
                end 0
                block 1 choice=0 TOOL_CALL call="c1" name="look"
                delta 1 TOOL_CALL "{}"
                end 1
                finished choice=0 TOOL_CALLS raw="tool_calls"
                completed
                """),
        Synthetic.whole("no choices", "{\"modelId\":\"m\",\"chatResponse\":{\"choices\":[]}}")
            .failing(ErrorKind.BAD_RESPONSE),
        Synthetic.whole("an error under a 200", "{\"code\":\"404\",\"message\":\"no such model\"}")
            .failing(ErrorKind.NOT_FOUND));
  }

  private static Stream<RecordedCase> errors() {
    return Stream.of(
        Synthetic.error(
                "err-401", 401, "{\"code\":\"NotAuthenticated\",\"message\":\"wrong signature\"}")
            .failing(ErrorKind.AUTH),
        Synthetic.error(
                "err-404",
                404,
                "{\"code\":\"NotAuthorizedOrNotFound\",\"message\":\"Authorization failed or"
                    + " requested resource not found.\"}")
            .failing(ErrorKind.NOT_FOUND));
  }

  @Override
  protected List<Denied> denied() {
    return List.of(
        new Denied("min_p", sampled(Sampling.builder().minP(0.1).build())),
        new Denied(
            "repetition_penalty", sampled(Sampling.builder().repetitionPenalty(1.1).build())),
        new Denied("end user", call().toBuilder().endUser("u").build()),
        new Denied("store", call().toBuilder().store(true).build()),
        new Denied(
            "grammar",
            call().toBuilder().format(new ResponseFormat.Grammar("regex", "[a-z]+")).build()));
  }

  private ChatCall sampled(Sampling sampling) {
    return call().toBuilder().sampling(sampling).build();
  }
}
