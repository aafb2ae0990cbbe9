package dev.patchbay.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key that the schema knows is read, checked, and either built or refused. */
class SchemaTest {
  private static final String SECRET = "a-key-of-20-letters.";

  /** A good value for each key, and whether this version can do it. */
  private static final List<Sample> SAMPLES =
      List.of(
          built(Section.ROOT, "server", "{grpc: {}}"),
          built(Section.ROOT, "plugins", "{}"),
          built(Section.ROOT, "endpoints", "{e: {provider: p}}"),
          built(Section.ROOT, "models", "{}"),
          built(Section.ROOT, "keys", "{k: {secret: " + SECRET + ", models: []}}"),
          built(Section.SERVER, "grpc", "{port: 1}"),
          built(Section.SERVER, "admin", "{port: 1}"),
          built(Section.SERVER, "http", "{}"),
          built(Section.LISTENER, "host", "127.0.0.2"),
          built(Section.LISTENER, "port", "65535"),
          built(Section.LISTENER, "tls", "{certificate: tls/ca.pem, key: tls/ca.pem}"),
          built(Section.HTTP_LISTENER, "host", "'::1'"),
          built(Section.HTTP_LISTENER, "port", "0"),
          built(Section.HTTP_LISTENER, "tls", "{certificate: tls/ca.pem, key: tls/ca.pem}"),
          built(Section.HTTP_LISTENER, "unsupported-params", "reject"),
          built(Section.TLS, "certificate", "tls/ca.pem"),
          built(Section.TLS, "key", "tls/ca.pem"),
          built(Section.PLUGINS, "folder", "my-plugins"),
          built(Section.KEY, "secret", SECRET),
          built(Section.KEY, "hash", "sha256:" + "0aF9".repeat(16)),
          built(Section.KEY, "models", "[m, '*']"),
          built(Section.KEY, "require", "{}"),
          built(Section.REQUIRE, "attestations", "[hipaa]"),
          built(Section.REQUIRE, "regions", "[eu-west]"),
          built(Section.ENDPOINT, "provider", "openai"),
          built(Section.ENDPOINT, "base-url", "http://localhost:8000/v1"),
          built(Section.ENDPOINT, "proxy", "http://localhost:3128"),
          built(Section.ENDPOINT, "ca", "tls/ca.pem"),
          built(Section.ENDPOINT, "api-key", "sk-1"),
          built(Section.ENDPOINT, "region", "us-east"),
          built(Section.ENDPOINT, "attestations", "[soc2]"),
          built(Section.ENDPOINT, "concurrency", "64"),
          built(Section.ENDPOINT, "concurrency", "adaptive"),
          built(Section.ENDPOINT, "concurrency", "none"),
          built(Section.ENDPOINT, "settings", "{any: thing}"),
          built(Section.MODEL, "strategy", "ordered"),
          refused(Section.MODEL, "strategy", "weighted"),
          refused(Section.MODEL, "strategy", "fastest"),
          refused(Section.MODEL, "strategy", "cheapest"),
          refused(Section.MODEL, "strategy", "slo"),
          built(Section.MODEL, "targets", "[{endpoint: e, model: m}]"),
          built(Section.MODEL, "fallbacks", "[]"),
          built(Section.MODEL, "fallbacks", "[other]"),
          built(Section.MODEL, "timeouts", "{idle: 1ms}"),
          built(Section.MODEL, "retries", "{}"),
          built(Section.MODEL, "after-output", "never"),
          built(Section.MODEL, "after-output", "continue"),
          built(Section.MODEL, "hold", "none"),
          built(Section.MODEL, "hold", "20 tokens"),
          built(Section.MODEL, "hold", "300ms"),
          built(Section.MODEL, "hold", "whole"),
          built(Section.MODEL, "hedge", "none"),
          built(Section.MODEL, "hedge", "p95"),
          built(Section.MODEL, "content-filter-fallback", "false"),
          built(Section.MODEL, "content-filter-fallback", "true"),
          built(Section.TARGET, "endpoint", "e"),
          built(Section.TARGET, "model", "any text"),
          refused(Section.TARGET, "weight", "3"),
          built(Section.TARGET, "capabilities", "{}"),
          built(Section.CAPABILITIES, "features", "[tools, image_input]"),
          built(Section.CAPABILITIES, "features", "[]"),
          built(Section.CAPABILITIES, "with", "[streaming]"),
          built(Section.CAPABILITIES, "without", "[json_schema]"),
          built(Section.CAPABILITIES, "context-window", "1000000"),
          built(Section.CAPABILITIES, "max-output", "1"),
          built(Section.TIMEOUTS, "connect", "250ms"),
          built(Section.TIMEOUTS, "first-token", "2s"),
          built(Section.TIMEOUTS, "idle", "10m"),
          built(Section.TIMEOUTS, "total", "24h"),
          built(Section.RETRIES, "max", "2"),
          built(Section.RETRIES, "backoff", "250ms..8s"));

