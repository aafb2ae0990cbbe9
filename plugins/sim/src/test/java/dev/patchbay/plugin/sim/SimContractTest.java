package dev.patchbay.plugin.sim;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Extra;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.ResponseFormat;
import dev.patchbay.spi.Settings;
import dev.patchbay.spi.Tool;
import dev.patchbay.spi.ToolChoice;
import dev.patchbay.spi.testkit.ProviderContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;

final class SimContractTest extends ProviderContract {
  @Override
  protected ProviderFactory factory() {
    return new SimFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    Settings quick = Settings.of(Map.of("first-token", Duration.ofMillis(1)));
    return new EndpointConfig("contract", null, null, null, quick);
  }

  @Override
  protected List<Denied> denied() {
    ChatCall call = call();
    Tool tool = new Tool.Function("look", null, "", null, Extra.NONE);
    ToolChoice forced = new ToolChoice(ToolChoice.REQUIRED, List.of("look"), null);
    return List.of(
        new Denied("json", call.toBuilder().format(new ResponseFormat.JsonObject()).build()),
        new Denied(
            "forced tool", call.toBuilder().tools(List.of(tool)).toolChoice(forced).build()));
  }
}
