package dev.patchbay.server.catalog;

import dev.patchbay.server.config.EndpointSection;
import dev.patchbay.server.plugin.Lease;
import dev.patchbay.server.plugin.PluginGeneration;
import dev.patchbay.server.upstream.Upstreams;
import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Settings;
import java.io.IOException;
import java.time.InstantSource;

/**
 * Creates a provider as for real and closes it at once: no credential is fetched, nothing warms up.
 */
final class EndpointCheck implements EndpointOpener {
  @Override
  public Endpoint open(EndpointSection section, Settings settings, PluginGeneration generation)
      throws IOException {
    try (Lease lease = generation.lease();
        Provider provider =
            generation
                .factory(section.provider())
                .create(EndpointOpening.config(section, settings), new InertContext())) {
      var ignored = Upstreams.of(provider.origins(), section.proxy(), section.ca());
      return new Endpoint(EndpointOpening.place(section), "only checked");
    }
  }

  private static final class InertContext implements ProviderContext {
    @Override
    public InstantSource time() {
      return InstantSource.system();
    }

    @Override
    public <C> Credentials<C> credentials(CredentialSource<C> source) {
      return new Credentials<>() {
        @Override
        public C current() {
          throw new ProviderException(ErrorKind.AUTH, "no credential is fetched for a check");
        }

        @Override
        public void rejected(C value) {}
      };
    }
  }
}
