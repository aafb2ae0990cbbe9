package dev.patchbay.plugin.localembed.onnx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.patchbay.plugin.localembed.onnx.OnnxApi.Release;
import dev.patchbay.plugin.localembed.onnx.OnnxApi.Step;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A loaded model of BERT's kind: tokens in, the last hidden state of each out. Any number of
 * threads may run it at once; they must be platform threads, since native code pins a carrier.
 */
public final class OnnxModel implements AutoCloseable {
  /** Below it nothing is logged; what goes wrong is told by a status. */
  private static final int FATAL = 4;

  private static final int DEVICE_ALLOCATOR = 0;
  private static final int DEFAULT_MEMORY = 0;
  private static final int INT64 = 7;
  private static final String[] INPUTS = {"input_ids", "attention_mask", "token_type_ids"};
  private static final String OUTPUT = "last_hidden_state";

  private final NativeLibrary library;
  private final OnnxApi api;
  private final Arena arena;
  private final MemorySegment env;
  private final MemorySegment session;
  private final MemorySegment memoryInfo;
  private final MemorySegment inputNames;
  private final MemorySegment outputNames;

  /** Runs hold it for reading: closing waits for the last one. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;

  private OnnxModel(
      NativeLibrary library, OnnxApi api, MemorySegment env, MemorySegment session, Arena arena) {
    this.library = library;
    this.api = api;
    this.arena = arena;
    this.env = env;
    this.session = session;
    this.memoryInfo = api.create(Step.CREATE_CPU_MEMORY_INFO, DEVICE_ALLOCATOR, DEFAULT_MEMORY);
    this.inputNames = names(arena, INPUTS);
    this.outputNames = names(arena, OUTPUT);
  }

  private static MemorySegment names(Arena arena, String... names) {
    MemorySegment all = arena.allocate(ADDRESS, names.length);
    for (int i = 0; i < names.length; i++) {
      all.setAtIndex(ADDRESS, i, arena.allocateFrom(names[i]));
    }
    return all;
  }

  /**
   * Loads the library and the model.
   *
   * @param resource of the plugin that holds the model
   * @param threads that evaluate one input
   * @throws IOException with a message that tells the operator what to do
   */
  public static OnnxModel open(String resource, int threads) throws IOException {
    NativeLibrary library = NativeLibrary.load();
    try (TemporaryFile file = TemporaryFile.of(resource)) {
      return open(library, file, threads);
    } catch (IOException e) {
      library.close();
      throw e;
    } catch (IllegalStateException e) {
      library.close();
      throw new IOException("the model " + resource + " can't be loaded: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // close() closes it
  private static OnnxModel open(NativeLibrary library, TemporaryFile file, int threads) {
    OnnxApi api = OnnxApi.of(library);
    try (Arena names = Arena.ofConfined()) {
      MemorySegment env =
          api.create(Step.CREATE_ENV, FATAL, names.allocateFrom("patchbay-local-embed"));
      try {
        api.call(Step.DISABLE_TELEMETRY, env);
        MemorySegment path = names.allocateFrom(file.path().toString());
        MemorySegment session = session(api, env, path, threads, names);
        return new OnnxModel(library, api, env, session, Arena.ofShared());
      } catch (IllegalStateException e) {
        api.release(Release.ENV, env);
        throw e;
      }
    }
  }

  /** Threads that wait for work by spinning would take the server's processors from it. */
  private static MemorySegment session(
      OnnxApi api, MemorySegment env, MemorySegment path, int threads, Arena names) {
    MemorySegment options = api.create(Step.CREATE_SESSION_OPTIONS);
    try {
      api.call(Step.SET_INTRA_OP_THREADS, options, threads);
      api.call(Step.SET_INTER_OP_THREADS, options, 1);
      api.call(
          Step.ADD_SESSION_CONFIG,
          options,
          names.allocateFrom("session.intra_op.allow_spinning"),
          names.allocateFrom("0"));
      return api.create(Step.CREATE_SESSION, env, path, options);
    } finally {
      api.release(Release.SESSION_OPTIONS, options);
    }
  }

  /**
   * Evaluates one input.
   *
   * @return for each token the numbers of its hidden state, one after the other
   * @throws IllegalStateException if the library can't, or if this is closed
   */
  public float[] run(int[] tokens) {
    use.readLock().lock();
    try (Arena memory = Arena.ofConfined()) {
      if (closed) {
        throw new IllegalStateException("the model is closed");
      }
      return evaluate(tokens, memory);
    } finally {
      use.readLock().unlock();
    }
  }

  private float[] evaluate(int[] tokens, Arena memory) {
    MemorySegment inputs = memory.allocate(ADDRESS, INPUTS.length);
    MemorySegment output = memory.allocate(ADDRESS);
    try {
      long[] ids = Arrays.stream(tokens).asLongStream().toArray();
      long[] mask = new long[tokens.length];
      Arrays.fill(mask, 1);
      inputs.setAtIndex(ADDRESS, 0, tensor(ids, memory));
      inputs.setAtIndex(ADDRESS, 1, tensor(mask, memory));
      inputs.setAtIndex(ADDRESS, 2, tensor(new long[tokens.length], memory));
      api.call(
          Step.RUN,
          session,
          MemorySegment.NULL,
          inputNames,
          inputs,
          (long) INPUTS.length,
          outputNames,
          1L,
          output);
      return floats(output.get(ADDRESS, 0), memory);
    } finally {
      releaseAll(inputs);
      releaseAll(output);
    }
  }

  /** A batch of one; its data stay where they are. */
  private MemorySegment tensor(long[] values, Arena memory) {
    MemorySegment data = memory.allocateFrom(JAVA_LONG, values);
    MemorySegment shape = memory.allocateFrom(JAVA_LONG, 1, values.length);
    return api.create(
        Step.CREATE_TENSOR_WITH_DATA, memoryInfo, data, data.byteSize(), shape, 2L, INT64);
  }

  private float[] floats(MemorySegment tensor, Arena memory) {
    MemorySegment shape = api.create(Step.GET_SHAPE, tensor);
    MemorySegment count = memory.allocate(JAVA_LONG);
    try {
      api.call(Step.GET_ELEMENT_COUNT, shape, count);
    } finally {
      api.release(Release.SHAPE, shape);
    }
    long size = count.get(JAVA_LONG, 0) * Float.BYTES;
    return api.create(Step.GET_TENSOR_DATA, tensor).reinterpret(size).toArray(JAVA_FLOAT);
  }

  private void releaseAll(MemorySegment values) {
    for (long i = 0; i < values.byteSize() / ADDRESS.byteSize(); i++) {
      MemorySegment value = values.getAtIndex(ADDRESS, i);
      if (value.address() != 0) {
        api.release(Release.VALUE, value);
      }
    }
  }

  /** Frees all, once the runs that are under way have ended. */
  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        api.release(Release.MEMORY_INFO, memoryInfo);
        api.release(Release.SESSION, session);
        api.release(Release.ENV, env);
        arena.close();
        library.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
