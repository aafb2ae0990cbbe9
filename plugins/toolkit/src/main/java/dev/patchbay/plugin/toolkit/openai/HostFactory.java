package dev.patchbay.plugin.toolkit.openai;

import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EndpointConfig;
import dev.patchbay.spi.Provider;
import dev.patchbay.spi.ProviderContext;
import dev.patchbay.spi.ProviderFactory;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the providers of one {@link Host}. A plugin's factory extends it with the host's data, and
 * has {@code models.json} beside it.
 */
public abstract class HostFactory implements ProviderFactory {
  private static final String NONE = "none";
  private static final String REASONING_FIELD = "reasoning-field";
  private static final String PREFILL = "prefill";
  private static final Setting TAG =
      Setting.of(
          "reasoning-tag",
          Setting.Type.STRING,
          "Name of the tag, such as think, between which thinking stands at the start of an"
              + " answer's text: it is told as thinking then. Absent: such text stays text.");
  private static final Setting TAG_BEGUN =
      Setting.of(
              "reasoning-tag-begun",
              Setting.Type.BOOLEAN,
              "Whether answers begin inside the tag of reasoning-tag, since the model's template"
                  + " opens it in the prompt.")
          .defaultsTo("false");

  private final Host host;
  private final ModelTable models;

  protected HostFactory(Host host) {
    this.host = host;
    this.models = ModelTable.beside(getClass());
  }

  @Override
  public final String name() {
    return host.name;
  }

  @Override
  public List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    for (Host.HeaderSetting header : host.headers) {
      all.add(Setting.of(header.key(), Setting.Type.STRING, header.doc()));
    }
    if (!host.reasoningFields.isEmpty()) {
      all.add(
          Setting.choice(
                  REASONING_FIELD,
                  withNone(host.reasoningFields),
                  "Member of an assistant message in which earlier thinking is sent back; none: it"
                      + " is not, and the caller is told.")
              .defaultsTo(host.reasoningFields.get(0)));
    }
    if (!host.prefills.isEmpty()) {
      List<String> ways = host.prefills.stream().map(HostFactory::word).toList();
      all.add(
          Setting.choice(
                  PREFILL,
                  withNone(ways),
                  "How the service is told to go on from a last message of the assistant's; none:"
                      + " it is not, and answers are never continued.")
              .defaultsTo(ways.get(0)));
    }
    if (host.thinkingTags) {
      all.add(TAG);
      all.add(TAG_BEGUN);
    }
    return List.copyOf(all);
  }

  @Override
  public final String baseUrl() {
    return host.url.toString();
  }

  @Override
  public final Map<String, Capabilities> models() {
    return models.all();
  }

  private static List<String> withNone(List<String> words) {
    List<String> all = new ArrayList<>(words);
    if (!all.contains(NONE)) {
      all.add(NONE);
    }
    return List.copyOf(all);
  }

  private static String word(Prefill way) {
    return way.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    return new HostProvider(endpoint(config, context));
  }

  /** The endpoint that a configuration describes. */
  protected final HostEndpoint endpoint(EndpointConfig config, ProviderContext context) {
    JsonEndpoint at = new JsonEndpoint(config, url(config), "text/event-stream", headers(config));
    return new HostEndpoint(at, dialect(config), context.time(), models, host.embeddings);
  }

  /** The base URL of an endpoint that has none configured. */
  protected URI url(EndpointConfig config) {
    return host.url;
  }

  private Dialect dialect(EndpointConfig config) {
    return new Dialect(
        host.name,
        false,
        host.terminator,
        host.limit,
        reasoningField(config),
        prefill(config),
        host.quirks,
        tag(config));
  }

  private @Nullable String reasoningField(EndpointConfig config) {
    if (host.reasoningFields.isEmpty()) {
      return null;
    }
    String field = config.settings().string(REASONING_FIELD).orElse(host.reasoningFields.get(0));
    return field.equals(NONE) ? null : field;
  }

  private Prefill prefill(EndpointConfig config) {
    if (host.prefills.isEmpty()) {
      return Prefill.NONE;
    }
    return config
        .settings()
        .string(PREFILL)
        .map(word -> Prefill.valueOf(word.toUpperCase(Locale.ROOT)))
        .orElse(host.prefills.get(0));
  }

  private static @Nullable ThinkingTag tag(EndpointConfig config) {
    boolean begun = config.settings().bool(TAG_BEGUN.key()).orElse(false);
    String name = config.settings().string(TAG.key()).orElse(null);
    if (name == null && begun) {
      throw new SettingException(TAG_BEGUN.key(), "needs reasoning-tag, the name of the tag");
    }
    if (name != null && !name.matches("[A-Za-z][\\w:.-]{0,63}")) {
      throw new SettingException(
          TAG.key(), "is '" + name + "', expected the name of a tag without brackets: think");
    }
    return name == null ? null : new ThinkingTag(name, begun);
  }

  private List<String> headers(EndpointConfig config) {
    List<String> headers = new ArrayList<>();
    for (Host.HeaderSetting header : host.headers) {
      String value = config.settings().string(header.key()).orElse(null);
      if (value != null) {
        headers.addAll(List.of(header.header(), HeaderText.words(header.key(), value)));
      }
    }
    return headers;
  }
}
