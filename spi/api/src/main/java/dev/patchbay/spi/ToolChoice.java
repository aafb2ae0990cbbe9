package dev.patchbay.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tools may or must be used.
 *
 * @param mode one of the constants here; null: unsaid
 * @param allowed names; empty: all. One name with {@link #REQUIRED} forces that tool
 * @param parallel whether several may be called in one turn; null: unsaid
 */
public record ToolChoice(@Nullable String mode, List<String> allowed, @Nullable Boolean parallel) {
  public static final String AUTO = "auto";
  public static final String NONE = "none";
  public static final String REQUIRED = "required";

  public ToolChoice {
    allowed = List.copyOf(allowed);
  }
}
