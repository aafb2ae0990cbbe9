package dev.patchbay.server.plugin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A version such as {@code 1.4.0}, {@code 1.4} or {@code 2.0.0-rc.1+build7}, ordered as Semantic
 * Versioning orders them: numbers first, a pre-release before its release, build data counts for
 * nothing. So two versions may compare as equal and yet differ.
 *
 * @param text as it was written
 */
public record PluginVersion(String text) implements Comparable<PluginVersion> {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{1,9})\\.(\\d{1,9})(?:\\.(\\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

  /**
   * @throws IllegalArgumentException if the text is no version
   */
  public PluginVersion {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no version such as 1.4.0 or 1.4.0-rc.1");
    }
  }

  @Override
  public int compareTo(PluginVersion other) {
    Matcher mine = matched(text);
    Matcher theirs = matched(other.text);
    for (int group = 1; group <= 3; group++) {
      int order = Integer.compare(number(mine.group(group)), number(theirs.group(group)));
      if (order != 0) {
        return order;
      }
    }
    return comparePreReleases(words(mine.group(4)), words(theirs.group(4)));
  }

  private static int comparePreReleases(List<String> mine, List<String> theirs) {
    if (mine.isEmpty() || theirs.isEmpty()) {
      return Boolean.compare(mine.isEmpty(), theirs.isEmpty());
    }
    for (int i = 0; i < Math.min(mine.size(), theirs.size()); i++) {
      int order = compareWords(mine.get(i), theirs.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.size(), theirs.size());
  }

  private static int compareWords(String mine, String theirs) {
    boolean numbers = isNumber(mine) && isNumber(theirs);
    if (numbers) {
      return Integer.compare(number(mine), number(theirs));
    }
    if (isNumber(mine) || isNumber(theirs)) {
      return isNumber(mine) ? -1 : 1;
    }
    return mine.compareTo(theirs);
  }

  private static boolean isNumber(String word) {
    return word.matches("\\d{1,9}");
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static List<String> words(@Nullable String preRelease) {
    return preRelease == null ? List.of() : Stream.of(preRelease.split("\\.")).toList();
  }

  private static Matcher matched(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalStateException(text);
    }
    return matcher;
  }

  @Override
  public String toString() {
    return text;
  }
}
