package dev.patchbay.plugin.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.plugin.local.weights.ModelCache;
import dev.patchbay.plugin.local.weights.PinnedModel;
import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The small model, fetched as a server would fetch it. */
final class RealModel {
  private RealModel() {}

  /** Fails if it can't be fetched; with PATCHBAY_OFFLINE set the test is skipped and says so. */
  static Path file() throws IOException, InterruptedException {
    assumeTrue(
        System.getenv("PATCHBAY_OFFLINE") == null,
        "PATCHBAY_OFFLINE is set: tests with the real model are skipped");
    return ModelCache.ofUser(System.getenv()).file(PinnedModel.SMOL_LM2);
  }

  /** A provider with this model, made as a server makes it. */
  static Provider provider(Map<String, Object> settings) throws IOException, InterruptedException {
    var all = new HashMap<String, Object>(settings);
    all.putIfAbsent("model", file().toString());
    return create(new LocalPlugin().providers().getFirst(), all);
  }

  static Provider create(ProviderFactory factory, Map<String, Object> settings) {
    return factory.create(
        new EndpointConfig("here", null, null, null, Settings.of(settings)), new NoCredentials());
  }

  private static final class NoCredentials implements ProviderContext {
    @Override
    public InstantSource time() {
      return InstantSource.system();
    }

    @Override
    public <C> Credentials<C> credentials(CredentialSource<C> source) {
      throw new AssertionError("a local model has no credentials");
    }
  }
}
