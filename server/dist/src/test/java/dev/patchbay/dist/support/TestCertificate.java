package dev.patchbay.dist.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody knows, made by the JDK's keytool.
 *
 * @param server what an upstream serves with
 * @param pem the file to trust
 * @param key its private key, PKCS#8 in PEM
 */
public record TestCertificate(SSLContext server, Path pem, Path key) {
  private static final String PASSWORD = "changeit";

  /**
   * @param folder a temporary folder for its files
   * @param name what it is for, in keytool's words: {@code ip:127.0.0.1}, {@code dns:example.org}
   */
  public static TestCertificate create(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve("store.p12");
    Path pem = folder.resolve("ca.pem");
    keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "san=" + name);
    keytool(store, "-exportcert", "-rfc", "-file", pem.toString());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new TestCertificate(context(keys), pem, writeKey(keys, folder.resolve("key.pem")));
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("-alias", "test", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    Path output = Files.createTempFile(store.getParent(), "keytool", ".log");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("keytool failed: " + Files.readString(output));
    }
  }

  private static Path writeKey(KeyStore keys, Path file)
      throws IOException, GeneralSecurityException {
    byte[] key = keys.getKey("test", PASSWORD.toCharArray()).getEncoded();
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
