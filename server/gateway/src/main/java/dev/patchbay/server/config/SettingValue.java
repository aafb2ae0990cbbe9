package dev.patchbay.server.config;

import java.util.List;

/**
 * The value of one of a provider's own keys, before its type is known.
 *
 * @param secret whether any part of it came through a {@code ${…}}
 * @param keyAt where the key stands
 * @param at where the value stands
 */
public record SettingValue(Content content, boolean secret, Position keyAt, Position at) {
  /** Scalars are the text that the file has, whatever type YAML sees in it. */
  public sealed interface Content permits Text, Items {}

  /** A scalar. */
  public record Text(String text) implements Content {
    @Override
    public String toString() {
      return "Text";
    }
  }

  /** A list of scalars. */
  public record Items(List<String> items) implements Content {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return "Items";
    }
  }

  /** Without the content, which may be a secret even where it is written out. */
  @Override
  public String toString() {
    return "SettingValue[at=" + at + "]";
  }
}
