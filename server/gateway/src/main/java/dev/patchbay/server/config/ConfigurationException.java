package dev.patchbay.server.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration file cannot be used. Its message has one line for each problem. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<Problem> problems;

  /**
   * @param problems at least one, in any order; repeated ones are dropped
   */
  public ConfigurationException(List<Problem> problems) {
    super(sorted(problems).stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = sorted(problems);
  }

  /** All problems that were found, ordered by position. */
  public List<Problem> problems() {
    return problems;
  }

  private static List<Problem> sorted(List<Problem> problems) {
    return problems.stream()
        .distinct()
        .sorted(Comparator.comparing(Problem::at).thenComparing(Problem::message))
        .toList();
  }
}
