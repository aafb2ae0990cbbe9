package dev.patchbay.server.catalog;

import dev.patchbay.server.catalog.Model.TimeLimits;
import dev.patchbay.server.config.Configuration;
import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.server.config.EndpointSection;
import dev.patchbay.server.config.ModelSection;
import dev.patchbay.server.config.Problem;
import dev.patchbay.server.config.SettingsBinder;
import dev.patchbay.server.config.TargetSection;
import dev.patchbay.server.config.Timeouts;
import dev.patchbay.server.fault.Nearest;
import dev.patchbay.server.plugin.PluginGeneration;
import dev.patchbay.server.plugin.PluginSet;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds one catalog out of a configuration and the plugins of the moment. Endpoints of the catalog
 * before that have not changed (same section, same plugin, not failed) are taken over, with their
 * connections and loaded models. For one use.
 */
final class CatalogBuilding {
  /**
   * An endpoint with all that its provider was made of.
   *
   * @param generation null: there was no plugin for it
   */
  record Opened(
      Endpoint endpoint,
      EndpointSection section,
      Settings settings,
      @Nullable PluginGeneration generation) {
    boolean serves(
        EndpointSection other, Settings otherSettings, PluginGeneration otherGeneration) {
      return generation == otherGeneration
          && endpoint.status().state() != Endpoint.State.UNAVAILABLE
          && settings.equals(otherSettings)
          && sameExceptPlaces(section, other);
    }

    private static boolean sameExceptPlaces(EndpointSection a, EndpointSection b) {
      return EndpointOpening.place(a).equals(EndpointOpening.place(b))
          && Objects.equals(a.baseUrl(), b.baseUrl())
          && Objects.equals(a.apiKey(), b.apiKey())
          && Objects.equals(a.proxy(), b.proxy())
          && Objects.equals(a.ca(), b.ca())
          && a.concurrency().equals(b.concurrency());
    }
  }

  private final EndpointOpener opener;
  private final Configuration configuration;
  private final PluginSet plugins;
  private final Path pluginFolder;
  private final boolean missingProviderAllowed;
  private final Map<String, Opened> before;
  private final Map<String, Opened> opened = new LinkedHashMap<>();
  private final List<Opened> fresh = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param missingProviderAllowed whether an endpoint whose provider is gone stays, as unavailable:
   *     so when a plugin was removed from a running server; else it is a problem of the
   *     configuration
   */
  CatalogBuilding(
      EndpointOpener opener,
      Configuration configuration,
      PluginSet plugins,
      Path pluginFolder,
      boolean missingProviderAllowed,
      Map<String, Opened> before) {
    this.opener = opener;
    this.configuration = configuration;
    this.plugins = plugins;
    this.pluginFolder = pluginFolder;
    this.missingProviderAllowed = missingProviderAllowed;
    this.before = before;
  }

  /**
   * All endpoints of the new catalog by name, or everything that is wrong. On failure nothing stays
   * open.
   */
  Map<String, Opened> endpoints() throws ConfigurationException {
    configuration.endpoints().values().forEach(this::endpoint);
    throwProblems();
    return opened;
  }

  private void throwProblems() throws ConfigurationException {
    if (!problems.isEmpty()) {
      fresh.forEach(made -> made.endpoint().retire());
      throw new ConfigurationException(problems);
    }
  }

  private void endpoint(EndpointSection section) {
    PluginGeneration generation = plugins.providers().get(section.provider());
    if (generation == null) {
      withoutProvider(section);
      return;
    }
    try {
      opened.put(section.name(), keptOrOpened(section, generation));
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
    } catch (IOException e) {
      problems.add(
          new Problem(section.at(), "endpoint \"" + section.name() + "\": " + e.getMessage()));
    } catch (Throwable e) {
      // Whatever a plugin throws is a problem of its endpoint alone.
      problems.add(failed(section, e));
    }
  }

  private static Problem failed(EndpointSection section, Throwable thrown) {
    return new Problem(
        section.at(),
        "endpoint \""
            + section.name()
            + "\": provider "
            + section.provider()
            + " failed: "
            + thrown);
  }

  private Opened keptOrOpened(EndpointSection section, PluginGeneration generation)
      throws ConfigurationException, IOException {
    var binder = new SettingsBinder(generation.factory(section.provider()).settings());
    try {
      Settings settings = binder.bind(section);
      Opened old = before.get(section.name());
      return old != null && old.serves(section, settings, generation)
          ? old
          : open(section, settings, generation);
    } catch (SettingException e) {
      throw new ConfigurationException(List.of(binder.problem(section, e)));
    }
  }

  private Opened open(EndpointSection section, Settings settings, PluginGeneration generation)
      throws IOException {
    var made =
        new Opened(opener.open(section, settings, generation), section, settings, generation);
    fresh.add(made);
    return made;
  }

  private void withoutProvider(EndpointSection section) {
    String quarantined = quarantined(section.provider());
    if (!missingProviderAllowed) {
      problems.add(new Problem(section.providerAt(), unknown(section.provider()) + quarantined));
      return;
    }
    var endpoint =
        new Endpoint(
            EndpointOpening.place(section),
            "no plugin in "
                + pluginFolder
                + " gives provider \""
                + section.provider()
                + "\""
                + quarantined);
    opened.put(section.name(), new Opened(endpoint, section, Settings.NONE, null));
  }

  private String unknown(String provider) {
    Set<String> known = plugins.providers().keySet();
    String given =
        known.isEmpty()
            ? "no plugin in " + pluginFolder + " could be loaded"
            : "plugins in " + pluginFolder + " give: " + String.join(", ", known);
    return "unknown provider \""
        + provider
        + "\"; "
        + Nearest.of(provider, known).map(near -> "did you mean \"" + near + "\"?").orElse(given);
  }

  private String quarantined(String provider) {
    return plugins.statuses().stream()
        .filter(status -> status.reason() != null && status.providers().contains(provider))
        .map(status -> "; its plugin was refused: " + status.reason())
        .findFirst()
        .orElse("");
  }

  /** The models over those endpoints; after {@link #endpoints}. On failure nothing stays open. */
  Map<String, Model> models() throws ConfigurationException {
    var models = new LinkedHashMap<String, Model>();
    for (ModelSection section : configuration.models().values()) {
      var targets = new ArrayList<Target>();
      section.targets().forEach(target -> target(target, targets));
      models.put(
          section.name(),
          new Model(section.name(), targets, limits(section.timeouts()), section.failover()));
    }
    throwProblems();
    return models;
  }

  private void target(TargetSection section, List<Target> targets) {
    Opened at = opened.get(section.endpoint());
    if (at == null) {
      throw new IllegalStateException("a target's endpoint was not checked");
    }
    try {
      targets.add(Target.of(at.endpoint(), section));
    } catch (Throwable e) {
      problems.add(failed(at.section(), e));
    }
  }

  private static TimeLimits limits(Timeouts timeouts) {
    return new TimeLimits(
        timeouts.connect(),
        timeouts.firstToken(),
        timeouts.idle(),
        timeouts.total(),
        timeouts.unaryToo());
  }
}
