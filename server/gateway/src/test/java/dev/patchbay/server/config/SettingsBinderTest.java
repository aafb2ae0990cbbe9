package dev.patchbay.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsBinderTest {
  private static final SettingsBinder BINDER =
      new SettingsBinder(
          List.of(
              Setting.of("api-version", Setting.Type.STRING, "The version to ask for.").required(),
              Setting.of("seed", Setting.Type.INTEGER, "Of the generator."),
              Setting.of("rate", Setting.Type.NUMBER, "Tokens a second."),
              Setting.of("stream", Setting.Type.BOOLEAN, "Whether to stream."),
              Setting.of("pause", Setting.Type.DURATION, "Between tokens."),
              Setting.of("hosts", Setting.Type.STRINGS, "To talk to."),
              Setting.of("token", Setting.Type.INTEGER, "A secret number.").secret(),
              Setting.choice("dialect", List.of("chat", "responses"), "Which API.")));

  private ConfigFolder folder;

  @BeforeEach
  void makeFolder(@TempDir Path temporary) {
    folder = new ConfigFolder(temporary).env("KEY", "canary").env("SEED", "7");
  }

  @Test
  void bind_everyType_givesTypedValues() throws ConfigurationException {
    Settings settings =
        BINDER.bind(
            endpoint(
                """
                api-version: 2024-10-21
                seed: -3
                rate: 2.5e1
                stream: true
                pause: 250ms
                hosts: [a, 1]
                token: 5
                dialect: chat
                """));

    assertThat(settings.string("api-version")).contains("2024-10-21");
    assertThat(settings.integer("seed")).contains(-3L);
    assertThat(settings.number("rate")).contains(25.0);
    assertThat(settings.bool("stream")).contains(true);
    assertThat(settings.duration("pause")).contains(Duration.ofMillis(250));
    assertThat(settings.strings("hosts")).containsExactly("a", "1");
    assertThat(settings.integer("token")).contains(5L);
    assertThat(settings.string("dialect")).contains("chat");
  }

  @Test
  void bind_absentOptional_isAbsent() throws ConfigurationException {
    Settings settings = BINDER.bind(endpoint("api-version: v\nseed: ${env:SEED}"));

    assertThat(settings.number("rate")).isEmpty();
    assertThat(settings.strings("hosts")).isEmpty();
    assertThat(settings.integer("seed")).contains(7L);
  }

  @ParameterizedTest
  @CsvSource({
    "seed: 1.5, 6:13, '\"seed\" must be a whole number, not \"1.5\"'",
    "seed: [1], 6:13, '\"seed\" must be a whole number, not a list'",
    "seed: '${env:KEY}', 6:13, '\"seed\" must be a whole number, not the value given (not shown)'",
    "rate: fast, 6:13, '\"rate\" must be a number, not \"fast\"'",
    "rate: 1e999, 6:13, '\"rate\" must be a number, not \"1e999\"'",
    "stream: yes, 6:15, '\"stream\" must be true or false, not \"yes\"'",
    "pause: 5, 6:14, '\"pause\" must be a duration such as 250ms, 2s, 10m or 1h, not \"5\"'",
    "hosts: a, 6:14, '\"hosts\" must be a list, not text'",
    "token: letters, 6:14, '\"token\" must be a whole number, not the value given (not shown)'",
    "dialect: chta, 6:16, '\"dialect\" must be one of chat, responses, not \"chta\"; did you mean \"chat\"?'",
    "saed: 1, 6:7, 'unknown setting \"saed\"; did you mean \"seed\"?'",
  })
  void bind_wrongValue_saysWhereAndWhat(String line, String at, String message)
      throws ConfigurationException {
    assertThat(problems(line)).contains("c.yaml:" + at + ": " + message);
  }

  @Test
  void bind_severalProblems_reportsAllByPosition() throws ConfigurationException {
    assertThat(problems("{other-thing: 1, seed: x}"))
        .containsExactly(
            "c.yaml:2:3: endpoint \"e\": missing setting \"api-version\" (The version to ask for.)",
            "c.yaml:6:8: unknown setting \"other-thing\"; known settings: \"api-version\", \"seed\","
                + " \"rate\", \"stream\", \"pause\", \"hosts\", \"token\", \"dialect\"",
            "c.yaml:6:30: \"seed\" must be a whole number, not \"x\"");
  }

  @Test
  void problem_ofASetting_standsAtItsValue() throws ConfigurationException {
    Problem problem =
        BINDER.problem(endpoint("api-version: v\nseed: 3"), new SettingException("seed", "is odd"));

    assertThat(problem)
        .isEqualTo(new Problem(folder.position(7, 13), "endpoint \"e\": \"seed\": is odd"));
  }

  @Test
  void problem_ofAnotherKey_standsAtTheEndpoint() throws ConfigurationException {
    Problem problem = BINDER.problem(endpoint("{}"), new SettingException("api-key", "is missing"));

    assertThat(problem.at()).isEqualTo(folder.position(2, 3));
  }

  @Test
  void problem_thatRepeatsASecret_losesIt() throws ConfigurationException {
    Problem problem =
        BINDER.problem(
            endpoint("{api-version: '${env:KEY}', hosts: ['${env:KEY}x'], token: letters}"),
            new SettingException("api-version", "cannot use canary, canaryx, sk-1, letters"));

    assertThat(problem.message()).doesNotContain("canary", "sk-1", "letters").contains("***");
  }

  private List<String> problems(String settings) throws ConfigurationException {
    EndpointSection endpoint = endpoint(settings);
    ConfigurationException exception =
        catchThrowableOfType(ConfigurationException.class, () -> BINDER.bind(endpoint));
    return exception.problems().stream()
        .map(problem -> problem.toString().replace(folder.path("") + "/", ""))
        .toList();
  }

  /** The settings start in line 6, column 7. */
  private EndpointSection endpoint(String settings) throws ConfigurationException {
    String head = "endpoints:\n  e:\n    provider: p\n    api-key: sk-1\n    settings:\n";
    Configuration configuration = folder.read(head + settings.indent(6));
    return Objects.requireNonNull(configuration.endpoints().get("e"));
  }
}
