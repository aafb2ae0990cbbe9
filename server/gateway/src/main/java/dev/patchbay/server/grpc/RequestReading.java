package dev.patchbay.server.grpc;

import com.google.protobuf.MessageLite;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.server.fault.Violation;
import dev.patchbay.server.relay.ChatRequest;
import dev.patchbay.server.relay.EmbedRequest;
import dev.patchbay.server.relay.RerankRequest;
import dev.patchbay.server.relay.Terms;
import dev.patchbay.server.relay.Terms.Door;
import dev.patchbay.spi.RerankCall;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.RequestOptions;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamOptions;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request of the gRPC door into the relay's terms, or refuses it with what is wrong. */
final class RequestReading {
  /** Ours is below the transport's, so that the caller gets our error and not the transport's. */
  static final int MAX_REQUEST_BYTES = 32 * 1024 * 1024;

  private static final int MAX_REQUEST_ID = 128;
  private static final Duration DEFAULT_HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration LEAST_HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration MOST_HEARTBEAT = Duration.ofSeconds(60);

  @Inject
  RequestReading() {}

  ChatRequest unary(dev.patchbay.v1.ChatRequest request) {
    checkSize(request, "input");
    RequestValidator.check(request);
    return read(request.getInput(), false, Duration.ZERO);
  }

  ChatRequest streamed(StreamChatRequest request, Duration heartbeat) {
    checkSize(request, "input");
    RequestValidator.check(request);
    return read(request.getInput(), true, heartbeat);
  }

  EmbedRequest embed(dev.patchbay.v1.EmbedRequest request) {
    checkSize(request, "inputs");
    RequestValidator.check(request);
    Terms terms =
        terms(CallTranslation.preferences(request.getRoute(), request.getOptions()))
            .requestId(requestId(request.getOptions(), ""))
            .providerOptions(CallTranslation.providerOptions(request.getProviderOptionsJsonMap()))
            .unsupported(EmbedTranslation.unsupported(request))
            .build();
    return new EmbedRequest(EmbedTranslation.translate(request), terms);
  }

  RerankRequest rerank(dev.patchbay.v1.RerankRequest request) {
    checkSize(request, "documents");
    RequestValidator.check(request);
    RequestOptions options = request.getOptions();
    Terms terms =
        terms(CallTranslation.preferences(request.getRoute(), options))
            .requestId(requestId(options, ""))
            .providerOptions(CallTranslation.providerOptions(request.getProviderOptionsJsonMap()))
            .unsupported(
                options.getServiceTier().isEmpty() ? List.of() : List.of("options.service_tier"))
            .build();
    RerankCall call =
        RerankCall.builder(request.getModel(), request.getQuery(), request.getDocumentsList())
            .topN(request.hasTopN() ? request.getTopN() : null)
            .endUser(CallTranslation.emptyToNull(options.getEndUserId()))
            .build();
    return new RerankRequest(call, terms);
  }

  /** The interval in force. */
  static Duration heartbeat(StreamOptions options) {
    if (!options.hasHeartbeatInterval()) {
      return DEFAULT_HEARTBEAT;
    }
    com.google.protobuf.Duration asked = options.getHeartbeatInterval();
    if (asked.getSeconds() == 0 && asked.getNanos() == 0) {
      return Duration.ZERO;
    }
    // Not yet validated: a number of seconds at either end would overflow.
    Duration wanted =
        Duration.ofSeconds(
            Math.clamp(asked.getSeconds(), -1, MOST_HEARTBEAT.toSeconds()), asked.getNanos());
    if (wanted.compareTo(LEAST_HEARTBEAT) < 0) {
      return LEAST_HEARTBEAT;
    }
    return wanted.compareTo(MOST_HEARTBEAT) > 0 ? MOST_HEARTBEAT : wanted;
  }

  private static ChatRequest read(GenerationInput input, boolean stream, Duration heartbeat) {
    String requestId = requestId(input.getOptions(), Routes.INPUT);
    TranslatedCall translated = CallTranslation.translate(input, stream);
    Terms terms =
        terms(translated.preferences())
            .requestId(requestId)
            .providerOptions(translated.providerOptions())
            .unsupported(translated.unsupported())
            .build();
    return new ChatRequest(translated.call(), terms, heartbeat);
  }

  private static Terms.Builder terms(TranslatedCall.Preferences preferences) {
    return Terms.builder(Door.GRPC, Authentication.principal())
        .onlyProviders(preferences.onlyProviders())
        .excludedProviders(preferences.excludedProviders())
        .regions(preferences.regions())
        .failover(preferences.failover())
        .dropUnsupported(preferences.dropUnsupported())
        .timeLeft(CallDeadline.timeLeft());
  }

  private static void checkSize(MessageLite request, String field) {
    int size = request.getSerializedSize();
    if (size > MAX_REQUEST_BYTES) {
      throw new FaultException(
          Fault.invalid(
              Reason.REQUEST_TOO_LARGE,
              List.of(
                  new Violation(
                      field, "the request has " + size + " bytes; at most " + MAX_REQUEST_BYTES))));
    }
  }

  /** The caller's own id of the request; null: none. */
  private static @Nullable String requestId(RequestOptions options, String root) {
    @Nullable String header = CallMetadata.IDEMPOTENCY.get();
    String id = options.getRequestId();
    if (header == null || header.isEmpty() || header.equals(id)) {
      return id.isEmpty() ? null : id;
    }
    if (!id.isEmpty()) {
      throw refused(
          root + "options.request_id",
          "\""
              + id
              + "\" differs from metadata idempotency-key \""
              + header
              + "\"; set one of them");
    }
    if (header.length() > MAX_REQUEST_ID) {
      throw refused(
          "metadata idempotency-key",
          "has " + header.length() + " characters; allowed: at most " + MAX_REQUEST_ID);
    }
    return header;
  }

  private static FaultException refused(String field, String what) {
    return new FaultException(
        Fault.invalid(Reason.INVALID_REQUEST, List.of(new Violation(field, what))));
  }
}
