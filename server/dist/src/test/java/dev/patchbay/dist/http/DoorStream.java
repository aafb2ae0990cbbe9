package dev.patchbay.dist.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Server-sent events as they come, with their names. */
final class DoorStream implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private DoorStream(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  /**
   * One event.
   *
   * @param data empty for a comment
   */
  record Event(String name, Map<String, Object> data) {}

  private static HttpRequest request(URI at, String body) {
    return HttpRequest.newBuilder(at).POST(HttpRequest.BodyPublishers.ofString(body)).build();
  }

  /** Asks for a whole answer. */
  static HttpResponse<String> whole(URI at, String body) throws Exception {
    return CLIENT.send(request(at, body), BodyHandlers.ofString());
  }

  static DoorStream open(URI at, String body) throws Exception {
    return new DoorStream(CLIENT.send(request(at, body), BodyHandlers.ofInputStream()));
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The next event; waits for it. Null: the stream has ended. */
  @Nullable Event next() throws IOException {
    String name = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(":")) {
        name = line;
      } else if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        Event event = new Event(name, JsonTree.object(line.substring("data: ".length())));
        lines.readLine();
        return event;
      } else if (line.isEmpty()) {
        return new Event(name, Map.of());
      }
    }
    return null;
  }

  /** The next event of this name; waits for it. */
  Event next(String name) throws IOException {
    for (Event event = next(); event != null; event = next()) {
      if (event.name().equals(name)) {
        return event;
      }
    }
    throw new AssertionError("the stream ended without " + name);
  }

  /** All that is left. */
  List<Event> rest() throws IOException {
    var events = new ArrayList<Event>();
    for (Event event = next(); event != null; event = next()) {
      events.add(event);
    }
    return events;
  }

  /** Goes away. */
  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
