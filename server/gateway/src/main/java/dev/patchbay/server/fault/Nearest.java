package dev.patchbay.server.fault;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the name that somebody meant. Case, and the difference between {@code base_url}, {@code
 * baseUrl} and {@code base-url}, do not count as mistakes.
 */
public final class Nearest {
  private static final int LISTED = 20;

  private Nearest() {}

  /**
   * The known name that is fewest typing mistakes away (a letter too many, missing, wrong, or two
   * exchanged), or nothing if that is more than a third of the longer name. The first one wins a
   * tie.
   */
  public static Optional<String> of(String wrong, Collection<String> known) {
    String from = plain(wrong);
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : known) {
      String to = plain(candidate);
      int allowed = Math.max(from.length(), to.length()) / 3;
      if (Math.abs(from.length() - to.length()) <= allowed) {
        int distance = distance(from, to);
        if (distance <= allowed && distance < bestDistance) {
          best = candidate;
          bestDistance = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** The end of a message about a wrong name: {@code ; did you mean "x"?}, or nothing. */
  public static String question(String wrong, Collection<String> known) {
    return of(wrong, known).map(name -> "; did you mean " + Quoted.of(name) + "?").orElse("");
  }

  /** The same, but if none is near the known names, after a colon and the given title. */
  public static String questionOrList(String wrong, Collection<String> known, String title) {
    String question = question(wrong, known);
    return question.isEmpty() ? "; " + title + ": " + list(known) : question;
  }

  private static String list(Collection<String> known) {
    if (known.isEmpty()) {
      return "none";
    }
    String shown = known.stream().limit(LISTED).map(Quoted::of).collect(Collectors.joining(", "));
    return known.size() <= LISTED ? shown : shown + " and " + (known.size() - LISTED) + " more";
  }

  private static String plain(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .replace('_', '-')
        .toLowerCase(Locale.ROOT);
  }

  /** The optimal string alignment distance, by rows. */
  private static int distance(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int substitution = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + substitution);
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[to.length()];
  }
}
