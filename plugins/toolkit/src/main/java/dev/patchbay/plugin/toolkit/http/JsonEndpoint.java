package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Outbound;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a service that takes JSON is asked, and with which headers. Immutable. */
public final class JsonEndpoint {
  private final BaseUrl url;
  private final @Nullable Secret key;
  private final List<String> ofStream;
  private final List<String> ofWhole;

  /**
   * Reads the configuration; a key goes as a bearer token.
   *
   * @param usual the base URL of an endpoint that has none configured
   * @param streamType the media type that streams have
   * @param more headers of all requests: name, value, name, value …
   * @throws SettingException naming what nothing can be sent with
   */
  public JsonEndpoint(EndpointConfig config, URI usual, String streamType, List<String> more) {
    this(config, usual, streamType, List.of("authorization", "Bearer "), more);
  }

  /** The same where streams are of events and the key has a header of its own. */
  public static JsonEndpoint keyed(
      EndpointConfig config, URI usual, String header, List<String> more) {
    return new JsonEndpoint(config, usual, "text/event-stream", List.of(header, ""), more);
  }

  /**
   * @param auth the header of the key, and what stands before it there
   */
  private JsonEndpoint(
      EndpointConfig config, URI usual, String streamType, List<String> auth, List<String> more) {
    URI configured = config.baseUrl();
    this.url = BaseUrl.of(configured == null ? usual : configured);
    this.key = config.apiKey();
    List<String> headers = new ArrayList<>(List.of("content-type", "application/json"));
    if (key != null) {
      String value = auth.get(1) + HeaderText.check("api-key", key.reveal());
      headers.addAll(List.of(auth.get(0), value));
    }
    headers.addAll(more);
    this.ofStream = accepting(streamType, headers);
    this.ofWhole = accepting("application/json", headers);
  }

  private static List<String> accepting(String type, List<String> headers) {
    List<String> all = new ArrayList<>(List.of("accept", type));
    all.addAll(headers);
    return List.copyOf(all);
  }

  public URI origin() {
    return url.origin();
  }

  public @Nullable Secret key() {
    return key;
  }

  /**
   * A request.
   *
   * @param path what follows the base URL
   * @param stream whether a stream is to come
   */
  public Outbound post(String path, boolean stream, List<ByteBuffer> body) {
    return post(path, stream, List.of(), body);
  }

  /**
   * A request with headers of its own.
   *
   * @param more name, value, name, value …
   */
  public Outbound post(String path, boolean stream, List<String> more, List<ByteBuffer> body) {
    List<String> headers = stream ? ofStream : ofWhole;
    if (!more.isEmpty()) {
      headers = new ArrayList<>(headers);
      headers.addAll(more);
    }
    return Outbound.post(url.path() + path, headers, body);
  }
}
