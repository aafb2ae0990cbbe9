package dev.patchbay.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.server.config.Configuration;
import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.server.config.ConfigurationReader;
import dev.patchbay.server.failover.FailoverRules;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.health.CircuitState;
import dev.patchbay.server.health.HealthListener;
import dev.patchbay.server.health.TargetHealth;
import dev.patchbay.server.health.Verdict;
import dev.patchbay.server.loop.LoopGroup;
import dev.patchbay.server.plugin.PluginFolder;
import dev.patchbay.server.plugin.PluginSet;
import dev.patchbay.server.plugin.TestPlugin;
import dev.patchbay.server.upstream.UpstreamClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real plugin, whose providers write into a file what happens to them. */
class LiveCatalogTest {
  private static final String FACTORY =
"""
      package demo;
      import dev.patchbay.spi.*;
      import java.io.IOException;
      import java.net.URI;
      import java.nio.file.*;
      import java.util.List;
import java.util.Objects;
      public record Named(String name) implements ProviderFactory {
        public List<Setting> settings() {
          return List.of(
              Setting.of("trace", Setting.Type.STRING, "file"),
              Setting.of("mood", Setting.Type.STRING, "how it behaves"));
        }
        public Provider create(EndpointConfig config, ProviderContext context) {
          String mood = config.settings().string("mood").orElse("good");
          if (mood.equals("picky")) {
            throw new SettingException("mood", "picky is no mood");
          }
          var provider = new Traced(
              config.name(), mood, Path.of(config.settings().string("trace").orElseThrow()));
          provider.write("opened");
          return provider;
        }
        record Traced(String name, String mood, Path trace) implements Provider {
          public List<URI> origins() {
            if (mood.equals("no origins")) {
              throw new IllegalStateException("no origins");
            }
            return List.of();
          }
          public Capabilities capabilities(String model) {
            if (mood.equals("unknowing")) {
              throw new IllegalStateException("never heard of it");
            }
            return Capabilities.UNKNOWN;
          }
          public Answer<ChatEvent> chat(ChatCall call) {
            throw new UnsupportedOperationException();
          }
          public void warmUp() {
            if (mood.equals("cold")) {
              throw new AssertionError("too cold");
            }
          }
          public void close() {
            write("closed");
          }
          void write(String what) {
            try {
              Files.writeString(trace, what + " " + name + "\\n",
                  StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        }
      }
""";

  @TempDir private static Path compiled;

  @BeforeAll
  static void compile() {
    TestPlugin.of("traced", "1.0.0").source("Named", FACTORY).jar(compiled.resolve("traced.jar"));
  }

  @TempDir private Path folder;
  private final LoopGroup loops = new LoopGroup(1);
  private final List<String> changes = new ArrayList<>();
  private final LiveCatalog catalog =
      new LiveCatalog(
          new UpstreamClient(loops, InstantSource.system()), InstantSource.system(), new Changes());
  private Path trace;
  private Path pluginFolder;
  private PluginFolder plugins;
  private PluginSet set;

  @BeforeEach
  void loadPlugin() throws IOException {
    trace = Files.createFile(folder.resolve("trace"));
    pluginFolder = Files.createDirectory(folder.resolve("plugins"));
    Files.copy(compiled.resolve("traced.jar"), pluginFolder.resolve("traced.jar"));
    plugins = new PluginFolder(pluginFolder, folder.resolve("copies"));
    set = plugins.scan();
  }

  @AfterEach
  void stop() {
    catalog.close();
    plugins.close();
    loops.close();
  }

  private void load(String... endpoints) throws Exception {
    catalog.load(configuration(endpoints), set, pluginFolder, false);
  }

  /** Endpoints are given as {@code name mood}; a model m goes to each of them. */
  private Configuration configuration(String... endpoints) throws Exception {
    var yaml = new StringBuilder("endpoints:\n");
    var targets = new StringBuilder("models:\n  m:\n    targets:\n");
    for (String endpoint : endpoints) {
      String name = endpoint.substring(0, endpoint.indexOf(' '));
      String mood = endpoint.substring(endpoint.indexOf(' ') + 1);
      yaml.append(
          "  %s: {provider: traced, settings: {trace: %s, mood: %s}}\n"
              .formatted(name, trace, mood));
      targets.append("      - {endpoint: %s, model: x}\n".formatted(name));
    }
    return read(yaml.append(targets).toString());
  }

