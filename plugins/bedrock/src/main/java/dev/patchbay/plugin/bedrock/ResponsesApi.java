package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.responses.ResponsesDecoder;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect.Thoughts;
import dev.patchbay.plugin.toolkit.responses.ResponsesRequest;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;

/** OpenAI's Responses, at Mantle or at the runtime. */
final class ResponsesApi implements ChatApi {
  private static final ResponsesDialect GPT =
      new ResponsesDialect(
          BedrockFactory.NAME, true, "safety_identifier", true, Thoughts.SEALED_BY_MODEL);

  /** Open weights, whose thinking is plain text. */
  private static final ResponsesDialect OPEN =
      new ResponsesDialect(BedrockFactory.NAME, false, "user", true, Thoughts.PLAIN);

  private final OpenAiPaths paths;

  ResponsesApi(OpenAiPaths paths) {
    this.paths = paths;
  }

  @Override
  public Exchange<ChatEvent> chat(ChatCall call, Endpoint endpoint) {
    ResponsesDialect dialect = OpenAiPaths.isGpt(call.model()) ? GPT : OPEN;
    ResponsesRequest request = ResponsesRequest.of(call, dialect);
    Exchange<ChatEvent> exchange =
        endpoint
            .<ChatEvent>exchange(
                paths.prefix(call.model()) + "/responses",
                call.stream() ? Endpoint.SSE : Endpoint.JSON,
                request.body(),
                (time, secret) -> new ResponsesDecoder(new ErrorReader(time, secret)))
            .dropped(request.dropped());
    return request.framable() ? exchange.framed(Origin.OPENAI_RESPONSES) : exchange;
  }
}