  private static final String TARGETS = "targets: [{endpoint: e, model: m}]";

  /** What stands around a mapping of each kind. */
  private static final Map<Section, String> PLACES =
      Map.ofEntries(
          Map.entry(Section.ROOT, "{%s}"),
          Map.entry(Section.SERVER, "{server: {%s}}"),
          Map.entry(Section.LISTENER, "{server: {grpc: {%s}}}"),
          Map.entry(Section.HTTP_LISTENER, "{server: {http: {%s}}}"),
          Map.entry(Section.TLS, "{server: {admin: {tls: {%s}}}}"),
          Map.entry(Section.PLUGINS, "{plugins: {%s}}"),
          Map.entry(Section.KEY, "{keys: {k: {%s}}, " + model(TARGETS)),
          Map.entry(
              Section.REQUIRE, "{keys: {k: {secret: " + SECRET + ", models: [], require: {%s}}}}"),
          Map.entry(Section.ENDPOINT, "{endpoints: {e: {%s}}}"),
          Map.entry(Section.MODEL, "{" + model("%s")),
          Map.entry(Section.TARGET, "{" + model("targets: [{%s}]")),
          Map.entry(
              Section.CAPABILITIES,
              "{" + model("targets: [{endpoint: e, model: m, capabilities: {%s}}]")),
          Map.entry(Section.TIMEOUTS, "{" + model(TARGETS + ", timeouts: {%s}")),
          Map.entry(Section.RETRIES, "{" + model(TARGETS + ", retries: {%s}")));

  /** What a mapping needs besides the key that is looked at. */
  private static final Map<Section, Map<String, String>> NEEDED =
      Map.of(
          Section.TLS, Map.of("certificate", "tls/ca.pem", "key", "tls/ca.pem"),
          Section.KEY, Map.of("secret", SECRET, "models", "['*']"),
          Section.ENDPOINT, Map.of("provider", "p"),
          Section.MODEL, Map.of("targets", "[{endpoint: e, model: m}]"),
          Section.TARGET, Map.of("endpoint", "e", "model", "m"));

  private ConfigFolder folder;

  record Sample(Section section, String key, String value, boolean built) {
    /** A file in which the key has a value. */
    String file(String writtenKey, String writtenValue) {
      Map<String, String> entries = new TreeMap<>(NEEDED.getOrDefault(section, Map.of()));
      entries.remove(key.equals("hash") ? "secret" : key);
      entries.put(writtenKey, writtenValue);
      String content =
          entries.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining(", "));
      return Objects.requireNonNull(PLACES.get(section)).formatted(content);
    }
  }

  @BeforeEach
  void makeFolder(@TempDir Path temporary) {
    folder = ConfigFolder.furnished(temporary);
  }

  static List<Sample> samples() {
    return SAMPLES;
  }

  @Test
  void samples_coverTheSchema() {
    for (Section section : Section.values()) {
      assertThat(SAMPLES.stream().filter(s -> s.section() == section).map(Sample::key).distinct())
          .as("a new key needs a sample here: %s", section)
          .containsExactlyInAnyOrderElementsOf(section.keys());
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void read_goodValue_isBuiltOrRefused(Sample sample) {
    List<String> problems = folder.problems(sample.file(sample.key(), sample.value()));

    if (sample.built()) {
      assertThat(problems).isEmpty();
    } else {
      assertThat(problems)
          .isNotEmpty()
          .allSatisfy(problem -> assertThat(problem).endsWith(" is not supported in this version"));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void read_wrongShape_isWrongRatherThanUnsupported(Sample sample) {
    List<String> problems = folder.problems(sample.file(sample.key(), "[{nonsense: 1}]"));

    assertThat(problems)
        .isNotEmpty()
        .noneSatisfy(problem -> assertThat(problem).contains("\"" + sample.key() + "\" is not"))
        .anySatisfy(problem ->
            assertThat(problem).containsAnyOf("must be", "must name", "unknown key \"nonsense\""));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void read_misspeltKey_isUnknownWithTheNearest(Sample sample) {
    assertThat(folder.problems(sample.file(sample.key() + "x", sample.value())))
        .anySatisfy(problem ->
            assertThat(problem)
                .endsWith("unknown key \"%1$sx\"; did you mean \"%1$s\"?".formatted(sample.key())));
  }

  private static String model(String content) {
    return "endpoints: {e: {provider: p}}, models: {other: {"
        + TARGETS
        + "}, m: {"
        + content
        + "}}}";
  }

  private static Sample built(Section section, String key, String value) {
    return new Sample(section, key, value, true);
  }

  private static Sample refused(Section section, String key, String value) {
    return new Sample(section, key, value, false);
  }
}
