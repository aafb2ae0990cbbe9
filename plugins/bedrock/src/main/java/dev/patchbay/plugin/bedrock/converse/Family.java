package dev.patchbay.plugin.bedrock.converse;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose model it is, as far as its name tells: what Converse itself lacks differs by that. */
public enum Family {
  CLAUDE,
  NOVA,
  MISTRAL,
  COHERE,
  OPENAI,
  /** Another maker's. */
  OTHER,
  /** A profile whose name tells nothing. */
  UNKNOWN;

  private static final Pattern CLAUDE_VERSION = Pattern.compile("claude-[a-z]+-(\\d+)(?:-(\\d)\\b)?");

  /**
   * The family of a model.
   *
   * @param model an id, the id of an inference profile, or an ARN of either
   */
  public static Family of(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    if (name.contains("claude")) {
      return CLAUDE;
    } else if (name.contains("amazon.nova")) {
      return NOVA;
    } else if (name.contains("mistral.")) {
      return MISTRAL;
    } else if (name.contains("cohere.")) {
      return COHERE;
    } else if (name.contains("openai.")) {
      return OPENAI;
    }
    return name.startsWith("arn:") ? UNKNOWN : OTHER;
  }

  /** How a Claude can be asked to think. */
  enum ClaudeThinking {
    /** With a budget. */
    BUDGET,
    /** With a budget, or as much as it finds right. */
    EITHER,
    /** As much as it finds right, or not at all. */
    ADAPTIVE,
    /** As much as it finds right, always. */
    ALWAYS
  }

  /** By Bedrock's page "Adaptive thinking"; newer names than it lists are taken as the newest. */
  static ClaudeThinking claudeThinking(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    if (name.contains("mythos") || name.contains("fable")) {
      return ClaudeThinking.ALWAYS;
    }
    int version = claudeVersion(name);
    if (version < 46) {
      return ClaudeThinking.BUDGET;
    }
    return version == 46 ? ClaudeThinking.EITHER : ClaudeThinking.ADAPTIVE;
  }

  /**
   * Whether a model goes on from a last message of the assistant's. Claude does up to 4.5, later
   * ones refuse it; of others nobody says so.
   */
  public static boolean takesPrefill(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    boolean named = name.contains("claude") && !name.contains("mythos") && !name.contains("fable");
    return named && claudeVersion(name) < 46;
  }

  /** Whether a Claude refuses to be told how to choose tokens: those after 4.6 do. */
  static boolean choosesTokens(String model) {
    ClaudeThinking ways = claudeThinking(model);
    return ways == ClaudeThinking.ADAPTIVE || ways == ClaudeThinking.ALWAYS;
  }

  /** 45 for Claude 4.5, 40 for Claude 4, 30 for all of the third generation and before. */
  private static int claudeVersion(String name) {
    Matcher version = CLAUDE_VERSION.matcher(name);
    if (!version.find()) {
      return 30;
    }
    int minor = version.group(2) == null ? 0 : Integer.parseInt(version.group(2));
    return 10 * Integer.parseInt(version.group(1)) + minor;
  }
}
