package dev.patchbay.plugin.azure.entra;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The library's way to the token service: one connection for each request, on the caller's thread,
 * and nothing left behind. The library's own clients keep pools of threads, and a hook for the end
 * of the process that would hold the plugin for ever.
 */
final class TokenHttp implements HttpClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> CONNECTION = Set.of("host", "content-length", "connection");

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return Mono.fromCallable(() -> sendSync(request, Context.NONE));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    try (var http = java.net.http.HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      java.net.http.HttpResponse<byte[]> response =
          http.send(translated(request), BodyHandlers.ofByteArray());
      return new TokenResponse(request, response.statusCode(), headers(response), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for a token", e);
    }
  }

  private static java.net.http.HttpRequest translated(HttpRequest request) {
    var builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.getUrl().toString()))
            .timeout(PATIENCE)
            .method(request.getHttpMethod().toString(), body(request.getBodyAsBinaryData()));
    for (HttpHeader header : request.getHeaders()) {
      if (!CONNECTION.contains(header.getName().toLowerCase(Locale.ROOT))) {
        header.getValuesList().forEach(value -> builder.header(header.getName(), value));
      }
    }
    return builder.build();
  }

  private static BodyPublisher body(@Nullable BinaryData data) {
    return data == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(data.toBytes());
  }

  private static HttpHeaders headers(java.net.http.HttpResponse<?> response) {
    HttpHeaders headers = new HttpHeaders();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.set(HttpHeaderName.fromString(name), values));
    return headers;
  }
}
