package dev.patchbay.server.access;

import dev.patchbay.server.config.KeyHash;
import dev.patchbay.server.config.KeySection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All keys of a server, by the SHA-256 of each. How long a look-up takes tells nothing that helps
 * to guess a key: it depends on the digest of what was shown, which nobody can choose. Immutable.
 */
final class KeyRing {
  /** Of a server without keys. */
  static final KeyRing EMPTY = new KeyRing(Map.of());

  /** To be cloned: finding the algorithm costs more than the digest. */
  private static final MessageDigest SHA_256 = sha256();

  private final Map<ByteBuffer, Holder> holders;

  private record Holder(byte[] digest, Principal principal) {}

  private KeyRing(Map<ByteBuffer, Holder> holders) {
    this.holders = holders;
  }

  /**
   * @param keys no two with the same hash
   */
  static KeyRing of(Collection<KeySection> keys) {
    var holders = new HashMap<ByteBuffer, Holder>();
    for (KeySection key : keys) {
      byte[] digest = HexFormat.of().parseHex(key.hash().hex());
      holders.put(ByteBuffer.wrap(digest), new Holder(digest, Principal.of(key)));
    }
    return new KeyRing(holders);
  }

  boolean isEmpty() {
    return holders.isEmpty();
  }

  /** Whose key this is; null: nobody's. */
  @Nullable Principal find(String secret) {
    if (secret.length() > KeyHash.LONGEST || !isVisibleAscii(secret)) {
      return null;
    }
    byte[] digest = digest(secret);
    Holder holder = holders.get(ByteBuffer.wrap(digest));
    return holder != null && MessageDigest.isEqual(holder.digest, digest) ? holder.principal : null;
  }

  private static boolean isVisibleAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  private static byte[] digest(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return ((MessageDigest) SHA_256.clone()).digest(bytes);
    } catch (CloneNotSupportedException e) {
      return sha256().digest(bytes);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
