package dev.patchbay.plugin.local;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.Marks;
import dev.patchbay.spi.Message;
import dev.patchbay.spi.Part;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Sampling;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.testkit.ProviderContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

final class LocalContractTest extends ProviderContract {
  private final Path model;

  /** Fetches here, since a slow fetch may take longer than the methods' time-out. */
  LocalContractTest() throws Exception {
    model = RealModel.file();
  }

  @Override
  protected ProviderFactory factory() {
    return new LocalPlugin().providers().getFirst();
  }

  @Override
  protected EndpointConfig endpoint() {
    var settings = Settings.of(Map.of("model", model.toString(), "context", 256L));
    return new EndpointConfig("contract", null, Secret.of(KEY), null, settings);
  }

  @Override
  protected List<Denied> denied() {
    Part call = new Part.ToolCall("id", "look", "{}", Marks.NONE);
    return List.of(
        new Denied(
            "tools",
            call().toBuilder()
                .tools(List.of(new Tool.Function("look", null, "{}", null, Extra.NONE)))
                .build()),
        new Denied("format", call().toBuilder().format(new ResponseFormat.JsonObject()).build()),
        new Denied(
            "tool call",
            call().toBuilder()
                .messages(List.of(Message.of(Message.ASSISTANT, List.of(call))))
                .build()),
        sampling("choices", Sampling.builder().choices(2)),
        sampling("logprobs", Sampling.builder().topLogprobs(1)),
        sampling("penalty", Sampling.builder().frequencyPenalty(0.5)));
  }

  private Denied sampling(String name, Sampling.Builder sampling) {
    ChatCall call = call().toBuilder().sampling(sampling.build()).build();
    return new Denied(name, call);
  }
}
