package dev.patchbay.plugin.local.llama;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BooleanSupplier;

/** The memory of one conversation at a time. Used by one thread at a time. */
final class LlamaContext implements AutoCloseable {
  /** The most tokens that are evaluated in one go. */
  static final int CHUNK = 64;

  private static final FunctionDescriptor ABORT = FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS);
  private static final int ABORTED = 2;

  private final NativeLog log;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment context;
  private final MemorySegment ids = arena.allocate(JAVA_INT, CHUNK);
  private final MemorySegment batch = arena.allocate(Structs.BATCH);
  private final NativeFunction decode;
  private final NativeFunction clear;
  private final NativeFunction free;
  private BooleanSupplier cancelled = LlamaContext::never;

  private LlamaContext(NativeLibrary library, NativeLog log, MemorySegment context, int threads) {
    this.log = log;
    this.context = context;
    this.decode =
        library.function("llama_decode", FunctionDescriptor.of(JAVA_INT, ADDRESS, Structs.BATCH));
    this.clear = library.function("llama_kv_self_clear", FunctionDescriptor.ofVoid(ADDRESS));
    this.free = library.function("llama_free", FunctionDescriptor.ofVoid(ADDRESS));
    batch.set(ADDRESS, Structs.BATCH_IDS, ids);
    // One thread for prompts: more leave no core for the server, and gave outliers of 2 s.
    library
        .function("llama_set_n_threads", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT))
        .run(context, threads, 1);
    library
        .function("llama_set_abort_callback", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS))
        .run(context, abortCallback(), MemorySegment.NULL);
  }

  /**
   * Takes the memory for a conversation.
   *
   * @param tokens of prompt and answer together
   * @throws IOException if there is not enough memory
   */
  static LlamaContext create(
      NativeLibrary library, NativeLog log, LlamaModel model, int tokens, int threads)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment parameters =
          library
              .function("llama_context_default_params", FunctionDescriptor.of(Structs.PARAMETERS))
              .pointer(arena);
      parameters.set(JAVA_INT, Structs.CONTEXT_TOKENS, tokens);
      parameters.set(JAVA_INT, Structs.BATCH_TOKENS, CHUNK);
      parameters.set(JAVA_INT, Structs.MICRO_BATCH_TOKENS, CHUNK);
      MemorySegment context =
          library
              .function(
                  "llama_init_from_model",
                  FunctionDescriptor.of(ADDRESS, ADDRESS, Structs.PARAMETERS))
              .pointer(model.address(), parameters);
      if (context.address() == 0) {
        throw new IOException(
            "no memory for a context of "
                + tokens
                + " tokens (settings.context, settings.calls): "
                + log.reasons());
      }
      return new LlamaContext(library, log, context, threads);
    }
  }

  private MemorySegment abortCallback() {
    try {
      var target =
          MethodHandles.lookup()
              .bind(this, "abort", MethodType.methodType(boolean.class, MemorySegment.class));
      return NativeLibrary.callback(target, ABORT, arena);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Called by native code about a thousand times while it evaluates a chunk or a token. */
  @SuppressWarnings("UnusedMethod")
  private boolean abort(MemorySegment unused) {
    return cancelled.getAsBoolean();
  }

  /** Begins an empty conversation, with what is asked whether to end it. */
  void begin(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    clear.run(context);
  }

  /** Lets go of what belongs to the call. */
  void end() {
    cancelled = LlamaContext::never;
  }

  private static boolean never() {
    return false;
  }

  /**
   * Evaluates tokens.
   *
   * @param count 1 to {@link #CHUNK}
   * @return false: cancelled, and the conversation is of no more use
   */
  boolean evaluate(int[] tokens, int from, int count) {
    MemorySegment.copy(tokens, from, ids, JAVA_INT, 0, count);
    batch.set(JAVA_INT, Structs.BATCH_COUNT, count);
    int result = decode.integer(context, batch);
    if (result == ABORTED || cancelled.getAsBoolean()) {
      return false;
    }
    if (result != 0) {
      throw new IllegalStateException("llama.cpp failed (" + result + "): " + log.reasons());
    }
    return true;
  }

  MemorySegment address() {
    return context;
  }

  @Override
  public void close() {
    free.run(context);
    arena.close();
  }
}
