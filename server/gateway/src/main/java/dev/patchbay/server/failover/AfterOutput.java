package dev.patchbay.server.failover;

/** What becomes of an answer that breaks after some of it has left. */
public enum AfterOutput {
  /** It ends with an error. */
  NEVER,
  /**
   * Another target starts again: in silence where the new answer begins with exactly what was
   * delivered; else a caller who can be told is told to drop the old part.
   */
  RESTART,
  /**
   * A target that declares prefill goes on from the text delivered; else another starts again, in
   * silence or not at all.
   */
  CONTINUE
}
