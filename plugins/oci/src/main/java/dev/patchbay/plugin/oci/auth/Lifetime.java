package dev.patchbay.plugin.oci.auth;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.CredentialSource.Fetched;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/** How long a key is good for. */
final class Lifetime {
  private static final String TOKEN = "ST$";

  /** A key of a user has no end, but its file may be replaced. */
  private static final Duration REREAD = Duration.ofMinutes(10);

  private static final Duration ENDLESS = Duration.ofDays(3650);

  private Lifetime() {}

  static Fetched<SigningKey> of(SigningKey key, InstantSource time) {
    Instant now = time.instant();
    if (!key.keyId().startsWith(TOKEN)) {
      return new Fetched<>(key, now.plus(REREAD), now.plus(ENDLESS));
    }
    Instant end = end(key.keyId().substring(TOKEN.length()));
    // Half of what is left, as Oracle's own clients do.
    Instant refresh = now.plus(Duration.between(now, end).dividedBy(2));
    return new Fetched<>(key, refresh.isBefore(now) ? now : refresh, end);
  }

  /** The time that the token, a JWT, says itself. */
  static Instant end(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      byte[] claims = Base64.getUrlDecoder().decode(parts.length < 2 ? "" : parts[1]);
      JsonReader json = new JsonReader().over(claims, 0, claims.length);
      json.beginObject();
      while (json.nextMember()) {
        if (json.name().equals("exp")) {
          return Instant.ofEpochSecond(json.integer());
        }
        json.skip();
      }
    } catch (IllegalArgumentException | JsonException e) {
      throw new IllegalStateException("the security token is no JWT", e);
    }
    throw new IllegalStateException("the security token does not say when it ends");
  }
}
