package dev.patchbay.plugin.toolkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ResponseHead;
import dev.patchbay.spi.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What services share in telling of errors: a status, the headers with the request's id and the
 * time to wait, and a body of words that may be cut, empty or a page for people. A dialect reads
 * the words and says what they mean. One for each response.
 *
 * @param <W> the words of the dialect
 */
public abstract class HttpErrors<W extends ErrorWords> implements ErrorSource {
  private static final int MAX_PLAIN = 512;

  private final InstantSource time;
  private final @Nullable Secret key;
  private final List<String> requestIds;
  private int status;
  private @Nullable String requestId;
  private @Nullable Duration retryAfter;
  private @Nullable String location;

  /**
   * @param key is never let through into a message, should the service quote it
   * @param requestIds the headers that may hold the request's id, the best first
   */
  protected HttpErrors(InstantSource time, @Nullable Secret key, List<String> requestIds) {
    this.time = time;
    this.key = key;
    this.requestIds = requestIds;
  }

  /** No words yet. */
  protected abstract W words();

  /**
   * What an error means.
   *
   * @param code the response's status, or the one that the words tell under a 200; 0: none
   * @param message the words' own, or what stands for it
   */
  protected abstract ErrorKind kind(int code, W words, String message);

  @Override
  public void head(ResponseHead head) {
    status = head.status();
    // Together asks to wait beside answers, too.
    retryAfter = status < 400 ? null : RetryAfter.of(head, time);
    location = head.header("location");
    for (String name : requestIds) {
      requestId = requestId == null ? head.header(name) : requestId;
    }
  }

  /** The service's id of the request; null: not told. */
  public final @Nullable String requestId() {
    return requestId;
  }

  /** How long to wait, if nothing has told it yet. */
  protected final void waitFor(@Nullable Duration told) {
    retryAfter = retryAfter == null ? told : retryAfter;
  }

  /** Waiting does not help, whatever the headers say. */
  protected final void waitNot() {
    retryAfter = null;
  }

  /** What a response of status 300 and up means. */
  @Override
  public final ProviderError ofStatus(byte[] body, int length) {
    if (status < 400) {
      String to = location == null ? "" : " to " + location.replaceAll("[?#].*", "");
      String message = "HTTP " + status + " redirects" + to + ", which is not followed";
      return error(ErrorKind.BAD_RESPONSE, message + ": correct base-url", status, null);
    }
    W words = read(body, 0, length);
    String message = words.message == null ? plain(body, length) : words.message;
    return error(kind(status, words, message), message, status, words.code());
  }

  /** What an object says that came under a 200. */
  public final ProviderError inBand(byte[] buffer, int offset, int length) {
    W words = read(buffer, offset, length);
    String message = words.message == null ? words.nothing() : words.message;
    return error(kind(words.status, words, message), message, words.status, words.code());
  }

  /** An error of this response. */
  public final ProviderError error(
      ErrorKind kind, String message, int code, @Nullable String word) {
    String safe = key == null ? message : message.replace(key.reveal(), "***");
    return ProviderError.of(kind, safe)
        .withStatus(code)
        .withCode(word)
        .withRequestId(requestId)
        .withRetryAfter(retryAfter);
  }

  private W read(byte[] buffer, int offset, int length) {
    W words = words();
    words.read(buffer, offset, length);
    requestId = requestId == null ? words.requestId : requestId;
    waitFor(words.retry.delay());
    return words;
  }

  private String plain(byte[] body, int length) {
    String text = new String(body, 0, Math.min(length, 4 * MAX_PLAIN), UTF_8);
    String words = text.replaceAll("<[^>]*>|\\s+", " ").replaceAll(" +", " ").strip();
    String start = words.substring(0, Math.min(words.length(), MAX_PLAIN));
    return "HTTP " + status + (start.isEmpty() ? " without a message" : ": " + start);
  }
}
