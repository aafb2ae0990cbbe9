package dev.patchbay.dist.both;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.support.HttpCaller;
import dev.patchbay.dist.support.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call of the HTTP door: its errors and the headers that all its answers have. */
abstract sealed class HttpAsked implements DoorDriver.Asked permits HttpUnary, HttpStream {
  final HttpCaller call;

  HttpAsked(HttpCaller call) {
    this.call = call;
  }

  /** Reads an answer with status 200 to its end. */
  abstract Answer succeeded() throws IOException;

  @Override
  public final Answer answer() {
    try (call) {
      int status;
      try {
        status = call.status();
      } catch (IOException e) {
        return new Answer.Unreachable(e.toString());
      }
      return status == 200 ? succeeded() : refused(status);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public final long cancel() {
    long now = System.nanoTime();
    try {
      call.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return now;
  }

  private Answer refused(int status) throws IOException {
    assertThat(call.header("content-type")).isEqualTo("application/json");
    Answer.Failed failed = failed(status, Json.of(call.body()), "");
    Duration again = failed.again();
    assertThat(call.header("x-should-retry")).isEqualTo(Boolean.toString(again != null));
    assertThat(call.header("retry-after-ms"))
        .isEqualTo(again == null ? null : Long.toString(again.toMillis()));
    assertThat(call.header("retry-after"))
        .isEqualTo(again == null ? null : Long.toString((again.toMillis() + 999) / 1000));
    return failed;
  }

  /**
   * Holds an error to OpenAI's schema, whose four members are required.
   *
   * @param before the text that came before it
   */
  final Answer.Failed failed(int status, Json body, String before) throws IOException {
    Json error = body.at("error");
    Json metadata = error.at("metadata");
    assertThat(error.at("message").text()).isNotEmpty();
    assertThat(error.has("param")).isTrue();
    assertThat(metadata.at("request_id").text()).isEqualTo(requestId());
    Json again = metadata.at("retry_after_ms");
    return new Answer.Failed(
        metadata.at("reason").text(),
        error.at("message").text(),
        status + " " + error.at("type").text() + "/" + error.at("code").text(),
        again.isThere() ? Duration.ofMillis(again.number()) : null,
        error.at("param").isThere() ? List.of(error.at("param").text()) : List.of(),
        before,
        Objects.requireNonNullElse(way("endpoint"), ""),
        Integer.parseInt(Objects.requireNonNullElse(way("attempts"), "0")),
        requestId());
  }

  final Answer.Whole whole(
      String text, List<Answer.ToolCall> tools, String finish, Answer.@Nullable Tokens usage)
      throws IOException {
    String dropped = call.header("x-patchbay-dropped-params");
    return new Answer.Whole(
        text,
        tools,
        finish,
        usage,
        Objects.requireNonNullElse(way("model"), ""),
        Objects.requireNonNullElse(way("endpoint"), ""),
        Integer.parseInt(Objects.requireNonNullElse(way("attempts"), "0")),
        requestId(),
        dropped == null ? List.of() : List.of(dropped.split(", ")),
        List.of(),
        List.of());
  }

  /** How the call went: its model, endpoint or number of attempts; null: not told. */
  @Nullable String way(String what) throws IOException {
    return call.header("x-patchbay-" + what);
  }

  private String requestId() throws IOException {
    return header("x-request-id");
  }

  final String header(String name) throws IOException {
    String value = call.header(name);
    if (value == null) {
      throw new AssertionError("no header " + name);
    }
    return value;
  }

  static Answer.@Nullable Tokens tokens(Json usage) {
    if (!usage.isThere()) {
      return null;
    }
    long input = usage.at("prompt_tokens").number();
    long output = usage.at("completion_tokens").number();
    assertThat(usage.at("total_tokens").number()).isEqualTo(input + output);
    return new Answer.Tokens(input, output, usage.at("estimated").isTrue());
  }
}
