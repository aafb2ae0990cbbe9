package dev.patchbay.plugin.toolkit.openai;

/**
 * How thinking is marked in an answer's text: {@code <think>…</think>}.
 *
 * @param name of the tag
 * @param begun whether the answer begins inside the tag, because the model's template has opened it
 *     in the prompt
 */
public record ThinkingTag(String name, boolean begun) {
  String opening() {
    return "<" + name + ">";
  }

  String closing() {
    return "</" + name + ">";
  }
}
