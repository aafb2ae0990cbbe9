package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.oracle.bmc.http.client.HttpRequest;
import com.oracle.bmc.http.client.HttpResponse;
import com.oracle.bmc.http.client.Method;
import com.oracle.bmc.http.client.RequestInterceptor;
import com.oracle.bmc.http.client.Serializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One request of Oracle's library. */
final class LibraryRequest implements HttpRequest {
  private static final int MOST_BYTES = 1 << 20;

  private final LibraryHttp.Client client;
  private final Method method;
  private final StringBuilder path = new StringBuilder();
  private final StringBuilder query = new StringBuilder();
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Object> attributes = new HashMap<>();
  private @Nullable String body;

  LibraryRequest(LibraryHttp.Client client, Method method) {
    this.client = client;
    this.method = method;
  }

  @Override
  public Method method() {
    return method;
  }

  /** Kept as the very text that is sent: it is signed, too. */
  @Override
  public HttpRequest body(Object value) {
    try {
      body =
          value instanceof String text ? text : Serializer.getDefault().writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  @Override
  public HttpRequest body(InputStream stream, long contentLength) {
    try {
      body = new String(stream.readNBytes(MOST_BYTES), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  @Override
  public @Nullable Object body() {
    return body;
  }

  @Override
  public HttpRequest appendPathPart(String part) {
    path.append(part.startsWith("/") ? "" : "/").append(part);
    return this;
  }

  @Override
  public HttpRequest query(String name, String value) {
    query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value);
    return this;
  }

  @Override
  public URI uri() {
    String base = client.base().toString();
    String start = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return URI.create(path.isEmpty() ? base + query : start + path + query);
  }

  @Override
  public HttpRequest header(String name, String value) {
    headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    return this;
  }

  @Override
  public Map<String, List<String>> headers() {
    return headers;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return attributes.get(name);
  }

  @Override
  public HttpRequest removeAttribute(String name) {
    attributes.remove(name);
    return this;
  }

  @Override
  public HttpRequest attribute(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  /** All happens on the caller's thread. */
  @Override
  public HttpRequest offloadExecutor(Executor executor) {
    return this;
  }

  @Override
  public HttpRequest copy() {
    LibraryRequest copy = new LibraryRequest(client, method);
    copy.path.append(path);
    copy.query.append(query);
    headers.forEach((name, values) -> copy.headers.put(name, new ArrayList<>(values)));
    copy.attributes.putAll(attributes);
    copy.body = body;
    return copy;
  }

  @Override
  public void discard() {}

  @Override
  public CompletionStage<HttpResponse> execute() {
    try {
      for (RequestInterceptor interceptor : client.each()) {
        interceptor.intercept(this);
      }
      return CompletableFuture.completedFuture(send());
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private HttpResponse send() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri().toURL().openConnection();
    connection.setConnectTimeout((int) client.connectTimeout().toMillis());
    connection.setReadTimeout((int) client.readTimeout().toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod(method.name());
    headers.forEach((name, values) -> connection.setRequestProperty(name, values.getFirst()));
    String text = body;
    if (text != null) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(text.getBytes(UTF_8));
      }
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      byte[] bytes = in == null ? new byte[0] : in.readNBytes(MOST_BYTES);
      return new LibraryResponse(status, connection.getHeaderFields(), bytes);
    }
  }
}
