package dev.patchbay.plugin.openai;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.plugin.testkit.StreamJoiner;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.List;

/** The contract at OpenAI itself, with every recording of it. */
final class OpenAiContractTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new OpenAiFactory();
  }

  @Override
  protected List<RecordedCase> cases() {
    return Recordings.of("openai-chat").stream()
        .map(recorded -> recorded.giving(Recordings.golden("openai-chat", recorded.name())))
        .toList();
  }

  @Override
  protected List<Twins> twins() {
    return Recordings.of("openai-chat").stream()
        .filter(RecordedCase::streamed)
        .map(stream -> new Twins(stream, StreamJoiner.whole(stream)))
        .toList();
  }

  @Override
  protected List<Denied> denied() {
    return List.of(
        new Denied("top_k", sampled(Sampling.builder().topK(40).build())),
        new Denied("min_p", sampled(Sampling.builder().minP(0.1).build())),
        new Denied(
            "repetition_penalty", sampled(Sampling.builder().repetitionPenalty(1.1).build())),
        new Denied(
            "grammar",
            call().toBuilder().format(new ResponseFormat.Grammar("regex", "[a-z]+")).build()));
  }

  private ChatCall sampled(Sampling sampling) {
    return call().toBuilder().sampling(sampling).build();
  }
}
