package dev.patchbay.spi;

import java.util.List;
import java.util.Map;

/** Makes the providers of one name, one for each endpoint in the configuration. Stateless. */
public interface ProviderFactory {
  /**
   * The word that the configuration uses ({@code provider: openai}). Constant; lower case letters,
   * digits and hyphens, 1 to 40 characters, starting with a letter.
   */
  String name();

  /**
   * The keys that may stand under an endpoint's {@code settings}. The server refuses others with
   * the nearest name, checks types and required keys, and lists them with their documentation.
   */
  default List<Setting> settings() {
    return List.of();
  }

  /**
   * Where calls go when no {@code base-url} is configured, for people: a URL, with {@code {…}} for
   * what the configuration fills in. Empty: the configuration must name one, or nothing is called.
   */
  default String baseUrl() {
    return "";
  }

  /**
   * Where credentials come from when no {@code api-key} is configured, for people: a few sentences.
   * Empty: calls then carry none.
   */
  default String credentials() {
    return "";
  }

  /**
   * The models that the provider's data tell of, by the name under which it serves them. It may
   * serve others: nothing is known of those.
   */
  default Map<String, Capabilities> models() {
    return Map.of();
  }

  /**
   * Makes the provider of one endpoint. Cheap and without I/O (see {@link Provider#warmUp} for what
   * takes time); any thread.
   *
   * @throws SettingException for a value that the provider can't use; it names the key
   */
  Provider create(EndpointConfig config, ProviderContext context);
}
