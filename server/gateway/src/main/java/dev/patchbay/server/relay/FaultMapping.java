package dev.patchbay.server.relay;

import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.upstream.ResponseListener.Failure;
import dev.patchbay.spi.ErrorKind;
import dev.patchbay.spi.ProviderError;
import dev.patchbay.spi.ProviderException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Puts what goes wrong at a target into the gateway's words. */
final class FaultMapping {
  private FaultMapping() {}

  static Fault of(ProviderError error) {
    return Fault.of(reason(error.kind()), error.message()).retryAfter(error.retryAfter());
  }

  static Fault of(String where, Failure failure, Throwable cause) {
    return switch (failure) {
      case CONNECT ->
          Fault.of(Reason.PROVIDER_ERROR, "cannot connect to " + where + ": " + text(cause));
      case SIGN ->
          Fault.of(
              Reason.PROVIDER_AUTH_FAILED,
              "cannot sign the request to " + where + ": " + text(cause));
      case REQUEST ->
          Fault.of(
              Reason.ADAPTER_FAILED, "cannot write the request to " + where + ": " + text(cause));
      case RESET ->
          Fault.of(
              Reason.PROVIDER_ERROR,
              where + " broke the connection before it answered: " + text(cause));
      case PROTOCOL ->
          Fault.of(
              Reason.PROVIDER_BAD_RESPONSE, where + " does not answer in HTTP: " + text(cause));
    };
  }

  /** What a decoder threw that is no error of its service's. */
  static Fault unreadable(String where, Throwable thrown) {
    return Fault.of(
        Reason.PROVIDER_BAD_RESPONSE, "the answer of " + where + " can't be read: " + text(thrown));
  }

  /** What a provider threw while it translated a call. */
  static Fault ofTranslation(String provider, Throwable thrown) {
    return thrown instanceof ProviderException known
        ? of(known.error())
        : Fault.of(
            Reason.ADAPTER_FAILED,
            "provider " + provider + " failed to translate the call: " + text(thrown));
  }

  static FailureKind kindOfTranslation(Throwable thrown) {
    return thrown instanceof ProviderException known
        ? FailureKind.of(known.error(), false)
        : FailureKind.ADAPTER;
  }

  static FailureKind kind(Failure failure) {
    return switch (failure) {
      case CONNECT -> FailureKind.NO_CONNECTION;
      case RESET -> FailureKind.RESET;
      case SIGN -> FailureKind.LOCKED_OUT;
      case REQUEST -> FailureKind.ADAPTER;
      case PROTOCOL -> FailureKind.UNREADABLE;
    };
  }

  /** The same with the place where it happened. */
  static Fault at(Fault fault, Route route) {
    return at(fault, route, null);
  }

  /** The same with the place where it happened and what the provider's service said. */
  static Fault at(Fault fault, Route route, @Nullable ProviderError error) {
    return fault.at(
        new Fault.Origin(
            route.provider(), route.endpoint(), route.target().model(), route.attempt(), error));
  }

  private static Reason reason(ErrorKind kind) {
    return switch (kind) {
      case INVALID -> Reason.INVALID_REQUEST;
      case UNSUPPORTED -> Reason.UNSUPPORTED_PARAMETER;
      case CONTEXT_LENGTH -> Reason.CONTEXT_LENGTH_EXCEEDED;
      case PROMPT_BLOCKED -> Reason.PROMPT_BLOCKED;
      case TOO_LARGE -> Reason.REQUEST_TOO_LARGE;
      case AUTH -> Reason.PROVIDER_AUTH_FAILED;
      // A deployment that is gone is the endpoint's fault: the caller's model is known here.
      case NOT_FOUND -> Reason.NO_HEALTHY_ENDPOINT;
      case RATE_LIMITED -> Reason.PROVIDER_RATE_LIMITED;
      case QUOTA -> Reason.PROVIDER_QUOTA_EXHAUSTED;
      case OVERLOADED -> Reason.PROVIDER_OVERLOADED;
      case UPSTREAM, TRUNCATED -> Reason.PROVIDER_ERROR;
      case TIMEOUT -> Reason.PROVIDER_TIMEOUT;
      case BAD_RESPONSE -> Reason.PROVIDER_BAD_RESPONSE;
    };
  }

  private static String text(Throwable cause) {
    Throwable telling = cause;
    // TLS says "General problem" and hides in its causes that a certificate is not trusted.
    while (cause instanceof SSLException && telling.getCause() != null) {
      telling = telling.getCause();
    }
    String message = telling.getMessage();
    return message == null ? telling.getClass().getSimpleName() : message;
  }
}
