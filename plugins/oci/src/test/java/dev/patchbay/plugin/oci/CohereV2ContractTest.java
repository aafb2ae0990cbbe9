package dev.patchbay.plugin.oci;

import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;
import java.util.Map;

/**
 * The contract with COHEREV2, and with embeddings. Nothing of them is recorded: all is made from
 * Oracle's API reference (the pages "CohereChatResponseV2", "CohereAssistantMessageV2",
 * "CohereCitationV2", "EmbedTextResult").
 */
final class CohereV2ContractTest extends OciContract {
  CohereV2ContractTest() {
    super(Oci.COHERE_V2);
  }

  @Override
  protected List<RecordedCase> cases() {
    return List.of(
        Synthetic.stream(
                "thinking, a plan and a call",
                "{\"apiFormat\":\"COHEREV2\",\"id\":\"abc\",\"message\":{\"role\":\"ASSISTANT\","
                    + "\"content\":[{\"type\":\"THINKING\",\"thinking\":\"Hm.\"}]}}",
                "{\"message\":{\"toolPlan\":\" I look.\"}}",
                "{\"message\":{\"toolCalls\":[{\"id\":\"look_1\",\"type\":\"FUNCTION\",\"function\":"
                    + "{\"name\":\"look\",\"arguments\":\"{}\"}}]}}",
                "{\"finishReason\":\"TOOL_CALL\",\"usage\":{\"promptTokens\":3,"
                    + "\"completionTokens\":2,\"totalTokens\":5}}")
            .giving(
                """
                started id="abc" model=null
                block 0 choice=0 REASONING
                delta 0 REASONING "Hm."
                delta 0 REASONING " I look."
                end 0
                block 1 choice=0 TOOL_CALL call="look_1" name="look"
                delta 1 TOOL_CALL "{}"
                end 1
                finished choice=0 TOOL_CALLS raw="TOOL_CALL"
                used input=3 output=2
                completed
                """),
        Synthetic.whole(
                "thinking and log probabilities",
                """
                {"modelId":"m","chatResponse":{"apiFormat":"COHEREV2","id":"abc","message":{\
                "content":[{"type":"THINKING","thinking":"Hm."},{"type":"TEXT","text":"Yes."}]},\
                "logProbabilities":[{"text":"Yes.","tokenIds":[7,8],\
                "logProbabilities":[-0.5,-0.25]}],"finishReason":"COMPLETE"}}\
                """)
            .giving(
                """
                started id="abc" model="m"
                block 0 choice=0 REASONING
                delta 0 REASONING "Hm."
                end 0
                block 1 choice=0 TEXT
                delta 1 TEXT "Yes." ["Yes.":-0.5 "":-0.25]
                end 1
                finished choice=0 STOP raw="COMPLETE"
                completed
                """),
        Synthetic.whole(
                "a citation of a document",
                """
                {"modelId":"m","chatResponse":{"apiFormat":"COHEREV2","id":"abc","message":{\
                "content":[{"type":"TEXT","text":"Penguins."}],"citations":[{"start":0,"end":8,\
                "sources":[{"type":"DOCUMENT","document":{"id":"d","document":{"title":"P",\
                "url":"https://p.example"}}}]}]},"finishReason":"STOP_SEQUENCE"}}\
                """)
            .giving(
                """
                started id="abc" model="m"
                block 0 choice=0 TEXT
                delta 0 TEXT "Penguins."
                annotated 0 DOCUMENT uri="https://p.example" title="P" 0..8 raw={"start":0,"end":8,\
                "sources":[{"type":"DOCUMENT","document":{"id":"d","document":{"title":"P",\
                "url":"https://p.example"}}}]}
                end 0
                finished choice=0 STOP raw="STOP_SEQUENCE"
                completed
                """));
  }

  @Override
  protected EmbedCall embedCall() {
    List<EmbedInput> inputs = List.of(new EmbedInput.Text("a"), new EmbedInput.Text("b"));
    return EmbedCall.builder("cohere.embed-v4.0", inputs).build();
  }

  @Override
  protected List<RecordedCase> embedCases() {
    return List.of(
        Synthetic.whole(
                "two vectors",
                """
                {"id":"e","embeddings":[[0.5,-1],[1e-1,2]],"modelId":"cohere.embed-v4.0",\
                "modelVersion":"1","usage":{"promptTokens":4,"completionTokens":0,"totalTokens":4}}\
                """)
            .ending(RecordedCase.Ending.COMPLETED),
        Synthetic.whole("vectors by type", "{\"embeddingsByType\":{\"float\":[[0.5,-1],[0.25,2]]}}")
            .ending(RecordedCase.Ending.COMPLETED),
        Synthetic.whole("one too few", "{\"embeddings\":[[0.5]]}").failing(ErrorKind.BAD_RESPONSE),
        Synthetic.whole("of other lengths", "{\"embeddings\":[[0.5],[1,2]]}")
            .failing(ErrorKind.BAD_RESPONSE),
        Synthetic.error("err-400", 400, "{\"code\":\"400\",\"message\":\"Please provide text\"}")
            .failing(ErrorKind.INVALID));
  }

  @Override
  protected List<Denied> denied() {
    return List.of(
        new Denied(
            "logit bias",
            call().toBuilder()
                .sampling(Sampling.builder().logitBias(Map.of("1", 1.0)).build())
                .build()),
        new Denied(
            "effort", call().toBuilder().thinking(new Thinking("high", null, null)).build()));
  }
}
