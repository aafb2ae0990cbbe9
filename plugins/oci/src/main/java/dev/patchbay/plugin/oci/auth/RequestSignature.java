package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.Outbound;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Signs a POST as Oracle's "Request Signatures" say, version 1.
 *
 * <p>Our own, since the library's wants the body as one text, which a picture of many megabytes is
 * not. The signatures are equal.
 *
 * @param host as it stands in the request's header of this name
 */
public record RequestSignature(SigningKey key, String host) implements Outbound.Signer {
  private static final String HEADERS =
      "date (request-target) host content-length content-type x-content-sha256";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** What stands in the header {@code host} of requests to an origin. */
  public static String host(URI origin) {
    return origin.getPort() < 0 ? origin.getHost() : origin.getHost() + ":" + origin.getPort();
  }

  /** A signature of a key of 2,048 bits takes more than a millisecond. */
  @Override
  public boolean heavy() {
    return true;
  }

  @Override
  public void sign(Outbound request, Instant now, Outbound.HeaderSink headers)
      throws GeneralSecurityException {
    String date = DATE.format(now);
    headers.add("date", date);
    headers.add("x-content-sha256", digest(request.body()));
    headers.add("authorization", authorization(signature(text(request, host, date))));
  }

  /** What is signed. */
  static String text(Outbound request, String host, String date) throws GeneralSecurityException {
    long length = request.body().stream().mapToLong(ByteBuffer::remaining).sum();
    return "date: "
        + date
        + "\n(request-target): post "
        + request.target()
        + "\nhost: "
        + host
        + "\ncontent-length: "
        + length
        + "\ncontent-type: "
        + contentType(request.headers())
        + "\nx-content-sha256: "
        + digest(request.body());
  }

  private String authorization(String signature) {
    return "Signature version=\"1\",headers=\""
        + HEADERS
        + "\",keyId=\""
        + key.keyId()
        + "\",algorithm=\"rsa-sha256\",signature=\""
        + signature
        + '"';
  }

  private String signature(String text) throws GeneralSecurityException {
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initSign(key.key());
    rsa.update(text.getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(rsa.sign());
  }

  private static String digest(List<ByteBuffer> body) throws GeneralSecurityException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    body.forEach(piece -> sha256.update(piece.duplicate()));
    return Base64.getEncoder().encodeToString(sha256.digest());
  }

  private static String contentType(List<String> headers) {
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equals("content-type")) {
        return headers.get(i + 1);
      }
    }
    throw new IllegalStateException("a request to be signed needs a content-type");
  }
}
