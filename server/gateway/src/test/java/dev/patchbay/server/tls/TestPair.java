package dev.patchbay.server.tls;

import dev.patchbay.server.config.Position;
import dev.patchbay.server.config.TlsSection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate for 127.0.0.1 that signs itself, made by the JDK's keytool. */
record TestPair(X509Certificate certificate, PrivateKey key) {
  private static final String PASSWORD = "changeit";

  static TestPair rsa(Path folder, String name, String... more) {
    return create(folder, name, "RSA", more);
  }

  static TestPair ec(Path folder, String name, String... more) {
    return create(folder, name, "EC", more);
  }

  /**
   * @param more keytool's, such as {@code -startdate}
   */
  static TestPair create(Path folder, String name, String algorithm, String... more) {
    try {
      Path store = Files.createTempDirectory(folder, name).resolve("store.p12");
      keytool(store, name, algorithm, more);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      return new TestPair(
          (X509Certificate) keys.getCertificate("test"),
          (PrivateKey) keys.getKey("test", PASSWORD.toCharArray()));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void keytool(Path store, String name, String algorithm, String... more)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of("-genkeypair", "-keyalg", algorithm, "-dname", "CN=" + name, "-alias", "test"));
    command.addAll(List.of("-ext", "san=ip:127.0.0.1", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    command.addAll(List.of(more));
    Path output = Files.createTempFile("keytool", ".log");
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

  String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  static String pem(String label, byte[] content) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, base64, label);
  }

  /** Writes both files, as an operator would who takes care: whole or not at all. */
  TlsSection install(Path folder) throws IOException, GeneralSecurityException {
    TlsSection files = section(folder);
    replace(files.certificate(), certificatePem());
    replace(files.key(), keyPem());
    return files;
  }

  static TlsSection section(Path folder) {
    Path configuration = folder.resolve("c.yaml");
    return new TlsSection(
        folder.resolve("certificate.pem"),
        new Position(configuration, 3, 5),
        folder.resolve("key.pem"),
        new Position(configuration, 4, 5));
  }

  static void replace(Path file, String content) throws IOException {
    Path next = Files.writeString(Path.of(file + ".next"), content);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
