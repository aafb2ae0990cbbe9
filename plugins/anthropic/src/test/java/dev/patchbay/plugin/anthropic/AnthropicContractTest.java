package dev.patchbay.plugin.anthropic;

import dev.patchbay.plugin.testkit.MessagesJoiner;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import dev.patchbay.spi.testkit.RecordedCase.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The contract, with every recording of Anthropic, and of Claude on Vertex AI. */
final class AnthropicContractTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new AnthropicFactory();
  }

  @Override
  protected List<RecordedCase> cases() {
    return Stream.concat(
            Recordings.of("anthropic").stream()
                .map(recorded -> recorded.giving(Recordings.golden("anthropic", recorded.name()))),
            Recordings.of("vertex-anthropic").stream())
        .map(AnthropicContractTest::expecting)
        .toList();
  }

  private static RecordedCase expecting(RecordedCase recorded) {
    return recorded.name().startsWith("err-")
        ? recorded.failing(ErrorKind.CONTEXT_LENGTH)
        : recorded.ending(Ending.COMPLETED);
  }

  @Override
  protected List<Twins> twins() {
    return Recordings.of("anthropic").stream()
        .filter(RecordedCase::streamed)
        .map(stream -> new Twins(stream, MessagesJoiner.whole(stream)))
        .toList();
  }

  @Override
  protected List<Denied> denied() {
    return List.of(
        sampled("seed", Sampling.builder().seed(1L).build()),
        sampled("several choices", Sampling.builder().choices(2).build()),
        sampled("min_p", Sampling.builder().minP(0.1).build()),
        sampled("frequency penalty", Sampling.builder().frequencyPenalty(0.5).build()),
        sampled("presence penalty", Sampling.builder().presencePenalty(0.5).build()),
        sampled("repetition penalty", Sampling.builder().repetitionPenalty(1.1).build()),
        sampled("logprobs", Sampling.builder().topLogprobs(0).build()),
        sampled("logit bias", Sampling.builder().logitBias(Map.of("1", 1.0)).build()),
        sampled("high temperature", Sampling.builder().temperature(1.5).build()),
        new Denied(
            "grammar",
            call().toBuilder().format(new ResponseFormat.Grammar("regex", "[a-z]+")).build()),
        new Denied("any JSON", call().toBuilder().format(new ResponseFormat.JsonObject()).build()),
        new Denied("store", call().toBuilder().store(true).build()),
        new Denied(
            "budget",
            ChatCall.builder("claude-opus-4-8", List.of(Message.of(Message.USER, "Hello")))
                .thinking(new Thinking(null, 2000, null))
                .build()));
  }

  private Denied sampled(String name, Sampling sampling) {
    return new Denied(name, call().toBuilder().sampling(sampling).build());
  }
}
