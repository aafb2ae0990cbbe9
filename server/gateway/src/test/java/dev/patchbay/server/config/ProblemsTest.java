package dev.patchbay.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about what is wrong, and where. */
class ProblemsTest {
  private static final String MODEL =
      """
      endpoints:
        east: {provider: sim}
      models:
        m:
          targets:
            - {endpoint: east, model: x}
      """;

  private static final String KEY = "keys: {k: {secret: a-key-of-20-letters., models: ['*']}}";

  private ConfigFolder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temporary) {
    folder = ConfigFolder.furnished(temporary);
  }

  private void assertProblems(String yaml, String... problems) {
    assertThat(folder.problems(yaml)).containsExactly(problems);
  }

  @Test
  void missingFile_namesIt() {
    assertThat(folder.problems()).containsExactly("c.yaml: the configuration file does not exist");
  }

  @Test
  void folderInsteadOfFile_cannotBeRead() {
    folder.file("c.yaml/x", "");

    assertThat(folder.problems())
        .containsExactly("c.yaml: the configuration file cannot be read: Is a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing but this\n", "---\n", "~"})
  void emptyFile_namesTheKeys(String yaml) {
    assertProblems(
        yaml,
        "c.yaml: the configuration file is empty;"
            + " it may have the keys server, plugins, keys, endpoints, models");
  }

  @Test
  void hugeFile_isRefused() {
    assertProblems(
        "#".repeat(1024 * 1024 + 1), "c.yaml: the configuration file is larger than 1048576 bytes");
  }

  @Test
  void otherEncoding_isRefusedAtTheFirstBadByte() {
    folder.file("c.yaml", "server: {}\nplügins: {}".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(folder.problems()).containsExactly("c.yaml:2:3: the file is not UTF-8");
  }

  @Test
  void tab_isRefusedByYaml() {
    assertProblems(
        "server:\n\tgrpc: {}",
        "c.yaml:2:1: not valid YAML: while scanning for the next token, found character '\\t(TAB)'"
            + " that cannot start any token. (Do not use \\t(TAB) for indentation)");
  }

  @Test
  void controlCharacter_isRefusedByYaml() {
    assertProblems(
        "server: {}\nkeys: \u0007",
        "c.yaml:2:7: not valid YAML: the character \"\\u0007\" is not allowed");
  }

  @Test
  void secondDocument_isRefusedByYaml() {
    assertProblems(
        "server: {}\n---\nserver: {}",
        "c.yaml:2:1: not valid YAML: expected a single document in the stream,"
            + " but found another document");
  }

  @Test
  void unquotedPlaceholderInFlowMapping_isExplained() {
    assertProblems(
        "endpoints:\n  e: {provider: p, api-key: ${env:AZURE_KEY}}",
        "c.yaml:2:30: not valid YAML: while parsing a flow mapping, expected ',' or '}',"
            + " but got {; within { } and [ ] write \"${…}\", in quotation marks");
  }

  @Test
  void deepNesting_isRefused() {
    assertProblems("[".repeat(100), "c.yaml: not valid YAML: Nesting Depth exceeded max 20");
  }

  @Test
  void aliasBomb_isRefused() {
    String tenfold =
        "a: &a [x]\nb: &b [" + "*a,".repeat(10) + "]\nc: &c [" + "*b,".repeat(40) + "*a]";

    assertProblems(
        tenfold,
        "c.yaml: not valid YAML: Number of aliases for non-scalar nodes exceeds the specified max=50");
  }

  @Test
  void tag_isRefused() {
    assertProblems(
        "server: !list {}\nplugins: {folder: !!binary bXktcGx1Z2lucw==}",
        "c.yaml:1:9: \"server\" must be a mapping of keys to values,"
            + " not a value with the tag \"!list\"",
        "c.yaml:2:19: \"folder\" must name an existing folder,"
            + " not a value with the tag \"tag:yaml.org,2002:binary\"");
  }

  @Test
  void classTag_isRefusedByYaml() {
    assertProblems(
        "server: !!java.net.URL ['http://localhost']",
        "c.yaml:1:9: not valid YAML: Global tag is not allowed: tag:yaml.org,2002:java.net.URL");
  }

  @Test
  void mergeKey_isRefused() {
    assertProblems(
        "server:\n  grpc: &a {port: 1}\n  admin: {<<: *a, port: 2}",
        "c.yaml:3:11: the merge key \"<<\" is not supported; write out the keys");
  }

  @Test
  void rootThatIsNoMapping_isRefused() {
    assertProblems(
        "- server", "c.yaml:1:1: the file must be a mapping of keys to values, not a list");
  }

  @Test
  void keyThatIsNoText_isRefused() {
    assertProblems("? [a]\n: b", "c.yaml:1:3: a key of the file must be text, not a list");
  }

  @Test
  void duplicateKey_namesTheFirst() {
    assertProblems(
        MODEL + "endpoints: {}", "c.yaml:7:1: duplicate key \"endpoints\", first in line 1");
    assertProblems(
        "endpoints:\n  e: {provider: p, provider: q}\n  e: {provider: p}",
        "c.yaml:2:20: duplicate key \"provider\", first in line 2",
        "c.yaml:3:3: duplicate key \"e\", first in line 2");
  }

  @Test
  void unknownKey_nearOne_asks() {
    assertProblems(
        MODEL.replace("model: x", "modle: x"),
        "c.yaml:6:26: unknown key \"modle\"; did you mean \"model\"?");
  }

  @Test
  void unknownKey_nearNone_listsTheKnown() {
    assertProblems(
        "server:\n  grpc:\n    threads: 3",
        "c.yaml:3:5: unknown key \"threads\"; known keys: \"host\", \"port\", \"tls\"");
  }

  @Test
  void wrongShape_saysWhichIsExpected() {
    assertProblems(
        """
        server: [1]
        endpoints:
          e: {provider: [p], attestations: soc2, settings: 3}
        models: x
        """,
        "c.yaml:1:9: \"server\" must be a mapping of keys to values, not a list",
        "c.yaml:3:17: \"provider\" must be 1 to 128 characters without white space, \"/\" and"
            + " \"${\", not a list",
        "c.yaml:3:36: \"attestations\" must be a list, not text",
        "c.yaml:3:52: \"settings\" must be a mapping of keys to values, not text",
        "c.yaml:4:9: \"models\" must be a mapping of keys to values, not text");
  }

  @Test
  void missingKeys_areReportedWhereTheyBelong() {
    assertProblems(
        """
        endpoints:
          east: {provider: sim}
          west:
        models:
          a: {}
          b:
            targets:
              - model: x
              - {endpoint: east}
        """,
        "c.yaml:3:3: endpoint \"west\": missing key \"provider\"",
        "c.yaml:5:3: model \"a\": missing key \"targets\"",
        "c.yaml:8:9: target: missing key \"endpoint\"",
        "c.yaml:9:9: target: missing key \"model\"");
  }

  @Test
  void emptyValues_areRefused() {
    assertProblems(
        """
        endpoints:
          e:
            provider:
            api-key: ""
            region: ~
            attestations: [""]
            settings: {a: , b: [x, ""]}
        models:
          m: {targets: }
        """,
        "c.yaml:3:14: \"provider\" must be 1 to 128 characters without white space, \"/\" and"
            + " \"${\", not empty",
        "c.yaml:4:14: \"api-key\" must be text, not empty",
        "c.yaml:5:13: \"region\" must be 1 to 128 characters without white space, \"/\" and \"${\","
            + " not empty",
        "c.yaml:6:20: each of \"attestations\" must be 1 to 128 characters without white space,"
            + " \"/\" and \"${\", not empty",
        "c.yaml:7:18: \"a\" must be text, not empty",
        "c.yaml:7:28: \"b\" must be text, not empty",
        "c.yaml:9:7: \"targets\" must have at least one target");
  }

  @Test
  void unknownEndpoint_nearOne_asks() {
    assertProblems(
        MODEL.replace("endpoint: east", "endpoint: esat"),
        "c.yaml:6:20: \"endpoint\" must name an endpoint, not \"esat\"; did you mean \"east\"?");
  }

  @Test
  void unknownEndpoint_nearNone_listsTheKnown() {
    assertProblems(
        MODEL.replace("endpoint: east", "endpoint: frankfurt"),
        "c.yaml:6:20: \"endpoint\" must name an endpoint, not \"frankfurt\"; known: \"east\"");
  }

  @Test
  void capabilities_unknownWordsAndNumbers_areRefusedWhereTheyStand() {
    assertProblems(
        MODEL.replace(
            "model: x",
            "model: x, capabilities: {with: [tool, sight], context-window: 0, max-output: 8k}"),
        "c.yaml:6:58: each of \"with\" must be one of tools, parallel_tools, json_schema, reasoning,"
            + " image_input, assistant_prefill, streaming, logprobs, embeddings, rerank, not \"tool\"; did you"
            + " mean \"tools\"?",
        "c.yaml:6:64: each of \"with\" must be one of tools, parallel_tools, json_schema, reasoning,"
            + " image_input, assistant_prefill, streaming, logprobs, embeddings, rerank, not \"sight\"",
        "c.yaml:6:88: \"context-window\" must be a whole number from 1 to 1000000000, not \"0\"",
        "c.yaml:6:103: \"max-output\" must be a whole number from 1 to 1000000000, not \"8k\"");
  }

  @Test
  void capabilities_saidTwice_areRefused() {
    assertProblems(
        MODEL.replace(
            "model: x", "model: x, capabilities: {with: [tools], without: [streaming, tools]}"),
        "c.yaml:6:66: \"without\" has \"tools\", which \"with\" has, too");
    assertProblems(
        MODEL.replace("model: x", "model: x, capabilities: {features: [tools], with: [streaming]}"),
        "c.yaml:6:70: \"with\" can't stand beside \"features\", which says all that the model can do");
  }

  @Test
  void endpointsOfWrongShape_leaveTargetsAlone() {
    assertProblems(
        "endpoints: 1\nmodels: {m: {targets: [{endpoint: e, model: x}]}}",
        "c.yaml:1:12: \"endpoints\" must be a mapping of keys to values, not text");
  }

  @Test
  void unknownFallback_asks() {
    assertProblems(
        MODEL + "    fallbacks: [n, m]\n  nn: {targets: [{endpoint: east, model: x}]}",
        "c.yaml:7:17: each of \"fallbacks\" must name another model, not \"n\"; known: \"nn\"",
        "c.yaml:7:20: each of \"fallbacks\" must name another model, not \"m\"; known: \"nn\"");
  }

  @Test
  void fallback_namingItselfOrAMisspeltModel_isRefusedWithTheNearest() {
    assertProblems(
        MODEL + "    fallbacks: [m, claud]\n  claude: {targets: [{endpoint: east, model: x}]}",
        "c.yaml:7:17: each of \"fallbacks\" must name another model, not \"m\"; known: \"claude\"",
        "c.yaml:7:20: each of \"fallbacks\" must name another model, not \"claud\";"
            + " did you mean \"claude\"?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "2 s", "1.5s", "-1s", "0ms", "25h", "10min", "2S", "forever"})
  void duration_otherThanNumberAndUnitInRange_isRefused(String duration) {
    assertProblems(
        MODEL + "    timeouts:\n      idle: " + duration,
        "c.yaml:8:13: \"idle\" must be a duration such as 250ms, 2s, 10m or 1h, from 1ms to 24h,"
            + " not \""
            + duration
            + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"65536", "-1", "07", "1e3", "0x10", "7_0", "seventy", "1.0"})
  void port_otherThanNumberInRange_isRefused(String port) {
    assertProblems(
        "server: {grpc: {port: " + port + "}}",
        "c.yaml:1:23: \"port\" must be a whole number from 0 to 65535, not \"" + port + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "example.com", "127.1"})
  void host_publicWithoutKeys_isRefusedForEachDoor(String host) {
    String server = "server:\n  grpc: {host: '%1$s'}\n  http: {host: '%1$s'}\n".formatted(host);
    String problem =
        "\"host\" must be in 127.0.0.0/8, ::1 or localhost while there are no \"keys\": without"
            + " keys only callers on this machine are served; configure keys to listen anywhere"
            + " else";

    assertProblems(server, "c.yaml:2:10: " + problem, "c.yaml:3:10: " + problem);
    assertProblems(server + "keys:\n", "c.yaml:2:10: " + problem, "c.yaml:3:10: " + problem);
    assertProblems(server + KEY);
  }

  @Test
  void host_publicAndKeysWrong_isNoProblemOfItsOwn() {
    assertProblems(
        "server: {grpc: {host: '::'}}\nkeys: 1",
        "c.yaml:2:7: \"keys\" must be a mapping of keys to values, not text");
    assertProblems(
        "server: {grpc: {host: '::'}}\nkeys: {k: {secret: short, models: []}}",
        "c.yaml:2:20: \"secret\" must be 16 to 512 visible ASCII characters, not the value given"
            + " (not shown)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "128.0.0.1", "example.com", "127.1"})
  void host_publicForOperators_isRefusedWithKeysToo(String host) {
    assertProblems(
        "server: {admin: {host: '" + host + "'}}\n" + KEY,
        "c.yaml:1:18: \"host\" must be in 127.0.0.0/8, ::1 or localhost: this listener asks nobody"
            + " for a key, so it serves this machine alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "[::1]", "a..b", "-", "http://localhost", "127.0.0.1:70"})
  void host_thatIsNone_isWrong(String host) {
    assertProblems(
        "server: {admin: {host: '" + host + "'}}",
        "c.yaml:1:24: \"host\" must be a host name or an IP address, not \"" + host + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://example.com, ftp://example.com",
    "example.com/v1, example.com/v1",
    "https:///v1, https:///v1",
    "https://example.com:0, https://example.com:0",
    "https://example.com:65536, https://example.com:65536",
    "https://u:canary@example.com, https://…@example.com",
    "https://example.com/v1?key=canary, https://example.com/v1?…",
    "https://example.com/v1#x, https://example.com/v1#x",
    "https://exa mple.com, https://exa mple.com",
  })
  void baseUrl_otherThanPlainHttp_isRefused(String url, String shown) {
    assertProblems(
        "endpoints: {e: {provider: p, base-url: '" + url + "'}}",
        "c.yaml:1:40: \"base-url\" must be an absolute http or https URL without user info, query"
            + " and fragment, not \""
            + shown
            + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "https://proxy:1, https://proxy:1",
    "http://u:canary@proxy:1, http://…@proxy:1",
    "http://proxy:1/path, http://proxy:1/path",
    "proxy:1, proxy:1",
  })
  void proxy_otherThanHttpHostAndPort_isRefused(String url, String shown) {
    assertProblems(
        "endpoints: {e: {provider: p, proxy: '" + url + "'}}",
        "c.yaml:1:37: \"proxy\" must be an http URL of a host and a port alone, such as"
            + " http://proxy.example:3128, not \""
            + shown
            + "\"");
  }

  @Test
  void missingPaths_areNamedAsWrittenAndInFull() {
    assertProblems(
        "plugins: {folder: nowhere}\nendpoints: {e: {provider: p, ca: ../ca.pem}}",
        "c.yaml:1:19: \"folder\" must name an existing folder, not \"nowhere\", that is \"nowhere\"",
        "c.yaml:2:34: \"ca\" must name an existing file that can be read, not \"../ca.pem\", that is"
            + " \"%s\"".formatted(folder.path("..").normalize().resolve("ca.pem")));
  }

  @Test
  void folderThatIsAFile_isRefused() {
    assertThat(folder.problems("plugins: {folder: tls/ca.pem}"))
        .singleElement()
        .asString()
        .startsWith("c.yaml:1:19: \"folder\" must name an existing folder, not \"tls/ca.pem\"");
  }

  @Test
  void names_ofEndpointsAndModels_haveAForm() {
    assertProblems(
        """
        endpoints:
          a/b: {provider: p}
          "c d": {provider: p}
          "${env:X}": {provider: p}
          "": {provider: p}
        models:
          "e f": {targets: [{endpoint: a/b, model: m}]}
        """,
        "c.yaml:2:3: the name of endpoint \"a/b\" must be 1 to 128 characters without white space,"
            + " \"/\" and \"${\"",
        "c.yaml:3:3: the name of endpoint \"c d\" must be 1 to 128 characters without white space,"
            + " \"/\" and \"${\"",
        "c.yaml:4:3: the name of endpoint \"${env:X}\" must be 1 to 128 characters without white"
            + " space, \"/\" and \"${\"",
        "c.yaml:5:3: the name of endpoint \"\" must be 1 to 128 characters without white space,"
            + " \"/\" and \"${\"",
        "c.yaml:7:3: the name of model \"e f\" must be 1 to 128 characters without white space and"
            + " \"${\"");
  }

  @Test
  void choice_misspelt_asks() {
    assertProblems(
        MODEL + "    strategy: orderd\n    after-output: later",
        "c.yaml:7:15: \"strategy\" must be one of ordered, weighted, fastest, cheapest, slo, not"
            + " \"orderd\"; did you mean \"ordered\"?",
        "c.yaml:8:19: \"after-output\" must be one of never, continue, not \"later\"");
  }

  @ParameterizedTest
  @CsvSource({
    "hold: 20, 11, 'hold', 'none, whole, an amount from 1 to 999999 such as 20 tokens, or a time from 1ms to 10m such as 300ms', 20",
    "hold: 0 tokens, 11, 'hold', 'none, whole, an amount from 1 to 999999 such as 20 tokens, or a time from 1ms to 10m such as 300ms', 0 tokens",
    "hold: 1000000 tokens, 11, 'hold', 'none, whole, an amount from 1 to 999999 such as 20 tokens, or a time from 1ms to 10m such as 300ms', 1000000 tokens",
    "hold: 11m, 11, 'hold', 'none, whole, an amount from 1 to 999999 such as 20 tokens, or a time from 1ms to 10m such as 300ms', 11m",
    "hedge: slow, 12, hedge, 'one of none, p95', slow",
    "content-filter-fallback: yes, 30, content-filter-fallback, true or false, yes",
    "retries: {max: -1}, 20, max, a whole number from 0 to 100, -1",
    "retries: {backoff: 8s..1s}, 24, backoff, 'two durations, the shorter first, such as 250ms..8s', 8s..1s",
    "retries: {backoff: 8s}, 24, backoff, 'two durations, the shorter first, such as 250ms..8s', 8s",
  })
  void wrongValueOfFailingOver_isRefusedWithWhatIsExpected(
      String line, int column, String key, String expected, String shown) {
    assertProblems(
        MODEL + "    " + line,
        "c.yaml:7:%d: \"%s\" must be %s, not \"%s\"".formatted(column, key, expected, shown));
  }

  @Test
  void key_needsExactlyOneOfSecretAndHash() {
    assertProblems(
        """
        keys:
          a: {models: []}
          b: {models: [], secret: a-key-of-20-letters., hash: 'sha256:%s'}
        """
            .formatted("0".repeat(64)),
        "c.yaml:2:3: key \"a\": give either \"secret\" or \"hash\"",
        "c.yaml:3:3: key \"b\": give either \"secret\" or \"hash\"");
  }

  @Test
  void key_withoutModels_isRefusedRatherThanGuessedAt() {
    assertProblems(
        "keys: {a: {secret: a-key-of-20-letters.}}",
        "c.yaml:1:8: key \"a\": missing key \"models\"");
  }

  @Test
  void key_modelsThatDoNotExist_ask() {
    assertProblems(
        MODEL
            + "  gpt: {targets: [{endpoint: east, model: x}]}\n"
            + "keys: {a: {secret: a-key-of-20-letters., models: [gptt, m, '*']}}",
        "c.yaml:8:51: each of \"models\" must name a model, or be \"*\", not \"gptt\";"
            + " did you mean \"gpt\"?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fifteen-letters",
        "with a space in it",
        "with-a-tab\\there-in-it",
        "not-all-ascii-é-is-it",
        "\\u007fdelete-is-no-sign"
      })
  void key_secretThatCouldNotBeShown_isRefusedAndNotShown(String secret) {
    assertProblems(
        "keys: {a: {models: [], secret: \"" + secret + "\"}}",
        "c.yaml:1:32: \"secret\" must be 16 to 512 visible ASCII characters, not the value given"
            + " (not shown)");
  }

  @Test
  void key_secretOnTheBounds_passes() {
    assertProblems("keys: {a: {models: [], secret: " + "k".repeat(16) + "}}");
    assertProblems("keys: {a: {models: [], secret: " + "k".repeat(512) + "}}");
    assertThat(folder.problems("keys: {a: {models: [], secret: " + "k".repeat(513) + "}}"))
        .hasSize(1);
  }

  @Test
  void keys_withOneSecret_areRefusedHoweverItIsGiven() {
    String hash = KeyHash.of("a-key-of-20-letters.").text();
    assertProblems(
        """
        keys:
          a: {models: [], secret: a-key-of-20-letters.}
          b: {models: [], secret: another-key-of-letters}
          c: {models: [], hash: "%s"}
          d: {models: [], hash: "%s"}
        """
            .formatted(hash, hash.replace("sha256:", "").toUpperCase(Locale.ROOT)),
        "c.yaml:4:3: key \"c\": its secret is that of key \"a\"; each needs its own",
        "c.yaml:5:25: \"hash\" must be sha256: and 64 hexadecimal digits, not the value given"
            + " (not shown)");
    assertProblems(
        """
        keys:
          a: {models: [], hash: "%s"}
          b: {models: [], hash: "sha256:%s"}
        """
            .formatted(hash, hash.substring(7).toUpperCase(Locale.ROOT)),
        "c.yaml:3:3: key \"b\": its secret is that of key \"a\"; each needs its own");
  }

  @Test
  void tls_needsBothFiles() {
    assertProblems(
        "server:\n  grpc: {tls: {certificate: tls/ca.pem}}\n  http: {tls: {key: nowhere.pem}}",
        "c.yaml:2:10: \"tls\": missing key \"key\"",
        "c.yaml:3:10: \"tls\": missing key \"certificate\"",
        "c.yaml:3:21: \"key\" must name an existing file that can be read, not \"nowhere.pem\","
            + " that is \"nowhere.pem\"");
  }

  @Test
  void unbuiltValues_areReportedWithWhatIsWrong() {
    assertProblems(
        MODEL + "    strategy: fastest\nserver:\n  grpc: {prt: 1}\n",
        "c.yaml:7:5: \"strategy\" other than ordered is not supported in this version",
        "c.yaml:9:10: unknown key \"prt\"; did you mean \"port\"?");
  }

  @Test
  void aliasedProblem_isReportedOnce() {
    assertProblems(
        "server:\n  grpc: &a {port: x}\n  admin: *a",
        "c.yaml:2:19: \"port\" must be a whole number from 0 to 65535, not \"x\"");
  }

  @Test
  void exception_hasALineForEachProblemInOrder() {
    Problem second = new Problem(folder.position(10, 1), "second");
    Problem first = new Problem(folder.position(9, 2), "first");

    ConfigurationException exception = new ConfigurationException(List.of(second, first, second));

    assertThat(exception.problems()).containsExactly(first, second);
    assertThat(exception).hasMessage(first + "\n" + second);
    assertThat(first).hasToString(folder.path("c.yaml") + ":9:2: first");
  }
}
