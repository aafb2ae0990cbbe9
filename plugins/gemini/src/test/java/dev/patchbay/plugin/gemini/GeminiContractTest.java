package dev.patchbay.plugin.gemini;

import dev.patchbay.plugin.testkit.GeminiJoiner;
import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The contract, with every recording of the service and with synthetic bodies. */
final class GeminiContractTest extends ProviderContract {
  private static final String GENERATE = "enerateContent";

  @Override
  protected ProviderFactory factory() {
    return new GeminiFactory();
  }

  private static List<RecordedCase> recorded() {
    return Recordings.of("gemini", GENERATE);
  }

  @Override
  protected List<RecordedCase> cases() {
    List<RecordedCase> all = new ArrayList<>();
    recorded().stream()
        .map(recorded -> recorded.giving(Recordings.golden("gemini", recorded.name())))
        .forEach(all::add);
    all.addAll(Synthetic.chats());
    recorded().stream()
        .filter(RecordedCase::streamed)
        .map(stream -> GeminiJoiner.list(stream).ending(RecordedCase.Ending.COMPLETED))
        .forEach(all::add);
    return all;
  }

  @Override
  protected List<RecordedCase> embedCases() {
    return Synthetic.embeddings();
  }

  @Override
  protected List<Twins> twins() {
    List<Twins> all = new ArrayList<>();
    for (RecordedCase stream : recorded()) {
      if (stream.streamed()) {
        all.add(new Twins(GeminiJoiner.compact(stream), GeminiJoiner.whole(stream)));
        all.add(new Twins(GeminiJoiner.compact(stream), GeminiJoiner.list(stream)));
      }
    }
    return all;
  }

  @Override
  protected List<Denied> denied() {
    return List.of(
        new Denied("min_p", sampled(Sampling.builder().minP(0.1).build())),
        new Denied(
            "repetition_penalty", sampled(Sampling.builder().repetitionPenalty(1.1).build())),
        new Denied("logit_bias", sampled(Sampling.builder().logitBias(Map.of("1", 2.0)).build())),
        new Denied("seed", sampled(Sampling.builder().seed(1L << 40).build())),
        new Denied(
            "grammar",
            call().toBuilder().format(new ResponseFormat.Grammar("regex", "[a-z]+")).build()),
        new Denied("end user", call().toBuilder().endUser("u-1").build()),
        new Denied("store", call().toBuilder().store(true).build()),
        new Denied("tier", call().toBuilder().serviceTier("scale").build()),
        new Denied(
            "verbosity",
            call().toBuilder().output(new Output(List.of(), "low", null, null)).build()),
        new Denied(
            "effort", call().toBuilder().thinking(new Thinking("colossal", null, null)).build()),
        new Denied(
            "one call at a time",
            call().toBuilder().toolChoice(new ToolChoice(null, List.of(), false)).build()),
        new Denied(
            "another's tool",
            call().toBuilder()
                .tools(List.of(new Tool.Hosted("openai.web_search", "search", "{}")))
                .build()),
        new Denied("another's part", answered(new Part.Opaque("openai.x", "{}", Marks.NONE))),
        new Denied(
            "another's thoughts",
            answered(
                new Part.Reasoning("Hm.", null, new Marks("sig", "anthropic", null, Extra.NONE)))));
  }

  private ChatCall sampled(Sampling sampling) {
    return call().toBuilder().sampling(sampling).build();
  }

  private ChatCall answered(Part part) {
    List<Message> messages = new ArrayList<>(call().messages());
    messages.add(Message.of(Message.ASSISTANT, List.of(Part.Text.of("So."), part)));
    messages.add(Message.of(Message.USER, "Go on"));
    return call().toBuilder().messages(messages).build();
  }
}
