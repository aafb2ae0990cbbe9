package dev.patchbay.plugin.bedrock.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.plugin.bedrock.aws.Identity;
import dev.patchbay.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Trades a token of the cluster's (EKS: IAM roles for service accounts) for a role's keys, by STS's
 * {@code AssumeRoleWithWebIdentity}, which needs no signature. Amazon's library would need its STS
 * client and an HTTP client for this one request.
 */
final class WebIdentity {
  /** A role's keys and their end. */
  record Role(Identity.Keys keys, Instant expiration) {}

  private static final int MOST_BYTES = 64 * 1024;
  private static final int MILLIS = 5000;

  private final Path tokenFile;
  private final String role;
  private final String session;
  private final URI sts;

  private WebIdentity(Path tokenFile, String role, String session, URI sts) {
    this.tokenFile = tokenFile;
    this.role = role;
    this.session = session;
    this.sts = sts;
  }

  /** By the variables that EKS sets; null if it has not. */
  static @Nullable WebIdentity of(UnaryOperator<@Nullable String> environment) {
    String tokenFile = environment.apply("AWS_WEB_IDENTITY_TOKEN_FILE");
    String role = environment.apply("AWS_ROLE_ARN");
    if (tokenFile == null || role == null) {
      return null;
    }
    String session = environment.apply("AWS_ROLE_SESSION_NAME");
    return new WebIdentity(
        Path.of(tokenFile), role, session == null ? "patchbay" : session, sts(environment));
  }

  private static URI sts(UnaryOperator<@Nullable String> environment) {
    String url = environment.apply("AWS_ENDPOINT_URL_STS");
    if (url != null) {
      return URI.create(url);
    }
    String region = environment.apply("AWS_REGION");
    String where = region == null ? environment.apply("AWS_DEFAULT_REGION") : region;
    String host = where == null ? "sts.amazonaws.com" : "sts." + where + ".amazonaws.com";
    return URI.create("https://" + host + (host.contains(".cn-") ? ".cn" : "") + "/");
  }

  Role assume() throws IOException {
    String form =
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn="
            + encoded(role)
            + "&RoleSessionName="
            + encoded(session)
            + "&WebIdentityToken="
            + encoded(Files.readString(tokenFile, UTF_8).strip());
    HttpURLConnection connection = (HttpURLConnection) sts.toURL().openConnection();
    try {
      return role(ask(connection, form.getBytes(UTF_8)));
    } finally {
      connection.disconnect();
    }
  }

  private static String ask(HttpURLConnection connection, byte[] form) throws IOException {
    connection.setConnectTimeout(MILLIS);
    connection.setReadTimeout(MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    connection.setRequestProperty("content-type", "application/x-www-form-urlencoded");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(form);
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
      String answer = in == null ? "" : new String(in.readNBytes(MOST_BYTES), UTF_8);
      if (status != 200) {
        String code = find("Code", answer);
        String message = find("Message", answer);
        throw new IOException("STS answers " + status + ": " + code + ": " + message);
      }
      return answer;
    }
  }

  private static Role role(String answer) throws IOException {
    String id = find("AccessKeyId", answer);
    String secret = find("SecretAccessKey", answer);
    String token = find("SessionToken", answer);
    String end = find("Expiration", answer);
    if (id == null || secret == null || token == null || end == null) {
      throw new IOException("STS's answer has no keys");
    }
    return new Role(new Identity.Keys(id, Secret.of(secret), Secret.of(token)), Instant.parse(end));
  }

  /** The text of an element that holds no other. */
  private static @Nullable String find(String element, String xml) {
    Matcher found = Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(xml);
    return found.find() ? found.group(1).strip() : null;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
