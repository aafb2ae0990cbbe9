package dev.patchbay.dist.both;

import dev.patchbay.dist.support.Gateway;
import dev.patchbay.dist.support.HttpCaller;
import dev.patchbay.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code POST /v1/chat/completions} of the HTTP door. */
final class HttpDriver implements DoorDriver {
  private static final String SCHEMA =
      "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"any\",\"schema\":{\"type\":\"object\"}}}";

  private final Gateway gateway;

  HttpDriver(Gateway gateway) {
    this.gateway = gateway;
  }

  @Override
  public Asked ask(Question question) {
    try {
      HttpCaller call =
          HttpCaller.post(
              gateway.http("/v1/chat/completions"),
              headers(question),
              body(question),
              question.window());
      return question.streamed() ? new HttpStream(call) : new HttpUnary(call);
    } catch (SocketException e) {
      return new Refused(e.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> headers(Question question) {
    var headers = new HashMap<String, String>();
    if (question.key() != null) {
      headers.put("authorization", "Bearer " + question.key());
    }
    if (question.requestId() != null) {
      headers.put("x-request-id", question.requestId());
    }
    if (question.timeLimit() != null) {
      headers.put("x-patchbay-timeout", question.timeLimit().toMillis() + "ms");
    }
    return headers;
  }

  private static String body(Question question) {
    JsonWriter json = new JsonWriter().beginObject().name("model").string(question.model());
    json.name("messages").beginArray().beginObject().name("role").string("user");
    json.name("content").string(question.text()).endObject().endArray();
    if (question.streamed()) {
      json.name("stream").bool(true);
      json.name("stream_options").beginObject().name("include_usage").bool(true).endObject();
    }
    if (!question.tools().isEmpty()) {
      json.name("tools").beginArray();
      question.tools().forEach(tool -> tool(json, tool));
      json.endArray();
    }
    strings(json, "stop", question.stop());
    if (question.json()) {
      json.name("response_format").json("{\"type\":\"json_object\"}");
    }
    if (question.schema()) {
      json.name("response_format").json(SCHEMA);
    }
    Question.FailingOver failing = question.failingOver();
    if (failing.fallbackEnabled() != null) {
      json.name("fallback_enabled").bool(failing.fallbackEnabled());
    }
    json.name("patchbay").beginObject();
    strings(json, "only_providers", question.only());
    strings(json, "exclude_providers", question.excluded());
    strings(json, "regions", question.regions());
    strings(json, "fallbacks", failing.fallbacks());
    if (failing.afterOutput() != null) {
      json.name("after_output").string(failing.afterOutput().name().toLowerCase(Locale.ROOT));
    }
    if (failing.hold() != null) {
      json.name("hold").string(failing.hold());
    }
    return new String(json.endObject().endObject().bytes(), StandardCharsets.UTF_8);
  }

  private static void tool(JsonWriter json, String name) {
    json.beginObject().name("type").string("function").name("function").beginObject();
    json.name("name").string(name).name("parameters").json("{\"type\":\"object\"}");
    json.endObject().endObject();
  }

  private static void strings(JsonWriter json, String name, List<String> values) {
    if (!values.isEmpty()) {
      json.name(name).beginArray();
      values.forEach(json::string);
      json.endArray();
    }
  }

  /** A call that no server took. */
  private record Refused(String why) implements Asked {
    @Override
    public Answer answer() {
      return new Answer.Unreachable(why);
    }

    @Override
    public void awaitOutput() {
      throw new AssertionError(why);
    }

    @Override
    public long cancel() {
      throw new AssertionError(why);
    }
  }
}
