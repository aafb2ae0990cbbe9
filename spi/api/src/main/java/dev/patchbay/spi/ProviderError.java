package dev.patchbay.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An error of a provider's service. Build it with {@link #of} and the {@code with…} methods, so
 * that components may be added.
 *
 * @param message the service's own words; no secret. The server cuts it at 512 bytes
 * @param status the HTTP status, 0 if there was none
 * @param code the service's own code
 * @param requestId the service's id of the request, to be quoted to its support
 * @param retryAfter how long the service asks to wait
 */
public record ProviderError(
    ErrorKind kind,
    String message,
    int status,
    @Nullable String code,
    @Nullable String requestId,
    @Nullable Duration retryAfter) {
  public static ProviderError of(ErrorKind kind, String message) {
    return new ProviderError(kind, message, 0, null, null, null);
  }

  public ProviderError withStatus(int status) {
    return new ProviderError(kind, message, status, code, requestId, retryAfter);
  }

  public ProviderError withCode(@Nullable String code) {
    return new ProviderError(kind, message, status, code, requestId, retryAfter);
  }

  public ProviderError withRequestId(@Nullable String requestId) {
    return new ProviderError(kind, message, status, code, requestId, retryAfter);
  }

  public ProviderError withRetryAfter(@Nullable Duration retryAfter) {
    return new ProviderError(kind, message, status, code, requestId, retryAfter);
  }
}
