package dev.patchbay.plugin.ollama;

import dev.patchbay.json.JsonWriter;
import dev.patchbay.plugin.toolkit.body.OwnMembers;
import dev.patchbay.plugin.toolkit.body.RequestBody;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Thinking;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a chat request, as Ollama's documentation "API" has it.
 *
 * @param body to be sent piece by piece
 * @param dropped paths of what the caller said and this body does not
 */
record ChatBody(List<ByteBuffer> body, List<String> dropped) {
  private static final Set<String> ROUTED = Set.of("model", "stream");

  static ChatBody of(ChatCall call, Loading loading) {
    return new Writer(call, loading).write();
  }

  private static final class Writer {
    private final ChatCall call;
    private final Loading loading;
    private final RequestBody body = new RequestBody();
    private final JsonWriter json = body.json;
    private final OwnMembers own = new OwnMembers(body, ROUTED, "options");

    Writer(ChatCall call, Loading loading) {
      this.call = call;
      this.loading = loading;
    }

    ChatBody write() {
      json.beginObject();
      json.name("model").string(call.model());
      json.name("stream").bool(call.stream());
      // No caller speaks this dialect.
      own.copy(call.options(), call.origin(), "ollama.chat");
      if (own.lack("messages")) {
        json.name("messages");
        new MessageWriter(body).messages(call.messages());
      }
      new ToolWriter(body, own).write(call);
      format(call.format());
      thinking(call.thinking());
      if (own.lack("keep_alive")) {
        body.text("keep_alive", loading.keepAlive());
      }
      new OptionsWriter(body, own.held()).sampling(call.sampling()).loading(loading).write();
      logprobs(call.sampling().topLogprobs());
      dropped(call.output());
      json.endObject();
      return new ChatBody(body.body(), body.dropped());
    }

    private void format(@Nullable ResponseFormat format) {
      if (format == null || !own.lack("format")) {
        return;
      }
      switch (format) {
        case ResponseFormat.Text text -> {}
        case ResponseFormat.JsonObject object -> json.name("format").string("json");
        case ResponseFormat.JsonSchema schema -> {
          body.json("format", schema.schema().isEmpty() ? "{}" : schema.schema(), "format.schema");
          body.dropIf(schema.description() != null, "format.description");
          body.dropIf(!schema.extra().isEmpty(), "format.extra");
        }
        default ->
            throw new ProviderException(
                ErrorKind.UNSUPPORTED, "format: Ollama keeps to JSON and JSON schemas alone");
      }
    }

    /** On, off, or one of the words that gpt-oss knows and other models take for on. */
    private void thinking(@Nullable Thinking thinking) {
      if (thinking == null) {
        return;
      }
      String effort = thinking.effort();
      if (own.lack("think")) {
        switch (effort) {
          case "none" -> json.name("think").bool(false);
          case "low", "medium", "high" -> json.name("think").string(effort);
          case null -> {
            if (Boolean.TRUE.equals(thinking.include())) {
              json.name("think").bool(true);
            }
          }
          default -> {
            json.name("think").bool(true);
            body.drop("thinking.effort");
          }
        }
      }
      body.dropIf(thinking.budgetTokens() != null, "thinking.budget_tokens");
      boolean off = "none".equals(effort);
      body.dropIf(Boolean.FALSE.equals(thinking.include()) && !off, "thinking.include");
    }

    private void logprobs(@Nullable Integer top) {
      if (top != null && own.lack("logprobs")) {
        json.name("logprobs").bool(true);
        body.number("top_logprobs", top > 0 ? top : null);
      }
    }

    private void dropped(Output output) {
      body.dropIf(output.verbosity() != null, "output.verbosity");
      boolean more = output.modalities().stream().anyMatch(kind -> !kind.equals("text"));
      body.dropIf(more, "output.modalities");
      body.dropIf(output.voice() != null || output.audioMimeType() != null, "output.voice");
      body.dropIf(call.endUser() != null, "end_user");
      body.dropIf(call.serviceTier() != null, "service_tier");
      body.dropIf(call.store() != null, "store");
    }
  }
}
