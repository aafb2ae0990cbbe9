package dev.patchbay.plugin.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Answers that no recording holds, SYNTHETIC: made after OpenAI's reference of Responses
 * (platform.openai.com/docs/api-reference/responses-streaming, October 2026).
 */
final class SyntheticResponses {
  private static final String CREATED =
      data("{'type':'response.created','response':{'id':'resp_1','model':'m','output':[]}}");

  private SyntheticResponses() {}

  static Stream<RecordedCase> cases() {
    return Stream.of(
        stream(
                "refusal",
                CREATED
                    + data("{'type':'response.refusal.delta','output_index':0,'delta':'No'}")
                    + data("{'type':'response.refusal.delta','output_index':0,'delta':'.'}")
                    + completed("completed", "null"))
            .giving(
                """
                started id="resp_1" model="m"
                block 0 choice=0 REFUSAL
                delta 0 REFUSAL "No"
                delta 0 REFUSAL "."
                end 0
                finished choice=0 REFUSAL raw="completed"
                completed
                """),
        stream("length", CREATED + completed("incomplete", "{'reason':'max_output_tokens'}"))
            .giving(
                """
                started id="resp_1" model="m"
                finished choice=0 LENGTH raw="max_output_tokens"
                completed
                """),
        stream("filter", CREATED + completed("incomplete", "{'reason':'content_filter'}"))
            .giving(
                """
                started id="resp_1" model="m"
                finished choice=0 CONTENT_FILTER raw="content_filter"
                completed
                """),
        search(),
        evidence(),
        failing(
            "flat error",
            CREATED + data("{'type':'error','code':'server_error','message':'Oh','param':null}"),
            ErrorKind.UPSTREAM),
        failing(
            "failed alone",
            CREATED
                + data(
                    "{'type':'response.failed','response':{'error':{'code':'rate_limit_exceeded',"
                        + "'message':'Slowly'}}}"),
            ErrorKind.RATE_LIMITED),
        stream("cut", CREATED).ending(Ending.NONE));
  }

  private static RecordedCase search() {
    String item = "{'type':'web_search_call','id':'ws_1','status':'completed'}";
    String sealed = "{'type':'reasoning','id':'rs_1','summary':[],'encrypted_content':'gAAA'}";
    return stream(
            "hosted tool and sealed thinking",
            CREATED
                + data(
                    "{'type':'response.output_item.done','output_index':0,'item':" + sealed + "}")
                + data("{'type':'response.web_search_call.searching','output_index':1}")
                + data("{'type':'response.output_item.done','output_index':1,'item':" + item + "}")
                + completed("completed", "null"))
        .giving(
            """
            started id="resp_1" model="m"
            block 0 choice=0 REASONING
            end 0 signature="gAAA"
            block 1 choice=0 OPAQUE
            opaque 1 openai-responses.web_search_call \
            {"type":"web_search_call","id":"ws_1","status":"completed"}
            end 1
            finished choice=0 STOP raw="completed"
            completed
            """);
  }

  private static RecordedCase evidence() {
    String annotation =
        "{'type':'url_citation','url':'https://a.example','title':'A','start_index':0,'end_index':2}";
    String token = "{'token':'Hi','logprob':-0.5,'bytes':[72,105],'top_logprobs':[]}";
    return stream(
            "citation and log probabilities",
            CREATED
                + data(
                    "{'type':'response.output_text.delta','output_index':0,'content_index':0,"
                        + "'delta':'Hi','logprobs':["
                        + token
                        + "]}")
                + data(
                    "{'type':'response.output_text.annotation.added','output_index':0,"
                        + "'annotation_index':0,'annotation':"
                        + annotation
                        + "}")
                + data(
                    "{'type':'response.output_item.done','output_index':0,'item':{'type':'message',"
                        + "'content':[{'type':'output_text','text':'Hi','annotations':["
                        + annotation
                        + "],'logprobs':["
                        + token
                        + "]}]}}")
                + completed("completed", "null"))
        .giving(
            """
            started id="resp_1" model="m"
            block 0 choice=0 TEXT
            delta 0 TEXT "Hi" ["Hi":-0.5]
            annotated 0 URL uri="https://a.example" title="A" 0..2 \
            raw={"type":"url_citation","url":"https://a.example","title":"A",\
            "start_index":0,"end_index":2}
            end 0
            finished choice=0 STOP raw="completed"
            completed
            """);
  }

  private static String completed(String status, String details) {
    return data(
        "{'type':'response."
            + status
            + "','response':{'id':'resp_1','status':'"
            + status
            + "','incomplete_details':"
            + details
            + "}}");
  }

  private static String data(String json) {
    return "data: " + json.replace('\'', '"') + "\n\n";
  }

  private static RecordedCase failing(String name, String body, ErrorKind kind) {
    return stream(name, body).failing(kind);
  }

  private static RecordedCase stream(String name, String body) {
    return RecordedCase.of(
        "synthetic: " + name,
        200,
        Map.of("content-type", "text/event-stream"),
        body.getBytes(UTF_8),
        true);
  }
}
