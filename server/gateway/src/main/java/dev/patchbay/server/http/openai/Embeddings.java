package dev.patchbay.server.http.openai;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.http.CallResource;
import dev.patchbay.server.http.HttpCall;
import dev.patchbay.server.relay.EmbedCaller;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.server.relay.Request;
import dev.patchbay.server.relay.Run;
import dev.patchbay.spi.Usage;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** {@code POST /v1/embeddings}. */
public final class Embeddings extends CallResource {
  @Inject
  public Embeddings(Means means) {
    super(means, OpenAiErrors.SHAPE, Request.Operation.EMBED);
  }

  @Override
  public void serve(HttpCall call, byte[] body) {
    EmbeddingsReading.Embeddings read = EmbeddingsReading.read(body, policy.terms(call));
    once.serve(call, body, read.request(), own -> run(own, read));
  }

  private void run(HttpCall call, EmbeddingsReading.Embeddings read) {
    Run<?> run =
        relay.start(call.exchange().loop(), read.request(), new Answer(call, read.base64()));
    call.exchange().onGone(run::cancel);
  }

  private record Answer(HttpCall call, boolean base64) implements EmbedCaller {
    @Override
    public void completed(EmbedCaller.Embeddings answer, Outcome outcome) {
      byte[] own = answer.body();
      call.json(
          200,
          own.length > 0 ? own : write(answer, outcome),
          HttpCall.way(answer.route(), answer.dropped()));
    }

    private byte[] write(EmbedCaller.Embeddings answer, Outcome outcome) {
      var json = new JsonWriter();
      json.beginObject().name("object").string("list").name("data").beginArray();
      for (int i = 0; i < answer.vectors().size(); i++) {
        json.beginObject().name("object").string("embedding").name("index").number(i);
        json.name("embedding");
        vector(json, answer.vectors().get(i));
        json.endObject();
      }
      json.endArray().name("model").string(answer.route().target().model());
      Usage usage = outcome.usage();
      json.name("usage").beginObject().name("prompt_tokens").number(usage.input());
      json.name("total_tokens").number(usage.input() + usage.output()).endObject();
      return json.endObject().bytes();
    }

    private void vector(JsonWriter json, FloatBuffer vector) {
      if (base64) {
        var bytes = ByteBuffer.allocate(4 * vector.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector.duplicate());
        json.base64("", bytes);
        return;
      }
      json.beginArray();
      for (int i = 0; i < vector.limit(); i++) {
        json.number(vector.get(i));
      }
      json.endArray();
    }

    @Override
    public void failed(Fault fault, Outcome outcome) {
      boolean tooLong = fault.reason() == Reason.CONTEXT_LENGTH_EXCEEDED;
      call.fail(
          tooLong ? fault.violating(List.of(new Violation("input", fault.message()))) : fault);
    }
  }
}
