package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.HttpCaller;
import dev.patchbay.dist.support.Json;
import java.io.IOException;

/** A whole answer through the HTTP door. */
final class HttpUnary extends HttpAsked {
  HttpUnary(HttpCaller call) {
    super(call);
  }

  @Override
  public void awaitOutput() {
    throw new UnsupportedOperationException("a whole answer comes at once");
  }

  @Override
  Answer succeeded() throws IOException {
    assertThat(call.header("content-type")).isEqualTo("application/json");
    Json body = Json.of(call.body());
    assertThat(body.at("object").text()).isEqualTo("chat.completion");
    assertThat(body.at("choices").elements()).hasSize(1);
    Json choice = body.at("choices").at(0);
    Json message = choice.at("message");
    assertThat(message.at("role").text()).isEqualTo("assistant");
    return whole(
        message.at("content").text(),
        message.at("tool_calls").elements().stream().map(HttpUnary::tool).toList(),
        choice.at("finish_reason").text(),
        tokens(body.at("usage")));
  }

  private static Answer.ToolCall tool(Json call) {
    assertThat(call.at("type").text()).isEqualTo("function");
    Json function = call.at("function");
    return new Answer.ToolCall(
        call.at("id").text(), function.at("name").text(), function.at("arguments").text());
  }
}
