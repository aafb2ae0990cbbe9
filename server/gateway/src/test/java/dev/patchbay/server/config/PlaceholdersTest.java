package dev.patchbay.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.spi.Secret;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  private static final String CANARY = "canary-5f1c";

  private ConfigFolder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temporary) {
    folder =
        new ConfigFolder(temporary)
            .env("KEY", CANARY)
            .env("EMPTY", "")
            .env("PORT", "7170")
            .env("NESTED", "${env:KEY}")
            .file("key", CANARY + "\n")
            .file("key-crlf", CANARY + "\r\n")
            .file("key-bare", CANARY)
            .file("key-lines", "a\nb\n\n")
            .file("key-nothing", "\n")
            .file("key-binary", new byte[] {(byte) 0xff});
  }

  @ParameterizedTest
  @CsvSource({
    "${env:KEY}, canary-5f1c",
    "${file:key}, canary-5f1c",
    "${file:key-crlf}, canary-5f1c",
    "${file:./key-bare}, canary-5f1c",
    "Bearer ${env:KEY}!, Bearer canary-5f1c!",
    "${env:KEY}${file:key}, canary-5f1ccanary-5f1c",
    "$${env:KEY}, ${env:KEY}",
    "$$${env:KEY}, $${env:KEY}",
    "a$b}$, a$b}$",
    "${env:KEY}$${x}, canary-5f1c${x}",
    "${env:NESTED}, ${env:KEY}",
  })
  void read_placeholders_areFilledIn(String written, String filled) throws ConfigurationException {
    assertThat(apiKey(written)).isEqualTo(filled);
  }

  @Test
  void read_file_losesOneNewlineOnly() throws ConfigurationException {
    assertThat(apiKey("${file:key-lines}")).isEqualTo("a\nb\n");
  }

  @Test
  void read_number_mayComeThroughAPlaceholder() throws ConfigurationException {
    assertThat(folder.read("server: {grpc: {port: '${env:PORT}'}}").server().grpc().port())
        .isEqualTo(7170);
  }

  @ParameterizedTest
  @CsvSource({
    "${env:NONE}, 'environment variable \"NONE\" is not set'",
    "${env:EMPTY}, 'environment variable \"EMPTY\" is empty'",
    "${env:}, 'environment variable \"\" is not set'",
    "${file:none}, 'secret file \"none\", that is \"none\", does not exist'",
    "${file:key-nothing}, 'secret file \"key-nothing\", that is \"key-nothing\", is empty'",
    "${file:key-binary}, 'secret file \"key-binary\", that is \"key-binary\", is not UTF-8'",
    "${file:}, 'secret file \"\" has no usable name'",
    "${evn:KEY}, '\"${evn:KEY}\" is neither ${env:NAME} nor ${file:PATH}; did you mean \"env\"?'",
    "${vault:KEY}, '\"${vault:KEY}\" is neither ${env:NAME} nor ${file:PATH}'",
    "${KEY}, '\"${KEY}\" is neither ${env:NAME} nor ${file:PATH}; a plain \"${\" is \"$${\"'",
    "${env:KEY, '\"${\" has no closing \"}\"; a plain \"${\" is \"$${\"'",
  })
  void read_placeholderThatStandsForNothing_saysWhy(String written, String problem) {
    assertThat(folder.problems(endpoint("api-key", written)))
        .containsExactly("c.yaml:4:14: \"api-key\": " + problem);
  }

  /** Every kind of wrong value, each through a placeholder. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "server: {grpc: {port: '${env:KEY}', host: ' ${env:KEY}'}}",
        "server: {grpc: {host: '${env:KEY}'}}",
        "server: {http: {unsupported-params: '${env:KEY}'}}",
        "server: {admin: {tls: {key: '${env:KEY}', certificate: '${file:key}'}}}",
        "plugins: {folder: '${env:KEY}'}",
        "server: {http: {host: '${env:KEY}'}}",
        "keys: {k: {secret: '${env:KEY}', models: []}}",
        "keys: {k: {hash: '${env:KEY}', models: ['${env:KEY}'], require: {regions: [' ${env:KEY}']}}}",
        "endpoints: {e: {provider: ' ${env:KEY}', base-url: '${env:KEY}', proxy: '${env:KEY}'}}",
        "endpoints: {e: {provider: p, base-url: 'https://u:${env:KEY}@h', ca: '${env:KEY}'}}",
        "endpoints: {e: {provider: p, region: ' ${env:KEY}', attestations: [' ${env:KEY}']}}",
        "endpoints: {e: {provider: p, api-key: '${env:KEY}${env:NONE}'}}",
        "models: {m: {targets: [{endpoint: '${env:KEY}', model: m, weight: '${env:KEY}'}]}}",
        "models: {m: {strategy: '${env:KEY}', hold: '${env:KEY}', fallbacks: ['${env:KEY}']}}",
        "models: {m: {timeouts: {idle: '${env:KEY}'}, after-output: '${env:KEY}'}}",
        "models: {m: {retries: {max: '${env:KEY}', backoff: '${env:KEY}'}}}",
        "models: {m: {content-filter-fallback: '${env:KEY}'}}",
      })
  void read_wrongValueThroughPlaceholder_isNotShown(String yaml) {
    assertThat(folder.problems(yaml))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).doesNotContain(CANARY));
  }

  @Test
  void read_wrongValueThroughPlaceholder_saysSo() {
    assertThat(folder.problems("server: {grpc: {port: '${env:KEY}'}}"))
        .containsExactly(
            "c.yaml:1:23: \"port\" must be a whole number from 0 to 65535,"
                + " not the value given (not shown)");
  }

  @Test
  void toString_ofAll_hasNoSecret() throws ConfigurationException {
    Configuration configuration =
        folder
            .file(CANARY + "/plugin", "")
            .read(
                """
                plugins: {folder: "${env:KEY}"}
                keys:
                  k: {secret: "long-${env:KEY}", models: ["*"], require: {regions: ["${env:KEY}"]}}
                endpoints:
                  e:
                    provider: ${env:KEY}
                    base-url: https://${env:KEY}.example/${env:KEY}
                    proxy: http://${env:KEY}
                    ca: ${env:KEY}/plugin
                    api-key: ${env:KEY}
                    region: ${env:KEY}
                    attestations: ["${env:KEY}"]
                    settings: {a: "${env:KEY}", b: ["${file:key}"]}
                models:
                  m: {targets: [{endpoint: e, model: "${env:KEY}"}]}
                """);

    EndpointSection endpoint = Objects.requireNonNull(configuration.endpoints().get("e"));
    assertThat(endpoint.provider()).isEqualTo(CANARY);
    assertThat(configuration.toString()).contains("e", "m").doesNotContain(CANARY);
    KeySection key = Objects.requireNonNull(configuration.keys().get("k"));
    assertThat(key.hash()).isEqualTo(KeyHash.of("long-" + CANARY));
    assertThat(key.toString() + key.hash())
        .doesNotContain(CANARY)
        .doesNotContain(key.hash().hex().substring(0, 8));
    assertThat(endpoint.settings().toString()).doesNotContain(CANARY);
    assertThat(endpoint.settings().values())
        .allSatisfy(value -> assertThat(value.content().toString()).doesNotContain(CANARY));
  }

  private String apiKey(String written) throws ConfigurationException {
    Configuration configuration = folder.read(endpoint("api-key", written));
    Secret secret = Objects.requireNonNull(configuration.endpoints().get("e")).apiKey();
    return Objects.requireNonNull(secret).reveal();
  }

  private static String endpoint(String key, String value) {
    return "endpoints:\n  e:\n    provider: p\n    " + key + ": '" + value + "'\n";
  }
}
