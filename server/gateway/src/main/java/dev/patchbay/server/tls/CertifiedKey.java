package dev.patchbay.server.tls;

import dev.patchbay.server.config.TlsSection;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate with its private key, found to belong together.
 *
 * @param chain the listener's own certificate first
 */
record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PKCS_8 = "PRIVATE KEY";

  /** What is signed to try a key. */
  private static final byte[] SAMPLE = "patchbay".getBytes(StandardCharsets.UTF_8);

  CertifiedKey {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both files. Blocks.
   *
   * @param now when the certificate must be valid
   */
  static CertifiedKey read(TlsSection files, Instant now) throws BadPairException {
    PemFile certificates = PemFile.read(files.certificate(), files.certificateAt());
    List<X509Certificate> chain = chain(certificates);
    checkTime(certificates, chain.getFirst(), now);
    PemFile keys = PemFile.read(files.key(), files.keyAt());
    PrivateKey key = key(keys);
    if (!belong(chain.getFirst(), key)) {
      throw keys.bad(
          "holds a key that does not belong to the certificate in "
              + files.certificate()
              + ", which is for "
              + subject(chain.getFirst()));
    }
    return new CertifiedKey(chain, key);
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  private static String subject(X509Certificate certificate) {
    return "\"" + certificate.getSubjectX500Principal().getName() + "\"";
  }

  private static List<X509Certificate> chain(PemFile file) throws BadPairException {
    var chain = new ArrayList<X509Certificate>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (PemFile.Block block : file.labelled(CERTIFICATE)) {
        var in = new ByteArrayInputStream(file.decoded(block));
        chain.add((X509Certificate) factory.generateCertificate(in));
      }
    } catch (CertificateException e) {
      throw file.bad("holds a certificate that can't be read: " + e.getMessage());
    }
    if (chain.isEmpty()) {
      throw file.bad("holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }
    return chain;
  }

  private static void checkTime(PemFile file, X509Certificate certificate, Instant now)
      throws BadPairException {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw file.bad("holds a certificate that expired at " + until);
    }
    if (now.isBefore(from)) {
      throw file.bad("holds a certificate that is not valid before " + from);
    }
  }

  private static PrivateKey key(PemFile file) throws BadPairException {
    List<PemFile.Block> found = file.labelled(PKCS_8);
    if (found.isEmpty()) {
      throw file.bad(withoutKey(file));
    }
    var spec = new PKCS8EncodedKeySpec(file.decoded(found.getFirst()));
    for (String algorithm : List.of("RSA", "EC")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // Of the other algorithm.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK knows " + algorithm, e);
      }
    }
    throw file.bad("holds a private key that is neither an RSA nor an EC key");
  }

  private static String withoutKey(PemFile file) {
    for (PemFile.Block block : file.blocks()) {
      if (block.label().startsWith("ENCRYPTED") || block.base64().contains("ENCRYPTED")) {
        return "holds an encrypted key; take the passphrase off:"
            + " openssl pkcs8 -topk8 -nocrypt -in KEY -out PLAIN_KEY";
      }
      if (block.label().endsWith(PKCS_8)) {
        return "holds a key as \""
            + block.label()
            + "\", not as PKCS#8; convert it:"
            + " openssl pkcs8 -topk8 -nocrypt -in KEY -out PKCS8_KEY";
      }
    }
    return "holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)";
  }

  private static boolean belong(X509Certificate certificate, PrivateKey key) {
    String algorithm = key.getAlgorithm();
    if (!certificate.getPublicKey().getAlgorithm().equals(algorithm)) {
      return false;
    }
    try {
      Signature signature =
          Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
      signature.initSign(key);
      signature.update(SAMPLE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(SAMPLE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return subject(certificate()) + ", valid until " + certificate().getNotAfter().toInstant();
  }
}
