package dev.patchbay.plugin.oci.auth;

import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.InstancePrincipalsAuthenticationDetailsProvider;
import com.oracle.bmc.auth.InstancePrincipalsAuthenticationDetailsProvider.InstancePrincipalsAuthenticationDetailsProviderBuilder;
import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import java.io.IOException;
import java.io.InputStream;

/** Keys and tokens that Oracle's library gets for a machine or for a resource. */
final class PrincipalKeys {
  private static final int RETRIES = 1;
  private static final int MILLIS = 2_000;

  static {
    PrivateKeys.readOnThisThread();
  }

  private PrincipalKeys() {}

  static SigningKey ofInstance() throws IOException {
    return ofInstance(InstancePrincipalsAuthenticationDetailsProvider.builder());
  }

  /** The server repeats what fails, with pauses of its own, so that few repetitions do here. */
  static SigningKey ofInstance(InstancePrincipalsAuthenticationDetailsProviderBuilder builder)
      throws IOException {
    return key(
        builder.detectEndpointRetries(RETRIES).timeoutForEachRetry(MILLIS).build(), "the instance");
  }

  static SigningKey ofResource() throws IOException {
    return key(ResourcePrincipalAuthenticationDetailsProvider.builder().build(), "the resource");
  }

  static SigningKey key(BasicAuthenticationDetailsProvider provider, String what)
      throws IOException {
    // The token first: fetching it makes the key that belongs to it.
    String keyId = provider.getKeyId();
    try (InputStream pem = provider.getPrivateKey()) {
      return new SigningKey(keyId, PrivateKeys.read(pem.readAllBytes(), null, what));
    }
  }
}
