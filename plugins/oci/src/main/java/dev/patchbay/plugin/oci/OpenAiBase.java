package dev.patchbay.plugin.oci;

import dev.patchbay.plugin.toolkit.openai.ChatDecoder;
import dev.patchbay.plugin.toolkit.openai.ChatRequest;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.plugin.toolkit.openai.ErrorReader;
import dev.patchbay.plugin.toolkit.responses.ResponsesDecoder;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect.Thoughts;
import dev.patchbay.plugin.toolkit.responses.ResponsesRequest;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ChatEvent;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Origin;
import dev.patchbay.spi.Outbound;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;

/** The service's OpenAI-compatible base: chat completions and Responses. */
record OpenAiBase(OciProvider.Config config, InstantSource time) {
  private static final String BASE = "/openai/v1";

  private static final Dialect OPENAI = dialect(true, LimitField.MAX_COMPLETION_TOKENS);
  private static final Dialect OTHERS = dialect(false, LimitField.MAX_TOKENS);

  private static final ResponsesDialect OPENAI_RESPONSES = ResponsesDialect.openAi(OciFactory.NAME);
  private static final ResponsesDialect OTHER_RESPONSES =
      new ResponsesDialect(OciFactory.NAME, false, "user", true, Thoughts.SEALED_BY_MODEL);

  Exchange<ChatEvent> chat(ChatCall call) {
    Dialect dialect = ModelFamily.isOpenAi(call.model()) ? OPENAI : OTHERS;
    ChatRequest built = ChatRequest.of(call, dialect);
    ChatDecoder decoder = new ChatDecoder(dialect, errors());
    return config
        .access()
        .exchange(post("/chat/completions", call.stream(), built.body()), decoder)
        .dropped(built.dropped())
        .framed(Origin.OPENAI_CHAT);
  }

  Exchange<ChatEvent> responses(ChatCall call) {
    ResponsesDialect dialect =
        ModelFamily.isOpenAi(call.model()) ? OPENAI_RESPONSES : OTHER_RESPONSES;
    ResponsesRequest built = ResponsesRequest.of(call, dialect);
    Exchange<ChatEvent> exchange =
        config
            .access()
            .exchange(
                post("/responses", call.stream(), built.body()), new ResponsesDecoder(errors()))
            .dropped(built.dropped());
    return built.framable() ? exchange.framed(Origin.OPENAI_RESPONSES) : exchange;
  }

  private Outbound post(String target, boolean stream, List<ByteBuffer> body) {
    return config.endpoint().post(BASE + target, stream, body);
  }

  private ErrorReader errors() {
    return new ErrorReader(time, config.endpoint().key());
  }

  private static Dialect dialect(boolean original, LimitField limit) {
    return new Dialect(OciFactory.NAME, original, Terminator.FINISH, limit, null, Prefill.NONE);
  }
}
