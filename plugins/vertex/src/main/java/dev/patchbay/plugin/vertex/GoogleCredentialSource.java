package dev.patchbay.plugin.vertex;

import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.patchbay.spi.CredentialSource;
import dev.patchbay.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens from Google's own library: by a file of credentials, or by the application default
 * credentials (the file that {@code GOOGLE_APPLICATION_CREDENTIALS} names, the one that gcloud
 * keeps, the metadata server of the machine).
 *
 * <p>Of the library only the exchange is used, which runs on the thread that asks: its caches and
 * threads are not.
 */
final class GoogleCredentialSource implements CredentialSource<GoogleToken> {
  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

  /** The metadata server gives the same token until four minutes before its end. */
  private static final Duration AHEAD = Duration.ofSeconds(225);

  private final @Nullable Path file;
  private final HttpTransportFactory transport;
  private final InstantSource time;
  private @Nullable GoogleCredentials credentials;

  /**
   * @param file null: the application default credentials
   */
  GoogleCredentialSource(@Nullable Path file, HttpTransportFactory transport, InstantSource time) {
    this.file = file;
    this.transport = transport;
    this.time = time;
  }

  @Override
  public Fetched<GoogleToken> fetch() throws IOException {
    GoogleCredentials found = credentials == null ? find() : credentials;
    AccessToken token = found.refreshAccessToken();
    credentials = found;
    Date end = token.getExpirationTime();
    Instant now = time.instant();
    Instant expires = end == null ? now.plus(Duration.ofHours(1)) : end.toInstant();
    Secret bearer = Secret.of(token.getTokenValue());
    return new Fetched<>(
        new GoogleToken(bearer, found.getQuotaProjectId()), refresh(now, expires), expires);
  }

  /** At the latest when half of a short life is over. */
  private static Instant refresh(Instant now, Instant expires) {
    Instant early = expires.minus(AHEAD);
    Instant half = now.plus(Duration.between(now, expires).dividedBy(2));
    return early.isAfter(half) ? early : half;
  }

  private GoogleCredentials find() throws IOException {
    GoogleCredentials found =
        file == null ? GoogleCredentials.getApplicationDefault(transport) : read(file);
    return found.createScopedRequired() ? found.createScoped(SCOPE) : found;
  }

  private GoogleCredentials read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return GoogleCredentials.fromStream(in, transport);
    }
  }
}
