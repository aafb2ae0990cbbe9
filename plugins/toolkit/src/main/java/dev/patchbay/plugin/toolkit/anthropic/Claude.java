package dev.patchbay.plugin.toolkit.anthropic;

import dev.patchbay.spi.Capabilities;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Claude model takes and refuses, by its name: Anthropic's pages "Extended thinking",
 * "Adaptive thinking", "Effort", "Migration guide" and "Errors", as of September 2026. The names of
 * the clouds ({@code claude-3-7-sonnet@20250219}, {@code us.anthropic.claude-opus-4-6-v1:0}) are
 * known, too. Of a model with another name nothing is assumed: it is sent what the caller said.
 *
 * @param family {@code opus}, {@code sonnet}, {@code haiku}, {@code fable}, {@code mythos}; empty:
 *     unknown
 * @param generation ten times the version: 46 is 4.6; 0: unknown
 */
public record Claude(String family, int generation) {
  private static final Pattern NEW =
      Pattern.compile("claude-(opus|sonnet|haiku|fable|mythos)-(\\d)(?:[-.](\\d)(?!\\d))?(?!\\d)");
  private static final Pattern OLD =
      Pattern.compile("claude-(\\d)(?:[-.](\\d))?-(opus|sonnet|haiku)");

  /** By a name, in whatever dress. */
  public static Claude of(String model) {
    Matcher name = NEW.matcher(model);
    if (name.find()) {
      return new Claude(name.group(1), generation(name.group(2), name.group(3)));
    }
    name = OLD.matcher(model);
    return name.find()
        ? new Claude(name.group(3), generation(name.group(1), name.group(2)))
        : new Claude("", 0);
  }

  private static int generation(String major, @Nullable String minor) {
    return 10 * Integer.parseInt(major) + (minor == null ? 0 : Integer.parseInt(minor));
  }

  public boolean isUnknown() {
    return generation == 0;
  }

  public boolean thinks() {
    return isUnknown() || generation >= 37;
  }

  /** Whether it can be told how many tokens to think. */
  public boolean takesBudget() {
    return isUnknown() || (generation >= 37 && generation <= 46);
  }

  /** Whether it can be left to judge for itself how much to think. */
  public boolean isAdaptive() {
    return generation >= 46;
  }

  /** Whether it thinks unless told not to. */
  public boolean thinksUnasked() {
    return generation >= 50;
  }

  /** Whether it can't be told not to. */
  public boolean alwaysThinks() {
    return family.equals("fable") || family.equals("mythos");
  }

  public boolean takesEffort() {
    return isUnknown() || generation >= 46 || (generation == 45 && family.equals("opus"));
  }

  /** The service's word for an effort, or for the nearest that the model has. */
  public String effort(String asked) {
    return switch (asked) {
      case "minimal" -> "low";
      case "xhigh" -> isUnknown() || generation >= 47 ? asked : "high";
      case "max" -> isUnknown() || generation >= 46 ? asked : "high";
      default -> asked;
    };
  }

  /** Whether thinking is part of the answer without being asked for. */
  public boolean showsThinking() {
    return generation <= 46;
  }

  /** Whether it takes {@code temperature}, {@code top_p} and {@code top_k}. */
  public boolean takesSampling() {
    return generation <= 46;
  }

  /** Whether it takes {@code temperature} and {@code top_p} at once. */
  public boolean takesTemperatureWithTopP() {
    return generation <= 40;
  }

  /** Whether it goes on from a last message of the assistant's. */
  public boolean goesOn() {
    return generation > 0 && generation <= 45;
  }

  /** Whether there may be system messages between turns. */
  public boolean takesSystemTurns() {
    return family.equals("opus") && generation >= 48;
  }

  /** What is known of a model, and whether it goes on from an answer that has begun. */
  public static Capabilities capabilities(String model, Capabilities known) {
    return of(model).goesOn() ? known.with(Capabilities.ASSISTANT_PREFILL) : known;
  }
}
