package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.bedrock.aws.ServiceErrors;
import dev.patchbay.plugin.bedrock.converse.ConverseDecoder;
import dev.patchbay.plugin.bedrock.converse.ConverseRequest;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;

/** Converse and ConverseStream. */
final class ConverseApi implements ChatApi {
  @Override
  public Exchange<ChatEvent> chat(ChatCall call, Endpoint endpoint) {
    ConverseRequest request = ConverseRequest.of(call);
    String operation = call.stream() ? "/converse-stream" : "/converse";
    String accept = call.stream() ? Endpoint.EVENT_STREAM : Endpoint.JSON;
    return endpoint
        .<ChatEvent>exchange(
            Endpoint.model(call.model()) + operation,
            accept,
            request.body(),
            (time, secret) -> new ConverseDecoder(call.model(), new ServiceErrors(time, secret)))
        .dropped(request.dropped());
  }
}
