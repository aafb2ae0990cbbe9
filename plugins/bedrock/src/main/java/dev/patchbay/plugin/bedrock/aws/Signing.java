package dev.patchbay.plugin.bedrock.aws;

import static java.util.Objects.requireNonNull;

import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the requests of one endpoint are signed: with a key that stands, or one kept fresh. */
public final class Signing {
  private final Identity.@Nullable Bearer standing;
  private final @Nullable Credentials<Identity> credentials;
  private final @Nullable SigV4 signatures;

  private Signing(
      Identity.@Nullable Bearer standing,
      @Nullable Credentials<Identity> credentials,
      @Nullable SigV4 signatures) {
    this.standing = standing;
    this.credentials = credentials;
    this.signatures = signatures;
  }

  /** With a token that is used as it is. */
  public static Signing bearer(Secret token) {
    return new Signing(new Identity.Bearer(token), null, null);
  }

  /** With whatever the chain of sources gives. */
  public static Signing of(Credentials<Identity> credentials, SigV4 signatures) {
    return new Signing(null, credentials, signatures);
  }

  /**
   * Who asks now.
   *
   * @throws dev.patchbay.spi.ProviderException if there is no credential at hand
   */
  public Identity current() {
    return standing != null ? standing : requireNonNull(credentials).current();
  }

  /** The headers of a ready token; none for keys, whose signature is made later. */
  public List<String> headers(Identity identity) {
    return identity instanceof Identity.Bearer bearer
        ? List.of("authorization", "Bearer " + bearer.token().reveal())
        : List.of();
  }

  /** The same request, to be signed with keys; as it is for a ready token. */
  public Outbound sign(Outbound request, Identity identity) {
    return identity instanceof Identity.Keys keys
        ? request.signedBy(requireNonNull(signatures).with(keys))
        : request;
  }

  /** Whether another credential may come. */
  public boolean isFresh() {
    return credentials != null;
  }

  /** The service refused it: the next one is fetched early. */
  public void rejected(Identity identity) {
    if (credentials != null) {
      credentials.rejected(identity);
    }
  }
}
