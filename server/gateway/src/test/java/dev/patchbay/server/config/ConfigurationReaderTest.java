package dev.patchbay.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.config.ServerSection.UnsupportedParams;
import dev.patchbay.server.failover.AfterOutput;
import dev.patchbay.server.failover.FailoverRules;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.failover.Retries;
import dev.patchbay.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
  private ConfigFolder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temporary) {
    folder = ConfigFolder.furnished(temporary);
  }

  @Test
  void read_emptyMapping_givesDefaults() throws ConfigurationException {
    Configuration configuration = folder.read("{}");

    assertThat(configuration.file()).isEqualTo(folder.path("c.yaml"));
    assertThat(configuration.server().grpc()).isEqualTo(new Listener("127.0.0.1", 7070));
    assertThat(configuration.server().admin()).isEqualTo(new Listener("127.0.0.1", 7071));
    assertThat(configuration.plugins()).isEqualTo(new PluginsSection(null, null));
    assertThat(configuration.server().http()).isEqualTo(new Listener("127.0.0.1", 8080));
    assertThat(configuration.server().unsupportedParams()).isEqualTo(UnsupportedParams.DROP);
    assertThat(configuration.keys()).isEmpty();
    assertThat(configuration.endpoints()).isEmpty();
    assertThat(configuration.models()).isEmpty();
  }

  @Test
  void read_sectionsWithNothingInThem_givesDefaults() throws ConfigurationException {
    Configuration configuration =
        folder.read("server:\n  grpc:\nplugins:\nkeys:\nendpoints:\nmodels:\n");

    assertThat(configuration).isEqualTo(folder.read("{}"));
  }

  @Test
  void read_relativeFile_keepsItsNameAndResolvesFromItsFolder() throws ConfigurationException {
    Path relative = Path.of("").toAbsolutePath().relativize(folder.path("c.yaml").toAbsolutePath());
    folder.file("c.yaml", "plugins: {folder: my-plugins}");

    Configuration configuration = ConfigurationReader.read(relative, name -> null);

    assertThat(configuration.plugins())
        .isEqualTo(new PluginsSection(folder.path("my-plugins"), new Position(relative, 1, 11)));
  }

  @Test
  void read_everythingBuilt_givesServerAndPlugins() throws ConfigurationException {
    Configuration configuration = folder.read(ConfigFolder.resource("built.yaml"));

    assertThat(configuration.server())
        .isEqualTo(
            new ServerSection(
                new Listener("0.0.0.0", 7170),
                new Listener(
                    "localhost",
                    8180,
                    new TlsSection(
                        folder.path("tls/ca.pem"),
                        folder.position(8, 11),
                        folder.path("secrets/local-key"),
                        folder.position(8, 36))),
                UnsupportedParams.REJECT,
                new Listener("::1", 0)));
    assertThat(configuration.plugins())
        .isEqualTo(new PluginsSection(folder.path("my-plugins"), folder.position(10, 11)));
  }

  @Test
  void read_everythingBuilt_givesKeys() throws ConfigurationException {
    Configuration configuration = folder.read(ConfigFolder.resource("built.yaml"));

    assertThat(configuration.keys().values())
        .containsExactly(
            new KeySection(
                "team-a",
                KeyHash.of("key-azure-canary"),
                Set.of("*"),
                List.of("soc2", "hipaa"),
                List.of("eu", "us-east"),
                folder.position(12, 3)),
            new KeySection(
                "team-b",
                new KeyHash("0123456789abcdef".repeat(4)),
                Set.of("gpt-4o"),
                List.of(),
                List.of(),
                folder.position(13, 3)));
    assertThat(configuration.keys()).containsOnlyKeys("team-a", "team-b");
    assertThat(configuration.keys().values().stream().map(KeySection::mayUseEveryModel))
        .containsExactly(true, false);
  }

  @Test
  void saysSame_sameServerInOtherLines_isTrueAndAnotherFileIsNot() throws ConfigurationException {
    String server = "server: {http: {tls: {certificate: tls/ca.pem, key: secrets/local-key}}}";
    ServerSection first = folder.read(server).server();
    ServerSection moved = folder.read("plugins:\n" + server).server();
    ServerSection other = folder.read(server.replace("tls/ca.pem", "secrets/local-key")).server();

    assertThat(moved).isNotEqualTo(first);
    assertThat(moved.saysSame(first)).isTrue();
    assertThat(other.saysSame(first)).isFalse();
    assertThat(ServerSection.DEFAULT.saysSame(first)).isFalse();
    assertThat(first.saysSame(ServerSection.DEFAULT)).isFalse();
  }

  @Test
  void read_everythingBuilt_givesEndpoints() throws ConfigurationException {
    Configuration configuration = folder.read(ConfigFolder.resource("built.yaml"));

    assertThat(configuration.endpoints().keySet()).containsExactly("azure-east", "local");
    EndpointSection azure = Objects.requireNonNull(configuration.endpoints().get("azure-east"));
    assertThat(azure.provider()).isEqualTo("azure");
    assertThat(azure.providerAt()).isEqualTo(folder.position(16, 5));
    assertThat(azure.at()).isEqualTo(folder.position(15, 3));
    assertThat(azure.baseUrl()).isEqualTo(URI.create("https://example.openai.azure.com"));
    assertThat(azure.proxy()).isEqualTo(URI.create("http://proxy.example:3128"));
    assertThat(azure.ca()).isEqualTo(folder.path("tls/ca.pem"));
    assertThat(azure.apiKey()).isEqualTo(Secret.of("azure-canary"));
    assertThat(azure.region()).isEqualTo("us-east");
    assertThat(azure.attestations()).containsExactly("soc2", "hipaa");
  }

  @Test
  void read_everythingBuilt_keepsSettingsAsWritten() throws ConfigurationException {
    Configuration configuration = folder.read(ConfigFolder.resource("built.yaml"));

    EndpointSection azure = Objects.requireNonNull(configuration.endpoints().get("azure-east"));
    assertThat(azure.settings())
        .containsExactly(
            Map.entry("api-version", text("2024-10-21", 23, 16, 29)),
            Map.entry("retry", text("true", 23, 41, 48)),
            Map.entry(
                "hosts",
                new SettingValue(
                    new SettingValue.Items(List.of("a", "b-azure-canary")),
                    true,
                    folder.position(23, 54),
                    folder.position(23, 61))));
  }

  @Test
  void read_everythingBuilt_givesModels() throws ConfigurationException {
    Configuration configuration = folder.read(ConfigFolder.resource("built.yaml"));

    assertThat(configuration.models().keySet()).containsExactly("gpt-4o", "meta/llama-3:70b");
    assertThat(configuration.models().get("gpt-4o"))
        .isEqualTo(
            new ModelSection(
                "gpt-4o",
                List.of(
                    new TargetSection(
                        "azure-east",
                        "my-gpt4o-deployment",
                        CapabilitiesSection.NONE,
                        folder.position(32, 9)),
                    new TargetSection(
                        "local", "llama 3:8b", CapabilitiesSection.NONE, folder.position(33, 9))),
                new Timeouts(
                    Duration.ofSeconds(1),
                    Duration.ofMillis(1500),
                    Duration.ofMinutes(1),
                    Duration.ofHours(1),
                    true),
                new FailoverRules(
                    List.of("meta/llama-3:70b"),
                    new Retries(3, Duration.ofMillis(100), Duration.ofSeconds(2)),
                    AfterOutput.CONTINUE,
                    new Hold.Tokens(20),
                    true,
                    true),
                folder.position(29, 3)));
  }

  @Test
  void read_modelWithoutTimeouts_hasTheDefaults() throws ConfigurationException {
    Configuration configuration = folder.read(ConfigFolder.resource("built.yaml"));

    ModelSection model = Objects.requireNonNull(configuration.models().get("meta/llama-3:70b"));
    assertThat(model.timeouts())
        .isEqualTo(
            new Timeouts(
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                false));
    assertThat(model.failover()).isEqualTo(FailoverRules.DEFAULT);
  }

  @Test
  void read_limitsOfUnaryCalls_bindWhereFirstTokenOrIdleIsWrittenOut()
      throws ConfigurationException {
    assertThat(model("timeouts: {first-token: 10s}").timeouts())
        .isEqualTo(
            new Timeouts(
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                true));
    assertThat(model("timeouts: {idle: 30s}").timeouts().unaryToo()).isTrue();
    assertThat(model("timeouts: {connect: 1s, total: 1m}").timeouts().unaryToo()).isFalse();
    assertThat(model("timeouts: {}").timeouts().unaryToo()).isFalse();
  }

  @Test
  void read_halfOfRetries_takesTheOtherFromTheDefault() throws ConfigurationException {
    assertThat(model("retries: {max: 0}").failover().retries())
        .isEqualTo(new Retries(0, Duration.ofMillis(250), Duration.ofSeconds(8)));
    assertThat(model("retries: {backoff: 1s..1s}").failover().retries())
        .isEqualTo(new Retries(2, Duration.ofSeconds(1), Duration.ofSeconds(1)));
    assertThat(model("retries: {}").failover()).isEqualTo(FailoverRules.DEFAULT);
  }

  @Test
  void read_defaultsWrittenOut_areTheDefaults() throws ConfigurationException {
    ModelSection model =
        model(
            "fallbacks: [], retries: {max: 2, backoff: 250ms..8s}, after-output: never, hold: none,"
                + " hedge: none, content-filter-fallback: false");

    assertThat(model.failover()).isEqualTo(FailoverRules.DEFAULT);
  }

  private ModelSection model(String content) throws ConfigurationException {
    Configuration configuration =
        folder.read(
            "{endpoints: {e: {provider: p}}, models: {m: {targets: [{endpoint: e, model: x}], "
                + content
                + "}}}");
    return Objects.requireNonNull(configuration.models().get("m"));
  }

  @Test
  void read_plainScalarsThatYamlTypes_areText() throws ConfigurationException {
    Configuration configuration =
        folder.read("endpoints: {'1': {provider: on, region: no, settings: {v: 2024-10-21}}}");

    EndpointSection endpoint = Objects.requireNonNull(configuration.endpoints().get("1"));
    assertThat(endpoint.provider()).isEqualTo("on");
    assertThat(endpoint.region()).isEqualTo("no");
  }

  @Test
  void read_quotedNumber_isANumber() throws ConfigurationException {
    assertThat(folder.read("server: {grpc: {port: '7'}}").server().grpc().port()).isEqualTo(7);
  }

  @Test
  void read_aliases_stand() throws ConfigurationException {
    Configuration configuration =
        folder.read(
            """
            endpoints: {e: {provider: p}}
            models:
              a: {targets: &t [{endpoint: e, model: m}]}
              b: {targets: *t}
            """);

    assertThat(configuration.models()).hasSize(2);
    assertThat(configuration.models().values())
        .extracting(ModelSection::targets)
        .allSatisfy(targets -> assertThat(targets).hasSize(1));
  }

  @Test
  void read_byteOrderMark_isSkipped() throws ConfigurationException {
    assertThat(folder.read("\uFEFFserver: {grpc: {port: 1}}").server().grpc().port()).isEqualTo(1);
  }

  @Test
  void read_loopbackHosts_pass() throws ConfigurationException {
    for (String host : List.of("127.0.0.1", "127.255.0.9", "::1", "0:0:0:0:0:0:0:1", "localhost")) {
      assertThat(folder.read("server: {grpc: {host: '" + host + "'}}").server().grpc().host())
          .isEqualTo(host);
    }
  }

  private SettingValue text(String text, int line, int keyColumn, int column) {
    return new SettingValue(
        new SettingValue.Text(text),
        false,
        folder.position(line, keyColumn),
        folder.position(line, column));
  }
}
