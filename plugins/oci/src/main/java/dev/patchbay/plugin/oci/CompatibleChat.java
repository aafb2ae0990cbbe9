package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.toolkit.openai.ChatDecoder;
import dev.patchbay.plugin.toolkit.openai.ChatRequest;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import java.time.InstantSource;

/** Chat completions at the service's OpenAI-compatible base. */
record CompatibleChat(OciProvider.Config config, InstantSource time, Headers headers) {
  private static final String TARGET = "/openai/v1/chat/completions";
  private static final Dialect OPENAI = dialect(true, LimitField.MAX_COMPLETION_TOKENS);
  private static final Dialect OTHERS = dialect(false, LimitField.MAX_TOKENS);

  Exchange<ChatEvent> chat(ChatCall call) {
    Dialect dialect = ModelFamily.isOpenAi(call.model()) ? OPENAI : OTHERS;
    ChatRequest built = ChatRequest.of(call, dialect);
    Outbound request =
        Outbound.post(config.url().path() + TARGET, headers.accepting(call.stream()), built.body());
    ChatDecoder decoder = new ChatDecoder(dialect, new ErrorReader(time, config.key()));
    return config
        .access()
        .exchange(request, decoder)
        .dropped(built.dropped())
        .framed(Origin.OPENAI_CHAT);
  }

  private static Dialect dialect(boolean original, LimitField limit) {
    return new Dialect(OciFactory.NAME, original, Terminator.FINISH, limit, null, Prefill.NONE);
  }
}
