package dev.patchbay.plugin.oci.auth;

import com.oracle.bmc.http.client.pki.Pem;
import com.oracle.bmc.http.client.pki.PemException;
import com.oracle.bmc.http.client.pki.Utf8Utils;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.jspecify.annotations.Nullable;

/** Reads private keys in PEM, old forms and encrypted ones among them. */
final class PrivateKeys {
  static {
    readOnThisThread();
  }

  private PrivateKeys() {}

  /**
   * Has the library read keys on the thread that asks. It would start one of its own for that,
   * which never ends and so holds the plugin's class loader for ever.
   */
  static void readOnThisThread() {
    Utf8Utils.setExecutor(Utf8Utils.buildDirectExecutor());
  }

  /**
   * Reads a key.
   *
   * @param what where it comes from, for a message
   */
  static RSAPrivateKey read(byte[] pem, @Nullable String passphrase, String what)
      throws IOException {
    char[] characters = passphrase == null ? null : passphrase.toCharArray();
    try (Pem.Passphrase secret = Pem.Passphrase.of(characters)) {
      PrivateKey key = Pem.decoder().with(secret).decodePrivateKey(pem);
      if (key instanceof RSAPrivateKey rsa) {
        return rsa;
      }
      throw new IOException("the private key of " + what + " is no RSA key");
    } catch (PemException | IllegalArgumentException e) {
      throw new IOException(
          "the private key of " + what + " can't be read; is it PEM, and the pass phrase right?",
          e);
    }
  }
}
