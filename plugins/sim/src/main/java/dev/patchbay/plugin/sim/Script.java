package dev.patchbay.plugin.sim;

import dev.patchbay.spi.SettingException;
import dev.patchbay.spi.Settings;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to answer: the endpoint's settings, overlaid with the marker of a call.
 *
 * @param rate words in a second after the first; 0: as fast as they are read
 * @param after words before the failure; 0: the failure is all that comes
 * @param tool the tool to call instead of answering; null: none
 */
record Script(
    Duration firstToken,
    double rate,
    long tokens,
    Failure fail,
    long after,
    @Nullable String tool) {
  private static final Pattern MARKER = Pattern.compile("\\[sim:([^\\]]*)\\]");

  Script {
    check(!firstToken.isNegative() && firstToken.toHours() < 1, "first-token", "0ms to 1h");
    check(rate >= 0, "tokens-per-second", "0 or more");
    check(tokens >= 1, "tokens", "1 or more");
    check(after >= 0, "after", "0 or more");
  }

  static Script of(Settings settings) {
    return new Script(
        settings.duration("first-token").orElse(Duration.ofMillis(50)),
        settings.number("tokens-per-second").orElse(50.0),
        settings.integer("tokens").orElse(20L),
        Failure.of(settings.string("fail").orElse("none")),
        settings.integer("after").orElse(0L),
        null);
  }

  /**
   * This script with what a {@code [sim: key=value …]} in the text changes.
   *
   * @throws SettingException for an unknown key or a bad value
   */
  Script markedIn(String text) {
    Matcher marker = MARKER.matcher(text);
    Script script = this;
    while (marker.find()) {
      for (String word : marker.group(1).strip().split("\\s+")) {
        script = script.with(word.replaceFirst("=.*", ""), word.replaceFirst("[^=]*=?", ""));
      }
    }
    return script;
  }

  private Script with(String key, String value) {
    return switch (key) {
      case "first-token" -> new Script(duration(value), rate, tokens, fail, after, tool);
      case "rate" -> new Script(firstToken, number(key, value), tokens, fail, after, tool);
      case "tokens" -> new Script(firstToken, rate, number(key, value), fail, after, tool);
      case "fail" -> new Script(firstToken, rate, tokens, Failure.of(value), after, tool);
      case "after" -> new Script(firstToken, rate, tokens, fail, number(key, value), tool);
      case "tool" -> withTool(value);
      default ->
          throw new SettingException(
              key, "unknown '" + key + "': use first-token, rate, tokens, fail, after or tool");
    };
  }

  Script withTool(@Nullable String name) {
    return new Script(firstToken, rate, tokens, fail, after, name);
  }

  private static Duration duration(String value) {
    check(value.matches("\\d+m?s"), "first-token", "a duration such as 250ms or 2s");
    long amount = number("first-token", value.replaceFirst("m?s", ""));
    return value.endsWith("ms") ? Duration.ofMillis(amount) : Duration.ofSeconds(amount);
  }

  private static long number(String key, String value) {
    check(value.matches("\\d{1,9}"), key, "a whole number below a milliard, not '" + value + "'");
    return Long.parseLong(value);
  }

  private static void check(boolean good, String key, String expected) {
    if (!good) {
      throw new SettingException(key, key + " must be " + expected);
    }
  }
}
