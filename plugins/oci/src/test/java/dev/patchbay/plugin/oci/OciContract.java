package dev.patchbay.plugin.oci;

import dev.patchbay.spi.ChatCall;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.testkit.ProviderContract;
import java.util.Map;

/** The contract with Oracle's own API, for one model. */
abstract class OciContract extends ProviderContract {
  private final String model;

  OciContract(String model) {
    this.model = model;
  }

  @Override
  protected ProviderFactory factory() {
    return new OciFactory();
  }

  @Override
  protected EndpointConfig endpoint() {
    return Oci.endpoint(KEY, Map.of());
  }

  @Override
  protected ChatCall call() {
    return Oci.call(model).stream(true).build();
  }

  /** They go into the request inside the envelope: see ChatBodyTest. */
  @Override
  protected boolean carriesExtras() {
    return false;
  }
}
