package dev.patchbay.plugin.bedrock;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;

/** One of the APIs that models are asked by. */
@FunctionalInterface
interface ChatApi {
  Exchange<ChatEvent> chat(ChatCall call, Endpoint endpoint);
}
