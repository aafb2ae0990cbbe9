package dev.patchbay.spi;

/**
 * What went wrong, as far as routing cares. Made by plugins; the server switches over it. Where a
 * service's status and text disagree, choose by what would help: the same call again here, another
 * place, or nothing.
 */
public enum ErrorKind {
  /** The request is wrong and would be wrong anywhere: HTTP 400, 422. */
  INVALID,
  /** This provider can't express the request; another might. */
  UNSUPPORTED,
  /** The prompt, or prompt and answer together, are longer than the model's window. */
  CONTEXT_LENGTH,
  /**
   * The prompt was refused by a content filter. (A filtered answer is a finish reason, not an
   * error.)
   */
  PROMPT_BLOCKED,
  /** The request is larger than the service takes: HTTP 413. */
  TOO_LARGE,
  /** The endpoint's credential is missing, wrong or not allowed: HTTP 401, 403. */
  AUTH,
  /** The endpoint does not know the model or deployment: HTTP 404. */
  NOT_FOUND,
  /** Too many requests or tokens in a while: HTTP 429. */
  RATE_LIMITED,
  /** The account's quota or credit is used up; waiting does not help: HTTP 402, and some 429. */
  QUOTA,
  /** The service says that it has too much to do: HTTP 503, 529. */
  OVERLOADED,
  /** The service failed: HTTP 500, 502, an error inside a stream. */
  UPSTREAM,
  /** The service gave up waiting: HTTP 408, 504. */
  TIMEOUT,
  /** The answer ended before its end. */
  TRUNCATED,
  /** The answer can't be read. */
  BAD_RESPONSE
}
