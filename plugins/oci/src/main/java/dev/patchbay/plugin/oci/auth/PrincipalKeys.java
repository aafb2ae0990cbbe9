package dev.patchbay.plugin.oci.auth;

import com.oracle.bmc.auth.BasicAuthenticationDetailsProvider;
import com.oracle.bmc.auth.InstancePrincipalsAuthenticationDetailsProvider;
import com.oracle.bmc.auth.InstancePrincipalsAuthenticationDetailsProvider.InstancePrincipalsAuthenticationDetailsProviderBuilder;
import com.oracle.bmc.auth.ResourcePrincipalAuthenticationDetailsProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Keys and tokens that Oracle's library gets for a machine or for a resource. */
final class PrincipalKeys {
  private static final int RETRIES = 1;
  private static final int MILLIS = 2_000;

  static {
    PrivateKeys.readOnThisThread();
  }

  private PrincipalKeys() {}

  /** The server repeats what fails, with pauses of its own, so that few repetitions do here. */
  static SigningKey ofInstance() throws IOException {
    InstancePrincipalsAuthenticationDetailsProviderBuilder builder =
        InstancePrincipalsAuthenticationDetailsProvider.builder()
            .detectEndpointRetries(RETRIES)
            .timeoutForEachRetry(MILLIS);
    check(URI.create(builder.getMetadataBaseUrl() + "instance/region"));
    return key(builder.build(), "the instance");
  }

  /**
   * Other clouds answer at the same address. The library takes their "not found" for the name of a
   * region, and then asks a minute and a half for a certificate.
   */
  private static void check(URI region) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) region.toURL().openConnection();
    connection.setConnectTimeout(MILLIS);
    connection.setReadTimeout(MILLIS);
    connection.setRequestProperty("authorization", "Bearer Oracle");
    int status = connection.getResponseCode();
    connection.disconnect();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException(
          "this is no instance of Oracle's cloud: its metadata service answered HTTP " + status);
    }
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
