package dev.patchbay.plugin.azure.entra;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A stand-in of Entra ID and of the services of managed identities, on this machine. */
public final class TokenService implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final HttpServer server;
  private final String scheme;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  private TokenService(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::answer);
    server.start();
  }

  private static InetSocketAddress here() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static TokenService plain() throws IOException {
    return new TokenService(HttpServer.create(here(), 0), "http");
  }

  /**
   * With TLS, which the library insists on; from here on this JVM trusts the certificate.
   *
   * @param folder where the key is kept
   */
  public static TokenService secure(Path folder) throws Exception {
    SSLContext tls = context(keys(folder));
    SSLContext.setDefault(tls);
    HttpsServer server = HttpsServer.create(here(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new TokenService(server, "https");
  }

  private static KeyStore keys(Path folder) throws Exception {
    Path file = folder.resolve("keys.p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                tool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("keytool makes no key");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    trusted.setCertificateEntry("a", keys.getCertificate("a"));
    TrustManagerFactory others = TrustManagerFactory.getInstance("PKIX");
    others.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    return context;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER")
            + " "
            + body);
    byte[] answer = (status == 200 ? token() : refusal()).getBytes(UTF_8);
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String token() {
    long end = System.currentTimeMillis() / 1000 + 3600;
    return "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"ext_expires_in\":3600,"
        + ("\"expires_on\":\"" + end + "\",\"resource\":\"r\",")
        + ("\"access_token\":\"token-" + asked.size() + "\"}");
  }

  private static String refusal() {
    return "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client"
        + " secret provided.\",\"error_codes\":[7000215]}";
  }

  /** From here on no one gets a token. */
  void refuse() {
    status = 401;
  }

  public URI address() {
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Method, target, header and body of each request. */
  List<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
