package dev.patchbay.spi;

import org.jspecify.annotations.Nullable;

/**
 * What may ride on any part beside its content.
 *
 * @param signature a provider's proof that must go back to it byte for byte
 * @param mintedBy the provider name that made the signature (or the redacted content); it is sent
 *     to no other
 * @param cachePoint asks for a cache point after this part, with the service's word for its life
 *     ({@code 5m}); empty text: the service's default
 * @param extra members of the caller's part that the model has no component for
 */
public record Marks(
    @Nullable String signature,
    @Nullable String mintedBy,
    @Nullable String cachePoint,
    Extra extra) {
  /** Nothing rides on the part. */
  public static final Marks NONE = new Marks(null, null, null, Extra.NONE);

  public static Marks of(Extra extra) {
    return extra.isEmpty() ? NONE : new Marks(null, null, null, extra);
  }
}
