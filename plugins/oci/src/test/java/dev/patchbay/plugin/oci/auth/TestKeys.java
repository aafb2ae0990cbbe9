package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** A pair of keys made for a test. */
record TestKeys(RSAPrivateKey key, RSAPublicKey open) {
  static TestKeys generate() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    return new TestKeys((RSAPrivateKey) pair.getPrivate(), (RSAPublicKey) pair.getPublic());
  }

  String pem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static String pem(String what, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
  }

  /** A token as Oracle's services issue them, for a public key, unsigned. */
  static String token(RSAPublicKey key, Instant end) {
    String jwk =
        "{\\\"kty\\\":\\\"RSA\\\",\\\"kid\\\":\\\"k\\\",\\\"alg\\\":\\\"RS256\\\",\\\"use\\\":\\\"sig\\\","
            + "\\\"n\\\":\\\""
            + url(unsigned(key.getModulus().toByteArray()))
            + "\\\",\\\"e\\\":\\\""
            + url(key.getPublicExponent().toByteArray())
            + "\\\"}";
    String claims =
        "{\"sub\":\"s\",\"iat\":"
            + end.minusSeconds(3600).getEpochSecond()
            + ",\"exp\":"
            + end.getEpochSecond()
            + ",\"jwk\":\""
            + jwk
            + "\"}";
    return url("{\"alg\":\"RS256\"}".getBytes(UTF_8)) + "." + url(claims.getBytes(UTF_8)) + ".c2ln";
  }

  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
