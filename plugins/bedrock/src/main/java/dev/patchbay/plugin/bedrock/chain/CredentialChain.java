package dev.patchbay.plugin.bedrock.chain;

import dev.patchbay.plugin.bedrock.aws.Identity;
import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Amazon's chain, by Amazon's library and in its order: a Bedrock API key in the environment,
 * access keys in system properties and environment, web identity, profile file (also with a role to
 * assume, or a login at IAM Identity Center), container, instance. The first that gives something
 * is taken.
 *
 * <p>The providers are made for each fetch: they keep what they have got, also when the service has
 * refused it.
 */
public final class CredentialChain implements CredentialSource<Identity> {
  private static final String BEARER = "AWS_BEARER_TOKEN_BEDROCK";

  /** How often to look whether keys without an end were replaced. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

  /** For keys without an end; within what a clock of nanoseconds can wait. */
  private static final Duration NEVER = Duration.ofDays(3650);

  private static final Duration AHEAD = Duration.ofMinutes(10);

  private final InstantSource time;
  private final UnaryOperator<@Nullable String> environment;
  private final @Nullable String profile;

  /**
   * @param environment gives an environment variable's value, null if it is not set
   * @param profile the profile to take; null: the environment's, else {@code default}
   */
  public CredentialChain(
      InstantSource time, UnaryOperator<@Nullable String> environment, @Nullable String profile) {
    this.time = time;
    this.environment = environment;
    this.profile = profile;
  }

  @Override
  public Fetched<Identity> fetch() {
    String bearer = environment.apply(BEARER);
    if (profile == null && bearer != null && !bearer.isBlank()) {
      return fetched(new Identity.Bearer(Secret.of(bearer.strip())), Optional.empty());
    }
    List<String> failures = new ArrayList<>();
    for (Supplier<AwsCredentialsProvider> source : sources()) {
      Fetched<Identity> keys = keys(source.get(), failures);
      if (keys != null) {
        return keys;
      }
    }
    throw new IllegalStateException("no AWS credentials: " + String.join("; ", failures));
  }

  private List<Supplier<AwsCredentialsProvider>> sources() {
    Supplier<AwsCredentialsProvider> profiles = () -> ProfileCredentialsProvider.create(profile);
    return profile != null
        ? List.of(profiles)
        : List.of(
            SystemPropertyCredentialsProvider::create,
            EnvironmentVariableCredentialsProvider::create,
            WebIdentityTokenFileCredentialsProvider::create,
            profiles,
            ContainerCredentialsProvider::create,
            InstanceProfileCredentialsProvider::create);
  }

  private @Nullable Fetched<Identity> keys(AwsCredentialsProvider provider, List<String> failures) {
    try {
      AwsCredentials keys = provider.resolveCredentials();
      Secret token =
          keys instanceof AwsSessionCredentials session ? Secret.of(session.sessionToken()) : null;
      Identity identity =
          new Identity.Keys(keys.accessKeyId(), Secret.of(keys.secretAccessKey()), token);
      return fetched(identity, keys.expirationTime());
    } catch (RuntimeException e) {
      boolean profiles = provider instanceof ProfileCredentialsProvider;
      failures.add(e.getMessage() + (profiles ? SsoLogin.hint(profile, e) : ""));
      return null;
    } finally {
      if (provider instanceof SdkAutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  private Fetched<Identity> fetched(Identity identity, Optional<Instant> expiration) {
    Instant now = time.instant();
    if (expiration.isEmpty()) {
      return new Fetched<>(identity, now.plus(LOOK_AGAIN), now.plus(NEVER));
    }
    Instant end = expiration.get();
    Duration life = Duration.between(now, end);
    // Short lives are renewed at their half.
    Duration ahead = AHEAD.compareTo(life.dividedBy(2)) < 0 ? AHEAD : life.dividedBy(2);
    return new Fetched<>(identity, end.minus(ahead), end);
  }
}
