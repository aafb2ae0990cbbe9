package dev.patchbay.plugin.openai;

import dev.patchbay.plugin.toolkit.http.HeaderText;
import dev.patchbay.plugin.toolkit.http.JsonEndpoint;
import dev.patchbay.plugin.toolkit.models.ModelTable;
import dev.patchbay.plugin.toolkit.openai.Dialect;
import dev.patchbay.plugin.toolkit.openai.Dialect.LimitField;
import dev.patchbay.plugin.toolkit.openai.Dialect.Prefill;
import dev.patchbay.plugin.toolkit.openai.Dialect.Terminator;
import dev.patchbay.plugin.toolkit.openai.EmbedForm;
import dev.patchbay.plugin.toolkit.openai.HostEndpoint;
import dev.patchbay.plugin.toolkit.openai.HostProvider;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect;
import dev.patchbay.plugin.toolkit.responses.ResponsesDialect.Thoughts;
import dev.patchbay.plugin.toolkit.responses.ResponsesProvider;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes providers named {@code openai}. */
public final class OpenAiFactory implements ProviderFactory {
  static final String NAME = "openai";

  private static final ModelTable MODELS = ModelTable.beside(OpenAiFactory.class);
  private static final URI DEFAULT = URI.create("https://api.openai.com/v1");

  private static final Setting API =
      Setting.choice(
              "api",
              List.of("chat", "responses"),
              "Which of OpenAI's APIs chats use: chat completions or Responses.")
          .defaultsTo("chat");
  private static final Setting ORGANIZATION =
      Setting.of(
          "organization",
          Setting.Type.STRING,
          "OpenAI organization that the calls are counted for; absent: the key's own.");
  private static final Setting PROJECT =
      Setting.of(
          "project",
          Setting.Type.STRING,
          "OpenAI project that the calls are counted for; absent: the key's own.");
  private static final Setting LIMIT =
      Setting.choice(
              "max-tokens-field",
              List.of("max_tokens", "max_completion_tokens"),
              "Request member for the most tokens of an answer.")
          .defaultsTo(
              "max_completion_tokens for api.openai.com and for models o* and gpt-5*, else"
                  + " max_tokens");
  private static final Setting TERMINATOR =
      Setting.choice(
              "terminator",
              List.of("done", "finish", "eof"),
              "What tells that a stream is whole: a finish reason and [DONE]; a finish reason and"
                  + " the orderly end of the body; the orderly end alone.")
          .defaultsTo("finish");
  private static final Setting REASONING =
      Setting.choice(
          "reasoning-field",
          List.of("reasoning_content", "reasoning"),
          "Member of an assistant message in which earlier thinking is sent back, for hosts that"
              + " want it; absent: it is not sent, and the caller is told.");
  private static final Setting PREFILL =
      Setting.choice(
              "prefill",
              List.of("none", "plain", "prefix", "vllm"),
              "How the service is told to go on from a last message of the assistant's: it is not,"
                  + " since it can't; it needs no telling; by prefix: true in that message"
                  + " (DeepSeek's beta); by continue_final_message (vLLM).")
          .defaultsTo("none");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Setting> settings() {
    return List.of(API, ORGANIZATION, PROJECT, LIMIT, TERMINATOR, REASONING, PREFILL);
  }

  @Override
  public String baseUrl() {
    return DEFAULT.toString();
  }

  @Override
  public Map<String, Capabilities> models() {
    return MODELS.all();
  }

  @Override
  public Provider create(EndpointConfig config, ProviderContext context) {
    JsonEndpoint at = new JsonEndpoint(config, DEFAULT, "text/event-stream", headers(config));
    boolean original = "api.openai.com".equals(at.origin().getHost());
    ModelTable models = original ? MODELS : ModelTable.NONE;
    HostEndpoint endpoint =
        new HostEndpoint(at, dialect(original, config), context.time(), models, EmbedForm.OPENAI);
    return "responses".equals(setting(config, API))
        ? new ResponsesProvider(endpoint, responses(original))
        : new HostProvider(endpoint);
  }

  /** Another host may serve models that think in the open; what it seals, it is sent back. */
  private static ResponsesDialect responses(boolean original) {
    return original
        ? ResponsesDialect.openAi(NAME)
        : new ResponsesDialect(NAME, false, "user", true, Thoughts.SEALED_BY_MODEL);
  }

  private static Dialect dialect(boolean original, EndpointConfig config) {
    LimitField limit =
        switch (setting(config, LIMIT)) {
          case "max_tokens" -> LimitField.MAX_TOKENS;
          case "max_completion_tokens" -> LimitField.MAX_COMPLETION_TOKENS;
          case null, default -> LimitField.BY_MODEL;
        };
    Terminator terminator =
        switch (setting(config, TERMINATOR)) {
          case "eof" -> Terminator.EOF;
          case "done" -> Terminator.DONE;
          case null, default -> Terminator.FINISH;
        };
    return new Dialect(
        NAME, original, terminator, limit, setting(config, REASONING), prefill(original, config));
  }

  private static Prefill prefill(boolean original, EndpointConfig config) {
    Prefill prefill =
        switch (setting(config, PREFILL)) {
          case "plain" -> Prefill.PLAIN;
          case "prefix" -> Prefill.PREFIX;
          case "vllm" -> Prefill.VLLM;
          case null, default -> Prefill.NONE;
        };
    if (original && prefill != Prefill.NONE) {
      throw new SettingException(
          PREFILL.key(), "must be none: api.openai.com answers anew after an assistant's message");
    }
    return prefill;
  }

  private static @Nullable String setting(EndpointConfig config, Setting setting) {
    return config.settings().string(setting.key()).orElse(null);
  }

  private static List<String> headers(EndpointConfig config) {
    List<String> headers = new ArrayList<>();
    header(headers, "openai-organization", config, ORGANIZATION);
    header(headers, "openai-project", config, PROJECT);
    return headers;
  }

  private static void header(
      List<String> headers, String name, EndpointConfig config, Setting setting) {
    String value = setting(config, setting);
    if (value != null) {
      headers.addAll(List.of(name, HeaderText.check(setting.key(), value)));
    }
  }
}
