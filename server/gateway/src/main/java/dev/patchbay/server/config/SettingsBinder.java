package dev.patchbay.server.config;

import dev.patchbay.server.fault.Nearest;
import dev.patchbay.server.fault.Quoted;
import dev.patchbay.server.time.Durations;
import dev.patchbay.spi.Secret;
import dev.patchbay.spi.Setting;
import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks an endpoint's {@code settings} against those that its provider declares. Immutable, one
 * for each provider.
 */
public final class SettingsBinder {
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");

  private final Map<String, Setting> declared = new LinkedHashMap<>();

  /**
   * @param declared what the provider's factory declares
   */
  public SettingsBinder(List<Setting> declared) {
    declared.forEach(setting -> this.declared.put(setting.key(), setting));
  }

  /**
   * The endpoint's settings, with the types that were declared.
   *
   * @throws ConfigurationException with every unknown, missing or wrong setting
   */
  public Settings bind(EndpointSection endpoint) throws ConfigurationException {
    List<Problem> problems = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    for (Setting setting : declared.values()) {
      if (setting.isRequired() && !endpoint.settings().containsKey(setting.key())) {
        problems.add(new Problem(endpoint.at(), missing(endpoint, setting)));
      }
    }
    endpoint
        .settings()
        .forEach((key, written) -> {
          Object value = value(key, written, problems);
          if (value != null) {
            values.put(key, value);
          }
        });
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return Settings.of(values);
  }

  /**
   * What a provider says about a value, with its place in the file. If the message repeats a value
   * that is secret, or came through a placeholder, that value is taken out.
   */
  public Problem problem(EndpointSection endpoint, SettingException refusal) {
    String message = String.valueOf(refusal.getMessage());
    for (String secret : secrets(endpoint)) {
      message = message.replace(secret, "***");
    }
    return new Problem(
        endpoint.positionOf(refusal.key()),
        "endpoint "
            + Quoted.of(endpoint.name())
            + ": "
            + Quoted.of(refusal.key())
            + ": "
            + message);
  }

  private @Nullable Object value(String key, SettingValue written, List<Problem> problems) {
    Setting setting = declared.get(key);
    if (setting == null) {
      String hint = Nearest.questionOrList(key, declared.keySet(), "known settings");
      problems.add(new Problem(written.keyAt(), "unknown setting " + Quoted.of(key) + hint));
      return null;
    }
    Form<?> form = form(setting);
    boolean list = setting.type() == Setting.Type.STRINGS;
    return switch (written.content()) {
      case SettingValue.Text(String text) when !list ->
          parsed(Quoted.of(key), form, text, written, problems);
      case SettingValue.Text _ -> {
        problems.add(wrong(written, Quoted.of(key), "be a list", "text"));
        yield null;
      }
      case SettingValue.Items(List<String> items) when list -> {
        items.forEach(item -> parsed("each of " + Quoted.of(key), form, item, written, problems));
        yield items;
      }
      case SettingValue.Items _ -> {
        problems.add(wrong(written, Quoted.of(key), form.expected(), "a list"));
        yield null;
      }
    };
  }

  private static @Nullable Object parsed(
      String what, Form<?> form, String text, SettingValue written, List<Problem> problems) {
    Object value = form.parser().parse(text);
    if (value == null) {
      String shown = new Text(text, written.secret(), written.at()).shown(form);
      problems.add(wrong(written, what, form.expected(), shown));
    }
    return value;
  }

  private static Problem wrong(SettingValue written, String what, String expected, String shown) {
    return new Problem(written.at(), what + " must " + expected + ", not " + shown);
  }

  private static String missing(EndpointSection endpoint, Setting setting) {
    return "endpoint "
        + Quoted.of(endpoint.name())
        + ": missing setting "
        + Quoted.of(setting.key())
        + " ("
        + setting.doc()
        + ")";
  }

  private static Form<?> form(Setting setting) {
    Form<?> form =
        switch (setting.type()) {
          case STRING, STRINGS ->
              setting.choices().isEmpty() ? Forms.TEXT : Forms.choice(setting.choices());
          case INTEGER -> new Form<>("be a whole number", Forms::wholeNumber);
          case NUMBER -> new Form<>("be a number", SettingsBinder::number);
          case BOOLEAN -> Forms.BOOLEAN;
          case DURATION -> new Form<>("be " + Durations.EXAMPLES, Durations::parse);
        };
    return setting.isSecret() ? form.sensitive() : form;
  }

  private static @Nullable Double number(String text) {
    Double value = NUMBER.matcher(text).matches() ? Double.valueOf(text) : null;
    return value == null || value.isInfinite() ? null : value;
  }

  private List<String> secrets(EndpointSection endpoint) {
    List<String> secrets = new ArrayList<>();
    Secret apiKey = endpoint.apiKey();
    if (apiKey != null) {
      secrets.add(apiKey.reveal());
    }
    endpoint
        .settings()
        .forEach((key, value) -> {
          Setting setting = declared.get(key);
          if (value.secret() || (setting != null && setting.isSecret())) {
            secrets.addAll(texts(value));
          }
        });
    return secrets;
  }

  private static List<String> texts(SettingValue value) {
    return switch (value.content()) {
      case SettingValue.Text(String text) -> List.of(text);
      case SettingValue.Items(List<String> items) -> items;
    };
  }
}
