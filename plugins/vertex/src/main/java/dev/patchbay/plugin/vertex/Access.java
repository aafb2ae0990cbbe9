package dev.patchbay.plugin.vertex;

import dev.patchbay.plugin.toolkit.http.RefusalWatch;
import dev.patchbay.spi.Credentials;
import dev.patchbay.spi.Decoder;
import dev.patchbay.spi.Exchange;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.ProviderException;
import dev.patchbay.spi.Secret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes exchanges whose requests show who asks: by a ready token, or by one that is renewed. */
final class Access {
  private final @Nullable Secret ready;
  private final @Nullable Credentials<GoogleToken> renewed;

  private Access(@Nullable Secret ready, @Nullable Credentials<GoogleToken> renewed) {
    this.ready = ready;
    this.renewed = renewed;
  }

  static Access by(Secret token) {
    return new Access(token, null);
  }

  static Access by(Credentials<GoogleToken> credentials) {
    return new Access(null, credentials);
  }

  /** A request without its credential. */
  record Request(String target, boolean stream, List<String> headers, List<ByteBuffer> body) {}

  /**
   * An exchange.
   *
   * @param decoder makes the decoder, which must not let the secret through into messages
   * @throws ProviderException if there is no credential at hand
   */
  <E> Exchange<E> exchange(Request request, Function<Secret, Decoder<E>> decoder) {
    Credentials<GoogleToken> credentials = renewed;
    if (credentials != null) {
      GoogleToken token = credentials.current();
      Decoder<E> reader = decoder.apply(token.bearer());
      return Exchange.of(
          outbound(request, token), new RefusalWatch<>(reader, () -> credentials.rejected(token)));
    }
    Secret token = ready == null ? Secret.of("") : ready;
    return Exchange.of(outbound(request, new GoogleToken(token, null)), decoder.apply(token));
  }

  private static Outbound outbound(Request request, GoogleToken token) {
    List<String> headers = new ArrayList<>();
    headers.addAll(List.of("accept", request.stream() ? "text/event-stream" : "application/json"));
    headers.addAll(List.of("content-type", "application/json"));
    headers.addAll(List.of("authorization", "Bearer " + token.bearer().reveal()));
    if (token.quotaProject() != null) {
      headers.addAll(List.of("x-goog-user-project", token.quotaProject()));
    }
    headers.addAll(request.headers());
    return Outbound.post(request.target(), headers, request.body());
  }
}