  private Configuration read(String yaml) throws Exception {
    Path file = folder.resolve("patchbay.yaml");
    Files.writeString(file, yaml);
    return ConfigurationReader.read(file, name -> null);
  }

  private Endpoint endpoint(String name) {
    return Objects.requireNonNull(catalog.current().endpoints().get(name));
  }

  private List<String> traced() throws IOException {
    return Files.readAllLines(trace);
  }

  /** Providers are closed on a thread of their own. */
  private void awaitTraced(String... lines) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (traced().size() < lines.length && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(traced()).containsExactlyInAnyOrder(lines);
  }

  @Test
  void load_good_isThereAndAvailable() throws Exception {
    load("a good", "b good");

    assertThat(catalog.current().isUsable()).isTrue();
    assertThat(catalog.current().endpoints()).containsOnlyKeys("a", "b");
    assertThat(traced()).containsExactly("opened a", "opened b");
  }

  @Test
  void load_againUnchanged_keepsTheEndpointsInANewCatalog() throws Exception {
    load("a good");
    Catalog before = catalog.current();

    load("a good");

    assertThat(catalog.current().version()).isGreaterThan(before.version());
    assertThat(catalog.current().endpoints().get("a")).isSameAs(before.endpoints().get("a"));
    assertThat(traced()).containsExactly("opened a");
  }

  @Test
  void load_modelSaysOtherwise_changesItAndKeepsTheEndpoint() throws Exception {
    load("a good");
    Catalog before = catalog.current();

    Path file = folder.resolve("patchbay.yaml");
    String more = "    hold: whole\n    timeouts: {idle: 30s}\n";
    catalog.load(read(Files.readString(file) + more), set, pluginFolder, false);

    Model model = catalog.current().model("m").orElseThrow();
    assertThat(model.failover().hold()).isEqualTo(new Hold.Whole());
    assertThat(model.limits().unaryToo()).isTrue();
    assertThat(before.model("m").orElseThrow().failover()).isEqualTo(FailoverRules.DEFAULT);
    assertThat(before.model("m").orElseThrow().limits().unaryToo()).isFalse();
    assertThat(catalog.current().endpoints().get("a")).isSameAs(before.endpoints().get("a"));
  }

  @Test
  void load_capabilitiesOfATarget_goOverTheProvidersAndChangeWithoutOpeningAnew() throws Exception {
    load("a good");
    Endpoint before = endpoint("a");

    catalog.load(
        read(
            "endpoints: {a: {provider: traced, settings: {trace: %s, mood: good}}}\n"
                    .formatted(trace)
                + "models: {m: {targets: [{endpoint: a, model: x,"
                + " capabilities: {features: [tools], max-output: 7}}]}}"),
        set,
        pluginFolder,
        false);

    Target target = catalog.current().model("m").orElseThrow().targets().getFirst();
    assertThat(target.endpoint()).isSameAs(before);
    assertThat(target.capabilities().features()).containsExactly("tools");
    assertThat(target.capabilities().isKnown()).isTrue();
    assertThat(target.capabilities().maxOutput()).hasValue(7);
  }

  @Test
  void load_againUnchanged_keepsTheHealthAndAChangeBeginsAnew() throws Exception {
    load("a good");
    TargetHealth before = endpoint("a").health().of("x");
    long now = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      Objects.requireNonNull(before.enter(now)).end(Verdict.FAILED, null, now);
    }
    assertThat(changes).containsExactly("a/x OPEN");

    load("a good");
    assertThat(endpoint("a").health().of("x")).isSameAs(before);
    assertThat(before.out(now)).isNotNull();

