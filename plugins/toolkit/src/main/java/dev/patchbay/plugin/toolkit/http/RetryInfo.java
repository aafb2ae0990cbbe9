package dev.patchbay.plugin.toolkit.http;

import dev.patchbay.json.JsonReader;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long Google's services ask to wait: {@code retryDelay} of the {@code google.rpc.RetryInfo}
 * among an error's {@code details}, a duration as proto3 writes it in JSON ({@code 12s}, {@code
 * 57.238747106s}). They send no Retry-After. One for each error.
 */
public final class RetryInfo {
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s");

  private @Nullable Duration delay;
  private boolean daily;

  /**
   * Reads the value of {@code details}, of whatever kind it is.
   *
   * @throws dev.patchbay.json.JsonException if it is not well-formed
   */
  public void read(JsonReader json) {
    switch (json.peek()) {
      case '[' -> {
        json.beginArray();
        while (json.nextElement()) {
          read(json);
        }
      }
      case '{' -> {
        json.beginObject();
        while (json.nextMember()) {
          member(json);
        }
      }
      default -> json.skip();
    }
  }

  private void member(JsonReader json) {
    switch (json.name()) {
      case "retryDelay" -> {
        Matcher seconds = SECONDS.matcher(String.valueOf(json.anyText()));
        delay = seconds.matches() ? Duration.parse("PT" + seconds.group(1) + "S") : delay;
      }
      // Of a google.rpc.QuotaFailure.
      case "violations" -> read(json);
      case "quotaId" -> daily |= String.valueOf(json.anyText()).contains("PerDay");
      default -> json.skip();
    }
  }

  /**
   * The delay; null if there is none. None is believed where a quota of the day is used up: Gemini
   * asks to wait for seconds then, too.
   */
  public @Nullable Duration delay() {
    return daily ? null : delay;
  }

  /** Whether a quota of the day is used up. */
  public boolean isDaily() {
    return daily;
  }
}
