package dev.patchbay.plugin.azure.entra;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fetches tokens of Entra ID. Nothing of the library outlives a fetch: neither threads nor
 * connections, so that the plugin can be unloaded.
 */
public final class EntraTokens implements CredentialSource<Secret> {
  /**
   * The library hands a managed identity's token out again until five minutes before its end: to
   * ask earlier would give the same one.
   */
  private static final Duration AHEAD = Duration.ofMinutes(4);

  private static final int MOST_WORDS = 400;

  private final CredentialChain chain;
  private final String scope;

  public EntraTokens(Identity identity) {
    this(identity, System::getenv);
  }

  /**
   * @param environment the process's variables by name
   */
  EntraTokens(Identity identity, UnaryOperator<@Nullable String> environment) {
    this.chain = new CredentialChain(identity, environment);
    this.scope = identity.scope();
  }

  @Override
  public Fetched<Secret> fetch() throws IOException {
    AccessToken token = token();
    Instant end = token.getExpiresAt().toInstant();
    Instant half = Instant.now().plus(Duration.between(Instant.now(), end).dividedBy(2));
    Instant ahead = end.minus(AHEAD);
    return new Fetched<>(Secret.of(token.getToken()), ahead.isAfter(half) ? ahead : half, end);
  }

  private AccessToken token() throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return chain
          .credential(new TokenHttp(), threads)
          .getTokenSync(new TokenRequestContext().addScopes(scope));
    } catch (RuntimeException e) {
      throw new IOException("Entra ID gives no token: " + words(e), e);
    }
  }

  private static String words(RuntimeException problem) {
    @Nullable String message = problem.getMessage();
    String text = String.valueOf(message).replaceAll("\\s+", " ").strip();
    return text.substring(0, Math.min(text.length(), MOST_WORDS));
  }
}
