package dev.patchbay.server.relay;

import dev.patchbay.server.catalog.Target;
import java.util.OptionalLong;

/** Context windows. */
final class Windows {
  private Windows() {}

  /** A prompt that is too long may fit only where the window is larger or not known. */
  static boolean isRoomier(Target other, Target tooSmall) {
    OptionalLong window = other.capabilities().contextWindow();
    OptionalLong failed = tooSmall.capabilities().contextWindow();
    return window.isEmpty() || (failed.isPresent() && window.getAsLong() > failed.getAsLong());
  }
}
