package dev.patchbay.plugin.deepseek;

import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Host;
import dev.patchbay.plugin.toolkit.openai.Quirks;
import dev.patchbay.plugin.toolkit.openai.Quirks.ThinkingForm;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect.Thoughts;
import dev.patchbay.plugin.toolkit.responses.ResponsesHostFactory;
import dev.patchbay.spi.EndpointConfig;
import java.net.URI;

/** Makes providers named {@code deepseek}. */
public final class DeepSeekFactory extends ResponsesHostFactory {
  private static final URI BETA = URI.create("https://api.deepseek.com/beta");

  private static final Host HOST =
      Host.named("deepseek", "https://api.deepseek.com")
          .reasoningFields("reasoning_content")
          .prefills(Prefill.NONE, Prefill.PREFIX)
          .quirks(
              Quirks.builder()
                  .lacks("top_k", "min_p", "repetition_penalty", "logit_bias", "n", "seed")
                  .lacks("verbosity", "modalities", "audio", "store", "service_tier", "user")
                  .lacks("safety_identifier", "parallel_tool_calls")
                  .refusedBy("reasoner", "logprobs", "top_logprobs")
                  .noJsonSchema()
                  .thinking(ThinkingForm.TYPE)
                  .media())
          .build();

  public DeepSeekFactory() {
    super(HOST, new ResponsesDialect("deepseek", false, "user", true, Thoughts.PLAIN));
  }

  /** Only the beta goes on from a prefix. */
  @Override
  protected URI url(EndpointConfig config) {
    boolean beta = config.settings().string("prefill").orElse("none").equals("prefix");
    return beta ? BETA : super.url(config);
  }
}
