package dev.patchbay.spi;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to one of a provider's origins. The server adds {@code host}, {@code content-length},
 * {@code user-agent} and all that belongs to the connection.
 */
public final class Outbound {
  /** Signs a request just before it is written, after any wait for a connection. */
  public interface Signer {
    /**
     * Whether signing takes long (public-key signatures): the server then runs it off the event
     * loop.
     */
    default boolean heavy() {
      return false;
    }

    /**
     * Adds headers.
     *
     * @param now the time to sign with
     * @throws Exception fails the attempt as {@link ErrorKind#AUTH}
     */
    void sign(Outbound request, Instant now, HeaderSink headers) throws Exception;
  }

  /** Takes further headers. */
  @FunctionalInterface
  public interface HeaderSink {
    void add(String name, String value);
  }

  private final String target;
  private final List<String> headers;
  private final List<ByteBuffer> body;
  private final int origin;
  private final @Nullable Signer signer;

  private Outbound(
      String target,
      List<String> headers,
      List<ByteBuffer> body,
      int origin,
      @Nullable Signer signer) {
    this.target = target;
    this.headers = headers;
    this.body = body;
    this.origin = origin;
    this.signer = signer;
  }

  /**
   * A POST to the first origin.
   *
   * @param target path and query, already escaped, starting with {@code /}
   * @param headers name, value, name, value …; names in lower case
   * @param body pieces sent one after the other; the server's from here on and never written again
   */
  public static Outbound post(String target, List<String> headers, List<ByteBuffer> body) {
    if (!target.startsWith("/")) {
      throw new IllegalArgumentException("target must start with '/': " + target);
    }
    if (headers.size() % 2 != 0) {
      throw new IllegalArgumentException(
          "headers are name, value pairs, but there are " + headers.size() + " texts");
    }
    return new Outbound(target, List.copyOf(headers), List.copyOf(body), 0, null);
  }

  /** The same to another origin: an index of {@link Provider#origins}. */
  public Outbound origin(int index) {
    return new Outbound(target, headers, body, index, signer);
  }

  /** The same, signed. */
  public Outbound signedBy(Signer signer) {
    return new Outbound(target, headers, body, origin, signer);
  }

  public String target() {
    return target;
  }

  public List<String> headers() {
    return headers;
  }

  /** Read with {@code duplicate()}: attempts may share it. */
  public List<ByteBuffer> body() {
    return body;
  }

  public int origin() {
    return origin;
  }

  public @Nullable Signer signer() {
    return signer;
  }
}
