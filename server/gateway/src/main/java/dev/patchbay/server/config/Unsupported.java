package dev.patchbay.server.config;

import dev.patchbay.server.fault.Quoted;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the schema knows and this version does not do. Whoever builds one of these deletes its line.
 *
 * <p>A value that nothing acts on must not pass: somebody may rely on it for protection.
 */
final class Unsupported {
  private static final List<Rule> RULES =
      List.of(otherThan("ordered", Section.MODEL, "strategy"), any(Section.TARGET, "weight"));

  private Unsupported() {}

  /** Why the value, which is right in itself, can't be used: one message for each reason. */
  static List<String> reasons(Section section, String key, Object value) {
    return RULES.stream()
        .filter(rule -> rule.section == section && rule.key.equals(key) && rule.hit.test(value))
        .map(Rule::message)
        .toList();
  }

  private static Rule any(Section section, String key) {
    return new Rule(section, key, value -> true, notSupported(Quoted.of(key)));
  }

  private static Rule otherThan(String built, Section section, String key) {
    return new Rule(
        section,
        key,
        value -> !value.toString().equals(built),
        notSupported(Quoted.of(key) + " other than " + built));
  }

  private static String notSupported(String what) {
    return what + " is not supported in this version";
  }

  private record Rule(Section section, String key, Predicate<Object> hit, String message) {}
}
