package dev.patchbay.plugin.bedrock.converse;

import java.util.regex.Pattern;

/** Ids of calls as Converse takes them: the same for the same, whoever made them. */
final class ToolIds {
  private static final Pattern TAKEN = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
  private static final int KEPT = 50;

  private ToolIds() {}

  /** The id itself, or one made of it: other services' ids hold dots, colons and more. */
  static String of(String id) {
    if (TAKEN.matcher(id).matches()) {
      return id;
    }
    String plain = id.replaceAll("[^a-zA-Z0-9_-]", "_");
    String start = plain.substring(0, Math.min(plain.length(), KEPT));
    return start + "_" + Integer.toHexString(id.hashCode());
  }
}
