package dev.patchbay.plugin.azure.entra;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how tokens are got: by the client's secret, else by the workload's identity, else by the
 * managed identity.
 */
final class CredentialChain {
  private final Identity identity;
  private final UnaryOperator<@Nullable String> environment;

  /**
   * @param environment the process's variables by name
   */
  CredentialChain(Identity identity, UnaryOperator<@Nullable String> environment) {
    this.identity = identity;
    this.environment = environment;
  }

  /**
   * A credential that keeps nothing of earlier ones.
   *
   * @param threads what the library runs on, instead of a pool of its own that would never end
   */
  TokenCredential credential(HttpClient http, ExecutorService threads) {
    String tenant = or(identity.tenant(), "AZURE_TENANT_ID");
    String client = or(identity.client(), "AZURE_CLIENT_ID");
    String secret = secret();
    if (secret != null && tenant != null && client != null) {
      var builder = new ClientSecretCredentialBuilder().clientSecret(secret);
      return common(builder, tenant, client, threads).httpClient(http).build();
    }
    String file = environment.apply("AZURE_FEDERATED_TOKEN_FILE");
    if (file != null && tenant != null && client != null) {
      var builder = new WorkloadIdentityCredentialBuilder().tokenFilePath(file);
      return common(builder, tenant, client, threads).httpClient(http).build();
    }
    var builder = new ManagedIdentityCredentialBuilder().executorService(threads).httpClient(http);
    return client == null ? builder.build() : builder.clientId(client).build();
  }

  private @Nullable String secret() {
    return identity.secret() == null
        ? environment.apply("AZURE_CLIENT_SECRET")
        : identity.secret().reveal();
  }

  private @Nullable String or(@Nullable String configured, String variable) {
    return configured == null ? environment.apply(variable) : configured;
  }

  private <B extends AadCredentialBuilderBase<B>> B common(
      B builder, String tenant, String client, ExecutorService threads) {
    URI authority = identity.authority();
    B all = builder.tenantId(tenant).clientId(client).executorService(threads);
    // Instance discovery asks the public cloud whether it knows the host.
    return authority == null
        ? all
        : all.authorityHost(authority.toString()).disableInstanceDiscovery();
  }
}
