package dev.patchbay.plugin.fireworks;

import dev.patchbay.plugin.testkit.HostContract;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Settings;
import java.util.Map;

/** The contract where thinking stands in the text, between tags, and is told as thinking. */
final class FireworksTaggedContractTest extends HostContract {
  FireworksTaggedContractTest() {
    super("fireworks", new FireworksFactory());
  }

  @Override
  protected EndpointConfig endpoint() {
    Settings settings = Settings.of(Map.of("reasoning-tag", "think"));
    return new EndpointConfig("tagged", null, Secret.of(KEY), null, settings);
  }

  @Override
  protected String goldenFolder() {
    return "fireworks-tagged";
  }
}
