package dev.patchbay.plugin.oci.auth;

import com.fasterxml.jackson.core.JacksonException;
import com.oracle.bmc.http.client.ClientProperty;
import com.oracle.bmc.http.client.HttpClient;
import com.oracle.bmc.http.client.HttpClientBuilder;
import com.oracle.bmc.http.client.HttpProvider;
import com.oracle.bmc.http.client.HttpRequest;
import com.oracle.bmc.http.client.Method;
import com.oracle.bmc.http.client.RequestInterceptor;
import com.oracle.bmc.http.client.Serializer;
import com.oracle.bmc.http.client.StandardClientProperties;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client that Oracle's library wants to be given, for the few requests by which it gets a
 * token. It uses the JDK's oldest client, which blocks and keeps no threads of its own, so that
 * nothing of this plugin outlives it. The library finds it as a service.
 */
public final class LibraryHttp implements HttpProvider {
  private final Serializer serializer = new LibraryJson();

  @Override
  public HttpClientBuilder newBuilder() {
    return new Builder();
  }

  @Override
  public Serializer getSerializer() {
    return serializer;
  }

  private static final class Builder implements HttpClientBuilder {
    private @Nullable URI base;
    private Duration connectTimeout = Duration.ofSeconds(10);
    private Duration readTimeout = Duration.ofSeconds(30);
    private final Map<Integer, RequestInterceptor> interceptors = new TreeMap<>();

    @Override
    public HttpClientBuilder baseUri(URI uri) {
      base = uri;
      return this;
    }

    @Override
    public HttpClientBuilder baseUri(String uri) {
      return baseUri(URI.create(uri));
    }

    /** Timeouts are obeyed; there is no pool that the others could be for. */
    @Override
    public <T> HttpClientBuilder property(ClientProperty<T> key, T value) {
      boolean set = value instanceof Duration duration && !duration.isZero();
      if (set && key.equals(StandardClientProperties.CONNECT_TIMEOUT)) {
        connectTimeout = (Duration) value;
      } else if (set && key.equals(StandardClientProperties.READ_TIMEOUT)) {
        readTimeout = (Duration) value;
      }
      return this;
    }

    @Override
    public HttpClientBuilder registerRequestInterceptor(
        int priority, RequestInterceptor interceptor) {
      int free = priority;
      while (interceptors.containsKey(free)) {
        free++;
      }
      interceptors.put(free, interceptor);
      return this;
    }

    @Override
    public HttpClient build() {
      URI uri = base;
      if (uri == null) {
        throw new IllegalStateException("a client needs a base URI");
      }
      return new Client(uri, connectTimeout, readTimeout, List.copyOf(interceptors.values()));
    }
  }

  /** What all requests of one client have in common. */
  record Client(
      URI base, Duration connectTimeout, Duration readTimeout, List<RequestInterceptor> each)
      implements HttpClient {
    @Override
    public HttpRequest createRequest(Method method) {
      return new LibraryRequest(this, method);
    }

    @Override
    public boolean isProcessingException(Exception e) {
      return e instanceof JacksonException;
    }

    @Override
    public void close() {}
  }
}