    load("a better");
    assertThat(endpoint("a").health().of("x").out(now)).isNull();
  }

  @Test
  void load_concurrencyChanged_opensTheEndpointAnewWithThatLimit() throws Exception {
    loadLimited("");
    assertThat(endpoint("a").health().limit()).isEmpty();

    loadLimited("concurrency: 64, ");
    assertThat(endpoint("a").health().limit()).hasValue(64);
    loadLimited("concurrency: 64, ");
    loadLimited("concurrency: adaptive, ");

    assertThat(endpoint("a").health().limit()).hasValue(20);
    awaitTraced("opened a", "opened a", "opened a", "closed a", "closed a");
  }

  private void loadLimited(String concurrency) throws Exception {
    Path file = folder.resolve("limited.yaml");
    Files.writeString(
        file,
        """
        endpoints:
          a: {%sprovider: traced, settings: {trace: %s, mood: good}}
        models:
          m: {targets: [{endpoint: a, model: x}]}
        """
            .formatted(concurrency, trace));
    catalog.load(ConfigurationReader.read(file, name -> null), set, pluginFolder, false);
  }

  @Test
  void load_oneChangedAndOneGone_closesThoseTwoAlone() throws Exception {
    load("a good", "b good", "c good");

    load("a good", "b better");

    awaitTraced("opened a", "opened b", "opened c", "opened b", "closed b", "closed c");
  }

  @Test
  void load_changedWhileHeld_closesAfterTheLastRelease() throws Exception {
    load("a good");
    Endpoint held = endpoint("a");
    assertThat(held.acquire()).isTrue();

    load("a better");
    assertThat(traced()).containsExactly("opened a", "opened a");

    held.release();
    awaitTraced("opened a", "opened a", "closed a");
  }

  @Test
  void load_settingRefused_leavesTheOldCatalogAndClosesWhatWasOpened() throws Exception {
    load("a good");
    Catalog before = catalog.current();

    assertThatThrownBy(() -> load("a good", "b good", "c picky"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("picky is no mood");

    assertThat(catalog.current()).isSameAs(before);
    awaitTraced("opened a", "opened b", "closed b");
    assertThat(before.isUsable()).isTrue();
  }

  @Test
  void load_originsThrow_closesThatProviderToo() throws Exception {
    assertThatThrownBy(() -> load("a good", "b no origins"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("provider traced failed");

    awaitTraced("opened a", "opened b", "closed b", "closed a");
  }

  @Test
  void load_capabilitiesThrow_isAProblemAndClosesWhatWasOpened() throws Exception {
    assertThatThrownBy(() -> load("a good", "b unknowing"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("never heard of it");

    awaitTraced("opened a", "opened b", "closed b", "closed a");
    assertThat(catalog.current()).isSameAs(Catalog.EMPTY);
  }

  @Test
  void load_warmUpThrowsAnError_isUnavailableAndOpenedAnewNextTime() throws Exception {
    var warmed = new Semaphore(0);
    catalog.onWarm(warmed::release);
    load("a cold", "b good");

    assertThat(warmed.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
    Endpoint cold = endpoint("a");
    assertThat(cold.status()).isEqualTo(Endpoint.Status.unavailable("too cold"));

    load("a cold", "b good");
    awaitTraced("opened a", "opened b", "opened a", "closed a");
  }

  @Test
  void load_providerIsGone_isAProblemUnlessAPluginWasRemoved() throws Exception {
    Configuration configuration = configuration("a good");

    assertThatThrownBy(() -> catalog.load(configuration, PluginSet.EMPTY, pluginFolder, false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("unknown provider \"traced\"");

    catalog.load(configuration, PluginSet.EMPTY, pluginFolder, true);
    assertThat(endpoint("a").status().reason()).contains(pluginFolder.toString(), "traced");
  }

  @Test
  void check_good_opensAndClosesWithoutWarmingUp() throws Exception {
    LiveCatalog.check(configuration("a cold"), set, pluginFolder);

    assertThat(traced()).containsExactly("opened a", "closed a");
  }

  @Test
  void close_twice_closesEveryProviderOnce() throws Exception {
    load("a good");

    catalog.close();
    catalog.close();

    awaitTraced("opened a", "closed a");
  }

  private final class Changes implements HealthListener {
    @Override
    public void circuitChanged(
        String endpoint, String model, CircuitState from, CircuitState to, String why) {
      changes.add(endpoint + "/" + model + " " + to);
    }

    @Override
    public void benched(String endpoint, String why, Duration pause) {}

    @Override
    public void unbenched(String endpoint) {}
  }
}
