package dev.patchbay.spi;

/**
 * JSON members that the neutral model has no component for, carried as the caller wrote them.
 *
 * @param members members without the braces ({@code "a":1,"b":null}); empty: none. They name no
 *     member that the model has
 */
public record Extra(String members) {
  /** No members. */
  public static final Extra NONE = new Extra("");

  public static Extra of(String members) {
    return members.isEmpty() ? NONE : new Extra(members);
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }
}
