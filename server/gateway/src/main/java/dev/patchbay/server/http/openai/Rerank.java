package dev.patchbay.server.http.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.http.CallResource;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.RerankCaller;
import dev.patchbay.server.relay.Run;
import dev.patchbay.spi.Usage;
import jakarta.inject.Inject;
import java.util.List;

/**
 * {@code POST /v1/rerank}, in the shape that Cohere's v2 and Jina share. It is not OpenAI's, who
 * have no such thing, but its clients are.
 */
public final class Rerank extends CallResource {
  @Inject
  public Rerank(Means means) {
    super(means, OpenAiErrors.SHAPE, Request.Operation.RERANK);
  }

  @Override
  public void serve(HttpCall call, byte[] body) {
    RerankReading.Rerank read = RerankReading.read(body, policy.terms(call));
    once.serve(call, body, read.request(), own -> run(own, read));
  }

  private void run(HttpCall call, RerankReading.Rerank read) {
    List<String> returned = read.returned() ? read.request().call().documents() : List.of();
    Run<?> run = relay.start(call.exchange().loop(), read.request(), new Answer(call, returned));
    call.exchange().onGone(run::cancel);
  }

  /**
   * @param returned the documents, if the caller wants them back; else empty
   */
  record Answer(HttpCall call, List<String> returned) implements RerankCaller {
    @Override
    public void completed(Ranking answer, Outcome outcome) {
      call.json(200, write(answer, outcome), HttpCall.way(answer.route(), answer.dropped()));
    }

    private byte[] write(Ranking answer, Outcome outcome) {
      var json = new JsonWriter().beginObject().name("id").string(call.ids().responseId());
      json.name("object").string("list").name("model").string(answer.route().target().model());
      json.name("results").beginArray();
      for (Ranked ranked : answer.ranked()) {
        json.beginObject().name("index").number(ranked.index());
        json.name("relevance_score").number(ranked.score());
        if (!returned.isEmpty()) {
          json.name("document").beginObject();
          json.name("text").string(returned.get(ranked.index())).endObject();
        }
        json.endObject();
      }
      json.endArray();
      usage(json, outcome.usage());
      return json.endObject().bytes();
    }

    private static void usage(JsonWriter json, Usage usage) {
      json.name("usage").beginObject().name("prompt_tokens").number(usage.input());
      json.name("total_tokens").number(usage.input() + usage.output()).endObject();
      if (usage.raw() != null) {
        json.name("meta").json(usage.raw());
      }
    }

    @Override
    public void failed(Fault fault, Outcome outcome) {
      boolean tooLong = fault.reason() == Reason.CONTEXT_LENGTH_EXCEEDED;
      call.fail(
          tooLong ? fault.violating(List.of(new Violation("documents", fault.message()))) : fault);
    }
  }
}
