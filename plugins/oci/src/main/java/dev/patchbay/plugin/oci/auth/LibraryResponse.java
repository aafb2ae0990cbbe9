package dev.patchbay.plugin.oci.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.oracle.bmc.http.client.HttpResponse;
import com.oracle.bmc.http.client.Serializer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One response to Oracle's library, read whole. */
final class LibraryResponse implements HttpResponse {
  private final int status;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final byte[] bytes;

  LibraryResponse(int status, Map<String, List<String>> headers, byte[] bytes) {
    this.status = status;
    this.bytes = bytes;
    headers.forEach((name, values) -> {
      // The JDK lists the status line under no name.
      if (name != null) {
        this.headers.put(name, values);
      }
    });
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Map<String, List<String>> headers() {
    return headers;
  }

  @Override
  public CompletionStage<InputStream> streamBody() {
    return CompletableFuture.completedFuture(new ByteArrayInputStream(bytes));
  }

  @Override
  public <T> CompletionStage<T> body(Class<T> type) {
    try {
      return CompletableFuture.completedFuture(Serializer.getDefault().readValue(bytes, type));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public <T> CompletionStage<List<T>> listBody(Class<T> type) {
    return CompletableFuture.failedFuture(new IOException("no token comes in a list"));
  }

  @Override
  public CompletionStage<String> textBody() {
    return CompletableFuture.completedFuture(new String(bytes, UTF_8));
  }

  @Override
  public void close() {}
}
