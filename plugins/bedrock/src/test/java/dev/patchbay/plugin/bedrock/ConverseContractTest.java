package dev.patchbay.plugin.bedrock;

import dev.patchbay.plugin.testkit.Recordings;
import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Output;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.Thinking;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.spi.testkit.ProviderContract;
import dev.patchbay.spi.testkit.RecordedCase;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The contract with Converse: every recording, and what no recording covers. */
final class ConverseContractTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new BedrockFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    return new EndpointConfig("contract", null, Secret.of(KEY), "us-east-1", Settings.NONE);
  }

  @Override
  protected List<RecordedCase> cases() {
    List<RecordedCase> all = new ArrayList<>();
    Recordings.of("bedrock-converse").stream()
        .filter(recorded -> !recorded.name().equals(NovaContractTest.RECORDED))
        .map(recorded -> recorded.giving(Recordings.golden("bedrock-converse", recorded.name())))
        .forEach(all::add);
    all.addAll(SyntheticConverse.cases());
    return all;
  }

  @Override
  protected List<Twins> twins() {
    return Recordings.of("bedrock-converse").stream()
        .filter(RecordedCase::streamed)
        .map(stream -> new Twins(stream, ConverseJoiner.whole(stream)))
        .toList();
  }

  @Override
  protected List<Denied> denied() {
    List<Denied> all = new ArrayList<>();
    Map.of(
            "min_p", Sampling.builder().minP(0.1).build(),
            "frequency_penalty", Sampling.builder().frequencyPenalty(0.1).build(),
            "presence_penalty", Sampling.builder().presencePenalty(0.1).build(),
            "repetition_penalty", Sampling.builder().repetitionPenalty(1.1).build(),
            "seed", Sampling.builder().seed(7L).build(),
            "choices", Sampling.builder().choices(2).build(),
            "logit_bias", Sampling.builder().logitBias(Map.of("1", 1.0)).build(),
            "logprobs", Sampling.builder().topLogprobs(2).build(),
            "top_k of a model without", Sampling.builder().topK(40).build())
        .forEach((name, sampling) -> all.add(denied(name, call().toBuilder().sampling(sampling))));
    all.add(denied("grammar", call().toBuilder().format(new ResponseFormat.Grammar("regex", "a"))));
    all.add(denied("JSON object", call().toBuilder().format(new ResponseFormat.JsonObject())));
    all.add(denied("thinking", call().toBuilder().thinking(new Thinking("high", null, null))));
    all.add(
        denied(
            "audio",
            call().toBuilder().output(new Output(List.of("audio"), null, "alloy", "audio/wav"))));
    all.add(denied("end user", call().toBuilder().endUser("u")));
    all.add(denied("store", call().toBuilder().store(true)));
    all.add(denied("one call at a time", call().toBuilder().toolChoice(sequential())));
    all.add(denied("foreign tool", call().toBuilder().tools(List.of(foreignTool()))));
    all.add(denied("picture's address", asking(media("image/png", "https://x.example/a.png"))));
    all.add(denied("kind of picture", asking(data("image/tiff"))));
    all.add(denied("foreign thinking", asking(foreignThinking())));
    all.add(denied("author's name", call().toBuilder().messages(List.of(named()))));
    return all;
  }

  private static Denied denied(String name, ChatCall.Builder call) {
    return new Denied(name, call.build());
  }

  private static ToolChoice sequential() {
    return new ToolChoice(null, List.of(), false);
  }

  private static Tool foreignTool() {
    return new Tool.Hosted("openai.web_search", "web_search", "{}");
  }

  private static Message named() {
    return new Message(Message.USER, List.of(Part.Text.of("Hi")), "Ann", Extra.NONE);
  }

  private ChatCall.Builder asking(Part part) {
    return call().toBuilder().messages(List.of(Message.of(Message.USER, List.of(part))));
  }

  private static Part media(String type, String uri) {
    return new Part.Media(type, null, uri, null, null, null, Marks.NONE);
  }

  private static Part data(String type) {
    ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3}).asReadOnlyBuffer();
    return new Part.Media(type, data, null, null, null, null, Marks.NONE);
  }

  private static Part foreignThinking() {
    return new Part.Reasoning("Hm.", null, new Marks("sig", "anthropic", null, Extra.NONE));
  }
}
