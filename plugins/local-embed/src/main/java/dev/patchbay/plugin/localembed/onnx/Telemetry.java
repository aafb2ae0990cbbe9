package dev.patchbay.plugin.localembed.onnx;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Keeps ONNX Runtime from calling home. From the moment it is initialised its Linux build runs
 * {@code blkid} and {@code hostname} to name the machine, reads the process's command line (and
 * ends the process with a stack overflow if that is long), and sends events to Microsoft. Only an
 * environment variable that is there before keeps it from all of that; its API is too late.
 */
final class Telemetry {
  static final String SWITCH = "ORT_DISABLE_TELEMETRY";

  private static final Linker LINKER = Linker.nativeLinker();

  private Telemetry() {}

  /**
   * Puts the variable into this process's own environment, which Java's view of it and new
   * processes don't show.
   *
   * @throws IOException if that can't be done: the library must not be loaded then
   */
  static void forbid() throws IOException {
    MemorySegment setenv = LINKER.defaultLookup().find("setenv").orElse(MemorySegment.NULL);
    if (setenv.address() == 0 || !set(setenv)) {
      throw new IOException(
          "ONNX Runtime's telemetry can't be switched off here; start the server with "
              + SWITCH
              + "=1 in its environment");
    }
  }

  private static boolean set(MemorySegment setenv) {
    var type = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(SWITCH);
      Object result =
          NativeCalls.invoke(LINKER.downcallHandle(setenv, type), name, arena.allocateFrom("1"), 1);
      return Objects.equals(result, 0);
    }
  }
}
