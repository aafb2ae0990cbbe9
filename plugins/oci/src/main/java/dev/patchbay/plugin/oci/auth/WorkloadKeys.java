package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.json.JsonException;
import dev.patchbay.json.JsonReader;
import dev.patchbay.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPrivateKey;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The key of a workload of Oracle's Kubernetes engine: a proxy in the cluster exchanges the pod's
 * service account for a token that belongs to a key made here.
 *
 * <p>Oracle's library has this in an add-on that needs an HTTP client of many megabytes. What is
 * asked and answered is taken from the public source of its Python twin.
 *
 * @param endpoint of the proxy
 * @param token the service account's own token
 * @param authority the cluster's certificate
 */
record WorkloadKeys(URI endpoint, Path token, Path authority) {
  private static final String HOST = "KUBERNETES_SERVICE_HOST";
  private static final int PORT = 12250;
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final String AUTHORITY = "OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH";
  private static final int MILLIS = 10_000;
  private static final int MOST_BYTES = 64 * 1024;

  static boolean isHere(Environment environment) {
    return environment.variable(HOST) != null;
  }

  static WorkloadKeys of(Environment environment) throws IOException {
    String host = environment.variable(HOST);
    if (host == null) {
      throw new IOException(HOST + " is not set: this is no pod");
    }
    String literal = host.contains(":") ? "[" + host + "]" : host;
    String authority = environment.variable(AUTHORITY);
    return new WorkloadKeys(
        URI.create("https://" + literal + ":" + PORT + "/resourcePrincipalSessionTokens"),
        ACCOUNT.resolve("token"),
        authority == null ? ACCOUNT.resolve("ca.crt") : Path.of(authority));
  }

  SigningKey key() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    String podKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    JsonWriter json = new JsonWriter();
    json.beginObject().name("podKey").string(podKey).endObject();
    return new SigningKey(keyId(post(json.bytes())), (RSAPrivateKey) pair.getPrivate());
  }

  private byte[] post(byte[] body) throws IOException, GeneralSecurityException {
    HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(trusting().getSocketFactory());
    }
    connection.setConnectTimeout(MILLIS);
    connection.setReadTimeout(MILLIS);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("authorization", "Bearer " + Files.readString(token).strip());
    connection.setRequestProperty("content-type", "application/json");
    connection.setDoOutput(true);
    connection.getOutputStream().write(body);
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      String hint = status == 403 ? "; is the cluster an enhanced one?" : "";
      throw new IOException("the cluster's token service answered HTTP " + status + hint);
    }
    try (InputStream in = connection.getInputStream()) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  /** A context that trusts the cluster's own authority alone. */
  private SSLContext trusting() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("ca" + number++, one);
      }
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** The answer is base64 of an object with the token, which begins with {@code ST$} already. */
  private static String keyId(byte[] answer) throws IOException {
    String text = new String(answer, UTF_8).strip();
    String base64 = text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    @Nullable String token = null;
    try {
      byte[] object = Base64.getDecoder().decode(base64);
      JsonReader json = new JsonReader().over(object, 0, object.length);
      json.beginObject();
      while (json.nextMember()) {
        if (json.name().equals("token")) {
          token = json.anyText();
        } else {
          json.skip();
        }
      }
    } catch (IllegalArgumentException | JsonException e) {
      throw new IOException("the answer of the cluster's token service can't be read", e);
    }
    if (token == null) {
      throw new IOException("the answer of the cluster's token service has no token");
    }
    return token.startsWith("ST$") ? token : "ST$" + token;
  }
}
