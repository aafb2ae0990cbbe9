package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.HttpCaller;
import dev.patchbay.dist.support.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of server-sent events through the HTTP door. Holds it to what every such stream must
 * keep: the role first, one finish, {@code [DONE]} at the end of a success and nowhere else, an
 * error as the last event of a failure.
 */
final class HttpStream extends HttpAsked {
  private static final String DONE = "[DONE]";

  private final StringBuilder text = new StringBuilder();
  private final List<Called> tools = new ArrayList<>();
  private String finish = "";
  private Answer.@Nullable Tokens usage;
  private @Nullable String end;
  private boolean begun;

  /** What the first chunk says of the way; the head could not if a heartbeat came before it. */
  private Json way = new Json(null);

  /** A call of a tool whose arguments come in pieces. */
  private record Called(String id, String name, StringBuilder arguments) {}

  HttpStream(HttpCaller call) {
    super(call);
  }

  @Override
  public void awaitOutput() {
    try {
      while (text.isEmpty()) {
        String line = call.line();
        assertThat(line).as("a line before the end").isNotNull();
        take(String.valueOf(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Answer succeeded() throws IOException {
    assertThat(call.header("content-type")).startsWith("text/event-stream");
    for (String line = call.line(); line != null; line = call.line()) {
      take(line);
    }
    if (DONE.equals(end)) {
      assertThat(finish).as("finish of a whole stream").isNotEmpty();
      return whole(text.toString(), tools.stream().map(HttpStream::tool).toList(), finish, usage);
    }
    assertThat(end).as("how the stream ended").isNotNull();
    return failed(200, Json.of(String.valueOf(end)), text.toString());
  }

  private static Answer.ToolCall tool(Called called) {
    return new Answer.ToolCall(called.id(), called.name(), called.arguments().toString());
  }

  private void take(String line) {
    if (line.isEmpty() || line.startsWith(":")) {
      return;
    }
    assertThat(line).startsWith("data: ");
    assertThat(end).as("what came before %s", line).isNull();
    String data = line.substring("data: ".length());
    if (data.equals(DONE) || Json.of(data).has("error")) {
      end = data;
    } else {
      chunk(Json.of(data));
    }
  }

  @Override
  @Nullable String way(String what) throws IOException {
    String header = super.way(what);
    Json told = way.at(what);
    if (header != null || !told.isThere()) {
      return header;
    }
    return told.text().isEmpty() ? Long.toString(told.number()) : told.text();
  }

  private void chunk(Json chunk) {
    assertThat(chunk.at("object").text()).isEqualTo("chat.completion.chunk");
    if (!begun) {
      way = chunk.at("patchbay");
    }
    if (chunk.at("usage").isThere()) {
      assertThat(usage).as("usage before %s", chunk).isNull();
      usage = tokens(chunk.at("usage"));
    }
    for (Json choice : chunk.at("choices").elements()) {
      assertThat(finish).as("finish before %s", chunk).isEmpty();
      delta(choice.at("delta"));
      finish = choice.at("finish_reason").text();
    }
  }

  private void delta(Json delta) {
    begun |= delta.at("role").text().equals("assistant");
    assertThat(begun).as("role before %s", delta).isTrue();
    text.append(delta.at("content").text());
    for (Json part : delta.at("tool_calls").elements()) {
      int index = (int) part.at("index").number();
      Json function = part.at("function");
      if (index == tools.size()) {
        String id = part.at("id").text();
        tools.add(new Called(id, function.at("name").text(), new StringBuilder()));
      }
      tools.get(index).arguments().append(function.at("arguments").text());
    }
  }
}
