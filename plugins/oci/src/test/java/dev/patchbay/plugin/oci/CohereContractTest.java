package dev.patchbay.plugin.oci;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;

/**
 * The contract with COHERE. Nothing of it is recorded: all is made from Oracle's API reference (the
 * pages "CohereChatResponse", "Citation", "CohereToolCall").
 */
final class CohereContractTest extends OciContract {
  CohereContractTest() {
    super(Oci.COHERE);
  }

  @Override
  protected List<RecordedCase> cases() {
    return List.of(text(), calls(), callsRepeated(), toxic(), broken(), cited(), limit());
  }

  private static RecordedCase text() {
    return Synthetic.stream(
            "text that is repeated at the end",
            "{\"apiFormat\":\"COHERE\",\"text\":\"Hel\",\"pad\":\"aa\"}",
            "{\"apiFormat\":\"COHERE\",\"text\":\"lo\",\"pad\":\"a\"}",
            "{\"apiFormat\":\"COHERE\",\"text\":\"Hello\",\"chatHistory\":[{\"role\":\"USER\","
                + "\"message\":\"Hi\"}],\"finishReason\":\"COMPLETE\",\"usage\":{\"promptTokens\":18,"
                + "\"completionTokens\":4,\"totalTokens\":22}}")
        .giving(
            """
            started id=null model=null
            block 0 choice=0 TEXT
            delta 0 TEXT "Hel"
            delta 0 TEXT "lo"
            end 0
            finished choice=0 STOP raw="COMPLETE"
            used input=18 output=4
            completed
            """);
  }

  private static RecordedCase calls() {
    return Synthetic.whole(
            "calls that end as complete",
            """
            {"modelId":"cohere.command-r-plus-08-2024","chatResponse":{"apiFormat":"COHERE",\
            "text":"I look.","toolCalls":[{"name":"look","parameters":{"at":1.50}},\
            {"name":"look","parameters":{}}],"finishReason":"COMPLETE"}}\
            """)
        .giving(
            """
            started id=null model="cohere.command-r-plus-08-2024"
            block 0 choice=0 TEXT
            delta 0 TEXT "I look."
            end 0
            block 1 choice=0 TOOL_CALL call="call_1mgrr4w_1" name="look"
            delta 1 TOOL_CALL "{\\"at\\":1.50}"
            block 2 choice=0 TOOL_CALL call="call_1mgrr4w_2" name="look"
            delta 2 TOOL_CALL "{}"
            end 1
            end 2
            finished choice=0 TOOL_CALLS raw="COMPLETE"
            completed
            """);
  }

  private static RecordedCase callsRepeated() {
    return Synthetic.stream(
            "calls that are repeated at the end",
            "{\"apiFormat\":\"COHERE\",\"text\":\"\",\"toolCalls\":[{\"name\":\"a\","
                + "\"parameters\":{}}]}",
            "{\"apiFormat\":\"COHERE\",\"text\":\"\",\"toolCalls\":[{\"name\":\"a\","
                + "\"parameters\":{}},{\"name\":\"b\",\"parameters\":{}}],"
                + "\"finishReason\":\"COMPLETE\"}")
        .giving(
            """
            started id=null model=null
            block 0 choice=0 TOOL_CALL call="call_1mgrr4w_0" name="a"
            delta 0 TOOL_CALL "{}"
            block 1 choice=0 TOOL_CALL call="call_1mgrr4w_1" name="b"
            delta 1 TOOL_CALL "{}"
            end 0
            end 1
            finished choice=0 TOOL_CALLS raw="COMPLETE"
            completed
            """);
  }

  private static RecordedCase toxic() {
    return Synthetic.stream(
            "toxic",
            "{\"apiFormat\":\"COHERE\",\"text\":\"Well\"}",
            "{\"apiFormat\":\"COHERE\",\"text\":\"Well\",\"finishReason\":\"ERROR_TOXIC\"}")
        .giving(
            """
            started id=null model=null
            block 0 choice=0 TEXT
            delta 0 TEXT "Well"
            end 0
            finished choice=0 CONTENT_FILTER raw="ERROR_TOXIC"
            completed
            """);
  }

  private static RecordedCase limit() {
    return Synthetic.stream(
            "the window is full",
            "{\"apiFormat\":\"COHERE\",\"text\":\"Well\",\"finishReason\":\"ERROR_LIMIT\"}")
        .giving(
            """
            started id=null model=null
            block 0 choice=0 TEXT
            delta 0 TEXT "Well"
            end 0
            finished choice=0 CONTEXT_WINDOW raw="ERROR_LIMIT"
            completed
            """);
  }

  private static RecordedCase broken() {
    return Synthetic.stream(
            "broken off",
            "{\"apiFormat\":\"COHERE\",\"text\":\"Well\"}",
            "{\"apiFormat\":\"COHERE\",\"finishReason\":\"ERROR\",\"errorMessage\":\"no luck\"}")
        .failing(ErrorKind.UPSTREAM)
        .giving(
            """
            started id=null model=null
            block 0 choice=0 TEXT
            delta 0 TEXT "Well"
            failed UPSTREAM status=0 code="ERROR" request-id="A1B2/C3D4/E5F6" retry-after=null \
            "no luck"
            """);
  }

  private static RecordedCase cited() {
    return Synthetic.stream(
            "citations, told twice",
            "{\"apiFormat\":\"COHERE\",\"text\":\"Penguins.\"}",
            "{\"apiFormat\":\"COHERE\",\"citations\":[{\"start\":0,\"end\":8,\"text\":\"Penguins\","
                + "\"documentIds\":[\"doc_0\"]}]}",
            "{\"apiFormat\":\"COHERE\",\"text\":\"Penguins.\",\"citations\":[{\"start\":0,\"end\":8,"
                + "\"text\":\"Penguins\",\"documentIds\":[\"doc_0\"]}],\"finishReason\":\"MAX_TOKENS\"}")
        .giving(
            """
            started id=null model=null
            block 0 choice=0 TEXT
            delta 0 TEXT "Penguins."
            annotated 0 DOCUMENT uri=null title=null 0..8 raw={"start":0,"end":8,\
            "text":"Penguins","documentIds":["doc_0"]}
            end 0
            finished choice=0 LENGTH raw="MAX_TOKENS"
            completed
            """);
  }

  @Override
  protected List<Denied> denied() {
    Tool look = new Tool.Function("look", null, "{}", null, Extra.NONE);
    ToolChoice required = new ToolChoice(ToolChoice.REQUIRED, List.of(), null);
    ToolChoice named = new ToolChoice(ToolChoice.REQUIRED, List.of("look"), null);
    return List.of(
        new Denied(
            "two choices",
            call().toBuilder().sampling(Sampling.builder().choices(2).build()).build()),
        new Denied(
            "log probabilities",
            call().toBuilder().sampling(Sampling.builder().topLogprobs(2).build()).build()),
        new Denied("a tool", call().toBuilder().tools(List.of(look)).toolChoice(required).build()),
        new Denied("this tool", call().toBuilder().tools(List.of(look)).toolChoice(named).build()),
        new Denied(
            "effort", call().toBuilder().thinking(new Thinking("high", null, null)).build()));
  }
}
