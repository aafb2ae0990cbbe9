package dev.patchbay.plugin.toolkit.openai;

import java.util.Map;
import java.util.Set;

/**
 * How a host's embeddings differ from OpenAI's, as data.
 *
 * @param names the host's names for OpenAI's members, where they are others
 * @param lacking OpenAI's members that the host refuses or ignores
 * @param tokens whether inputs may be tokens
 */
public record EmbedForm(Map<String, String> names, Set<String> lacking, boolean tokens) {
  /** OpenAI's own. */
  public static final EmbedForm OPENAI = new EmbedForm(Map.of(), Set.of(), true);

  public EmbedForm {
    names = Map.copyOf(names);
    lacking = Set.copyOf(lacking);
  }

  String name(String openAi) {
    return names.getOrDefault(openAi, openAi);
  }
}
