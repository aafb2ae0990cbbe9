package dev.patchbay.server.http.responses;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.server.http.Problem;
import dev.patchbay.server.http.openai.Words;
import dev.patchbay.server.relay.Outcome;
import dev.patchbay.spi.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes a response as the object that answers hold and events tell of. */
final class ResponseObject {
  private final String id;
  private final Echo echo;
  private final Output output;
  private final long created = Instant.now().getEpochSecond();
  private String model;

  ResponseObject(String id, Echo echo, Output output) {
    this.id = id;
    this.echo = echo;
    this.output = output;
    this.model = echo.model();
  }

  /** Which model answers. */
  void model(String name) {
    model = name;
  }

  /** One that has only begun. */
  void writeBegun(JsonWriter json) {
    begin(json, "in_progress");
    json.name("completed_at").nil().name("error").nil().name("incomplete_details").nil();
    end(json, null);
  }

  /** One that the service has ended, however it did. */
  void writeWhole(JsonWriter json, Outcome outcome) {
    Ending ending = output.ending();
    begin(json, ending.status().word());
    json.name("completed_at");
    if (ending.status() == Ending.Status.COMPLETED) {
      json.number(Instant.now().getEpochSecond());
    } else {
      json.nil();
    }
    json.name("error");
    if (ending.status() == Ending.Status.FAILED) {
      json.beginObject().name("code").string("server_error");
      json.name("message").string(ending.reason()).endObject();
    } else {
      json.nil();
    }
    json.name("incomplete_details");
    if (ending.status() == Ending.Status.INCOMPLETE) {
      json.beginObject().name("reason").string(ending.reason()).endObject();
    } else {
      json.nil();
    }
    end(json, outcome);
  }

  /** One that broke off. */
  void writeFailed(JsonWriter json, Problem problem) {
    begin(json, "failed");
    json.name("completed_at").nil().name("error").beginObject();
    json.name("code").string(problem.code()).name("message").string(problem.message()).endObject();
    json.name("incomplete_details").nil();
    end(json, null);
  }

  private void begin(JsonWriter json, String status) {
    json.beginObject().name("id").string(id).name("object").string("response");
    json.name("created_at").number(created).name("status").string(status);
    json.name("model").string(model);
  }

  private void end(JsonWriter json, @Nullable Outcome outcome) {
    json.name("output");
    output.write(json);
    echo.write(json);
    json.name("usage");
    if (outcome == null) {
      json.nil();
    } else {
      usage(json, outcome);
    }
    output.asides().write(json);
    json.endObject();
  }

  private static void usage(JsonWriter json, Outcome outcome) {
    Usage usage = outcome.usage();
    json.beginObject().name("input_tokens").number(usage.input());
    json.name("input_tokens_details");
    Words.inputDetails(json, usage);
    json.name("output_tokens").number(usage.output());
    json.name("output_tokens_details");
    Words.outputDetails(json, usage);
    json.name("total_tokens").number(usage.input() + usage.output());
    if (outcome.estimated()) {
      json.name("estimated").bool(true);
    }
    json.endObject();
  }
}
