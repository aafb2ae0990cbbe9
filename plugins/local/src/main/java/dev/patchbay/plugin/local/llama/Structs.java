package dev.patchbay.plugin.local.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/** The C structures that go by value. */
final class Structs {
  /**
   * Parameters of a model or a context, opaque: larger than the real ones, of which only the first
   * members are ever written, over the library's own defaults. By the calling conventions of x86-64
   * and aarch64 the callee reads its own length of it.
   */
  static final StructLayout PARAMETERS =
      MemoryLayout.structLayout(MemoryLayout.sequenceLayout(64, JAVA_LONG));

  /** {@code n_ctx}, the tokens that a context holds. */
  static final long CONTEXT_TOKENS = 0;

  /** {@code n_batch}, the most tokens that are given at once. */
  static final long BATCH_TOKENS = 4;

  /** {@code n_ubatch}, the most tokens that are evaluated at once. */
  static final long MICRO_BATCH_TOKENS = 8;

  /** {@code llama_batch}: the number of tokens, the tokens, and six things left to default. */
  static final StructLayout BATCH =
      MemoryLayout.structLayout(
          JAVA_INT, MemoryLayout.paddingLayout(4), MemoryLayout.sequenceLayout(6, ADDRESS));

  static final long BATCH_COUNT = 0;
  static final long BATCH_IDS = 8;

  /** {@code llama_chat_message}: role and content. */
  static final StructLayout CHAT_MESSAGE = MemoryLayout.structLayout(ADDRESS, ADDRESS);

  private Structs() {}
}
