package dev.patchbay.plugin.toolkit.models;

import dev.patchbay.json.JsonReader;
import dev.patchbay.spi.Capabilities;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The models of one provider and what they can do: a resource {@code models.json} beside the
 * plugin's classes, made by {@code plugins/models.py}.
 *
 * <pre>{@code
 * {"source": "where the data is from", "taken": "2026-08-19",
 *  "models": {"gpt-4o": {"features": ["streaming", "tools"], "context": 128000, "output": 16384}}}
 * }</pre>
 *
 * <p>Features are the words of {@link Capabilities}; the set is complete, or absent where the model
 * can do what nobody has told. {@code context} and {@code output} are tokens, absent where they are
 * not known. Immutable.
 */
public final class ModelTable {
  /** Knows no model. */
  public static final ModelTable NONE = new ModelTable(Map.of());

  /** The date of a snapshot, or the word for the newest one. */
  private static final Pattern SNAPSHOT =
      Pattern.compile("[-@](20\\d\\d-?[01]\\d-?[0-3]\\d|latest)$");

  private final Map<String, Capabilities> byName;

  private ModelTable(Map<String, Capabilities> byName) {
    this.byName = byName;
  }

  /** Reads the table that lies beside a class of the plugin. */
  public static ModelTable beside(Class<?> plugin) {
    try (InputStream in = plugin.getResourceAsStream("models.json")) {
      if (in == null) {
        throw new IllegalStateException("models.json is missing beside " + plugin.getName());
      }
      return parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ModelTable parse(byte[] text) {
    Map<String, Capabilities> models = new HashMap<>();
    JsonReader json = new JsonReader().over(text, 0, text.length);
    json.beginObject();
    while (json.nextMember()) {
      if (json.name().equals("models")) {
        json.beginObject();
        while (json.nextMember()) {
          models.put(json.name(), model(json));
        }
      } else {
        json.skip();
      }
    }
    json.end();
    return new ModelTable(Map.copyOf(models));
  }

  private static Capabilities model(JsonReader json) {
    @Nullable Set<String> features = null;
    long context = 0;
    long output = 0;
    json.beginObject();
    while (json.nextMember()) {
      switch (json.name()) {
        case "features" -> {
          features = new HashSet<>();
          json.beginArray();
          while (json.nextElement()) {
            features.add(json.string());
          }
        }
        case "context" -> context = json.integer();
        case "output" -> output = json.integer();
        default -> json.skip();
      }
    }
    Capabilities known = features == null ? Capabilities.UNKNOWN : Capabilities.of(features);
    known = context > 0 ? known.contextWindow(context) : known;
    return output > 0 ? known.maxOutput(output) : known;
  }

  /**
   * What a model can do; {@link Capabilities#UNKNOWN} if the table does not have it. A dated
   * snapshot ({@code -2024-08-06}, {@code -20250929}, {@code @20250929}) and {@code -latest} can do
   * what their model can, unless they are listed themselves.
   */
  public Capabilities of(String model) {
    Capabilities exact = byName.get(model);
    return exact == null ? family(model) : exact;
  }

  private Capabilities family(String model) {
    @Nullable Capabilities known = byName.get(SNAPSHOT.matcher(model).replaceFirst(""));
    return known == null ? Capabilities.UNKNOWN : known;
  }

  /** All that the table lists. */
  public Map<String, Capabilities> all() {
    return byName;
  }

  /** The names in the table. */
  public Set<String> names() {
    return byName.keySet();
  }
}
