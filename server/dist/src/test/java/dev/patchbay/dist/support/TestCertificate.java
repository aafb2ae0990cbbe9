package dev.patchbay.dist.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody knows, made by the JDK's keytool.
 *
 * @param server what an upstream serves with
 * @param pem the file to trust
 */
public record TestCertificate(SSLContext server, Path pem) {
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
    return new TestCertificate(context(store), pem);
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

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
