package dev.patchbay.server.config;

import com.google.common.net.InetAddresses;
import dev.patchbay.server.failover.Hold;
import dev.patchbay.server.fault.Nearest;
import dev.patchbay.server.fault.Quoted;
import dev.patchbay.server.time.Durations;
import dev.patchbay.spi.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of the schema's scalars, save URLs ({@link Urls}) and paths ({@link PathForms}). */
final class Forms {
  static final Form<String> TEXT = new Form<>("be text", text -> text.isEmpty() ? null : text);

  static final Form<Secret> SECRET =
      new Form<Secret>("be text", text -> text.isEmpty() ? null : Secret.of(text)).sensitive();

  /** Of endpoints, keys, providers, regions and attestations. */
  static final Form<String> NAME =
      matching(
          "be 1 to 128 characters without white space, \"/\" and \"${\"",
          "(?!.*\\$\\{)[^\\s\\p{Cntrl}/]{1,128}");

  /** Of models that callers ask for: {@code meta/llama-3}, {@code llama3:8b}. */
  static final Form<String> MODEL_NAME =
      matching(
          "be 1 to 128 characters without white space and \"${\"",
          "(?!.*\\$\\{)[^\\s\\p{Cntrl}]{1,128}");

  static final Form<Boolean> BOOLEAN =
      new Form<>(
          "be true or false",
          text ->
              switch (text) {
                case "true" -> Boolean.TRUE;
                case "false" -> Boolean.FALSE;
                default -> null;
              });

  static final Form<Integer> PORT = integer(0, 65_535);

  static final Form<Concurrency> CONCURRENCY =
      new Form<>(
          "be none, adaptive or a whole number from 1 to " + Forms.MOST_CALLS, Forms::concurrency);

  /** A limit on a call's time. */
  static final Form<Duration> LIMIT =
      new Form<>("be " + Durations.EXAMPLES + ", from 1ms to 24h", Forms::limit);

  static final Form<Backoff> BACKOFF =
      new Form<>("be two durations, the shorter first, such as 250ms..8s", Forms::backoff);

  static final Form<Hold> HOLD = new Form<>("be " + Hold.EXPECTED, Hold::parse);

  /** Only its hash is kept. */
  static final Form<KeyHash> KEY_SECRET =
      new Form<>(
              "be %d to %d visible ASCII characters".formatted(KeyHash.SHORTEST, KeyHash.LONGEST),
              text -> KeyHash.canBeKey(text) ? KeyHash.of(text) : null)
          .sensitive();

  /** Not shown when wrong: it may be the key itself, written into the wrong line. */
  static final Form<KeyHash> HASH =
      new Form<>("be sha256: and 64 hexadecimal digits", KeyHash::parse).sensitive();

  static final Form<String> HOST =
      new Form<>("be a host name or an IP address", text -> isHost(text) ? text : null);

  private static final Pattern HOST_NAME =
      Pattern.compile("(?=.{1,253}$)\\w([\\w-]{0,61}\\w)?(\\.\\w([\\w-]{0,61}\\w)?)*");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9]\\d{0,17}");

  private static final Duration LONGEST = Duration.ofHours(24);

  private static final int MOST_CALLS = 100_000;

  private Forms() {}

  /** The bounds of pauses: the first one's and the largest. */
  record Backoff(Duration base, Duration cap) {}

  static Form<Integer> integer(int least, int most) {
    return new Form<>(
        "be a whole number from " + least + " to " + most,
        text -> {
          Long number = wholeNumber(text);
          return number == null || number < least || number > most ? null : number.intValue();
        });
  }

  static Form<String> choice(List<String> choices) {
    return new Form<>(
        "be one of " + String.join(", ", choices),
        text -> choices.contains(text) ? text : null,
        text -> Quoted.of(text) + Nearest.question(text, choices));
  }

  /** The name of something that stands elsewhere in the file. */
  static Form<String> nameOf(String kind, Collection<String> known) {
    return new Form<>(
        "name " + kind,
        text -> known.contains(text) ? text : null,
        text -> Quoted.of(text) + Nearest.questionOrList(text, known, "known"));
  }

  /** A decimal number of at most 18 digits, without superfluous zeros; null for anything else. */
  static @Nullable Long wholeNumber(String text) {
    return WHOLE_NUMBER.matcher(text).matches() ? Long.valueOf(text) : null;
  }

  private static Form<String> matching(String expected, String regex) {
    Pattern pattern = Pattern.compile(regex);
    return new Form<>(expected, text -> pattern.matcher(text).matches() ? text : null);
  }

  private static @Nullable Concurrency concurrency(String text) {
    return switch (text) {
      case "none" -> Concurrency.NONE;
      case "adaptive" -> new Concurrency.Adaptive();
      default -> {
        Integer calls = integer(1, MOST_CALLS).parser().parse(text);
        yield calls == null ? null : new Concurrency.Fixed(calls);
      }
    };
  }

  private static @Nullable Duration limit(String text) {
    Duration duration = Durations.parse(text);
    return duration == null || duration.isZero() || duration.compareTo(LONGEST) > 0
        ? null
        : duration;
  }

  private static @Nullable Backoff backoff(String text) {
    String[] ends = text.split("\\.\\.", -1);
    if (ends.length != 2) {
      return null;
    }
    Duration least = limit(ends[0]);
    Duration most = limit(ends[1]);
    return least == null || most == null || least.compareTo(most) > 0
        ? null
        : new Backoff(least, most);
  }

  private static boolean isHost(String text) {
    return InetAddresses.isInetAddress(text) || HOST_NAME.matcher(text).matches();
  }
}
