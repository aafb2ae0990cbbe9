package dev.patchbay.plugin.vertex;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.testkit.TestContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A process of its own, whose environment tells where credentials are: prints what it would send.
 */
final class AskOnce {
  private AskOnce() {}

  public static void main(String[] arguments) {
    Provider provider =
        new VertexFactory()
            .create(Wire.endpoint(null, null, null, Map.of()), new TestContext(Instant.now()));
    Exchange<ChatEvent> exchange =
        (Exchange<ChatEvent>)
            provider.chat(
                ChatCall.builder("gemini-2.5-flash", List.of(Message.of(Message.USER, "Hi")))
                    .build());
    System.out.println(String.join(" ", exchange.request().headers()));
  }
}
