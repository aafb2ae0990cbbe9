package dev.patchbay.plugin.localembed.onnx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The functions of ONNX Runtime's C API that are used here. They stand in a table to which each
 * version only adds at the end, so a function's place never changes.
 */
final class OnnxApi {
  /** Functions that give back a status, null if all went well. */
  enum Step {
    CREATE_ENV(3, JAVA_INT, ADDRESS, ADDRESS),
    DISABLE_TELEMETRY(6, ADDRESS),
    CREATE_SESSION(7, ADDRESS, ADDRESS, ADDRESS, ADDRESS),
    RUN(9, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS),
    CREATE_SESSION_OPTIONS(10, ADDRESS),
    SET_INTRA_OP_THREADS(24, ADDRESS, JAVA_INT),
    SET_INTER_OP_THREADS(25, ADDRESS, JAVA_INT),
    CREATE_TENSOR_WITH_DATA(49, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS),
    GET_TENSOR_DATA(51, ADDRESS, ADDRESS),
    GET_ELEMENT_COUNT(64, ADDRESS, ADDRESS),
    GET_SHAPE(65, ADDRESS, ADDRESS),
    CREATE_CPU_MEMORY_INFO(69, JAVA_INT, JAVA_INT, ADDRESS),
    ADD_SESSION_CONFIG(130, ADDRESS, ADDRESS, ADDRESS);

    private final int place;
    private final FunctionDescriptor type;

    Step(int place, MemoryLayout... arguments) {
      this.place = place;
      this.type = FunctionDescriptor.of(ADDRESS, arguments);
    }
  }

  /** Functions that free what others have made. */
  enum Release {
    ENV(92),
    STATUS(93),
    MEMORY_INFO(94),
    SESSION(95),
    VALUE(96),
    SHAPE(99),
    SESSION_OPTIONS(100);

    private final int place;

    Release(int place) {
      this.place = place;
    }
  }

  private static final Linker LINKER = Linker.nativeLinker();
  private static final long POINTER = ADDRESS.byteSize();

  /** All that is used is older than this version of the table. */
  private static final int VERSION = 16;

  private static final int GET_ERROR_MESSAGE = 2;
  private static final int PLACES = 131;
  private static final long MOST_MESSAGE = 4096;

  private final MethodHandle errorMessage;
  private final Map<Step, MethodHandle> steps = new EnumMap<>(Step.class);
  private final Map<Release, MethodHandle> releases = new EnumMap<>(Release.class);

  private OnnxApi(MemorySegment table) {
    this.errorMessage =
        LINKER.downcallHandle(
            table.getAtIndex(ADDRESS, GET_ERROR_MESSAGE), FunctionDescriptor.of(ADDRESS, ADDRESS));
    for (Step step : Step.values()) {
      steps.put(step, LINKER.downcallHandle(table.getAtIndex(ADDRESS, step.place), step.type));
    }
    for (Release release : Release.values()) {
      MemorySegment address = table.getAtIndex(ADDRESS, release.place);
      releases.put(release, LINKER.downcallHandle(address, FunctionDescriptor.ofVoid(ADDRESS)));
    }
  }

  /**
   * Finds the table.
   *
   * @param library must stay loaded
   */
  static OnnxApi of(NativeLibrary library) {
    MethodHandle getBase =
        LINKER.downcallHandle(library.function("OrtGetApiBase"), FunctionDescriptor.of(ADDRESS));
    MemorySegment base = pointer(getBase).reinterpret(2 * POINTER);
    MethodHandle getApi =
        LINKER.downcallHandle(
            base.getAtIndex(ADDRESS, 0), FunctionDescriptor.of(ADDRESS, JAVA_INT));
    MemorySegment table = pointer(getApi, VERSION);
    return new OnnxApi(table.reinterpret(PLACES * POINTER));
  }

  /**
   * Calls a function. The arguments must have exactly the types of its descriptor. The slow way to
   * call costs about a microsecond, where evaluating an input costs a thousand.
   *
   * @throws IllegalStateException with the library's own reason
   */
  void call(Step step, Object... arguments) {
    MemorySegment status = pointer(of(steps, step), arguments);
    if (status.address() != 0) {
      String reason = pointer(errorMessage, status).reinterpret(MOST_MESSAGE).getString(0);
      release(Release.STATUS, status);
      throw new IllegalStateException("ONNX Runtime: " + reason);
    }
  }

  /** Calls a function whose last argument is where it puts a pointer. */
  MemorySegment create(Step step, Object... arguments) {
    try (Arena arena = Arena.ofConfined()) {
      Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
      MemorySegment out = arena.allocate(ADDRESS);
      all[arguments.length] = out;
      call(step, all);
      return out.get(ADDRESS, 0);
    }
  }

  void release(Release kind, MemorySegment pointer) {
    var _ = NativeCalls.invoke(of(releases, kind), pointer);
  }

  private static <K> MethodHandle of(Map<K, MethodHandle> handles, K key) {
    MethodHandle handle = handles.get(key);
    if (handle == null) {
      throw new IllegalStateException(key + " is not bound");
    }
    return handle;
  }

  private static MemorySegment pointer(MethodHandle handle, Object... arguments) {
    return (MemorySegment) Objects.requireNonNull(NativeCalls.invoke(handle, arguments));
  }
}
