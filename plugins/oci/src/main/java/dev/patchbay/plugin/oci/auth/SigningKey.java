package dev.patchbay.plugin.oci.auth;

import java.security.interfaces.RSAPrivateKey;

/**
 * What requests are signed with.
 *
 * @param keyId {@code tenancy/user/fingerprint}, or {@code ST$} and a token, which is a secret
 */
public record SigningKey(String keyId, RSAPrivateKey key) {
  @Override
  public String toString() {
    return "SigningKey[***]";
  }
}
