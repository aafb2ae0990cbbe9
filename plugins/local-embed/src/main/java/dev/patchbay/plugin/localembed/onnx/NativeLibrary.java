package dev.patchbay.plugin.localembed.onnx;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A private copy of ONNX Runtime, loaded under a path of its own, so that two generations of the
 * plugin or two processes never share one. Closing unloads it; no call may be under way then.
 */
final class NativeLibrary implements AutoCloseable {
  private static final String FILE = "libonnxruntime.so";

  private final Arena arena;
  private final SymbolLookup symbols;

  private NativeLibrary(Arena arena, SymbolLookup symbols) {
    this.arena = arena;
    this.symbols = symbols;
  }

  /**
   * Unpacks and loads the library. The copy is gone again when this returns: what is loaded needs
   * no name, and so not even a killed process leaves one behind.
   *
   * @throws IOException with a message that tells the operator what to do
   */
  static NativeLibrary load() throws IOException {
    String resource = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
    Telemetry.forbid();
    try (TemporaryFile file = TemporaryFile.of(resource)) {
      return open(file.path());
    }
  }

  /**
   * Where the library is among the plugin's resources.
   *
   * @throws IOException if there is none for this platform
   */
  static String resource(String os, String arch) throws IOException {
    if (!os.toLowerCase(Locale.ROOT).equals("linux")) {
      throw new IOException("the local embedding model runs on Linux only; this is " + os);
    }
    return switch (arch) {
      case "amd64", "x86_64" -> "ai/onnxruntime/native/linux-x64/" + FILE;
      case "aarch64" -> "ai/onnxruntime/native/linux-aarch64/" + FILE;
      default ->
          throw new IOException(
              "the local embedding model runs on x86-64 and aarch64 only; this processor is "
                  + arch);
    };
  }

  @SuppressWarnings("MustBeClosedChecker") // close() closes it
  private static NativeLibrary open(Path file) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new NativeLibrary(arena, SymbolLookup.libraryLookup(file, arena));
    } catch (IllegalArgumentException e) {
      arena.close();
      throw new IOException(
          "ONNX Runtime's library can't be loaded from "
              + file.getParent()
              + ": it needs glibc 2.28 and libstdc++ (Debian: apt-get install libstdc++6), and a"
              + " folder for temporary files (-Djava.io.tmpdir) that is not mounted noexec",
          e);
    }
  }

  MemorySegment function(String name) {
    return symbols
        .find(name)
        .orElseThrow(() -> new IllegalStateException("ONNX Runtime's library has no " + name));
  }

  /**
   * The C library keeps it mapped as long as a thread lives that has called it; it goes then with
   * the next one that is closed.
   */
  @Override
  public void close() {
    arena.close();
    returnFreedMemory();
  }

  /** What was freed stays with the C library, by thread; glibc can be asked to give it back. */
  private static void returnFreedMemory() {
    Linker linker = Linker.nativeLinker();
    linker
        .defaultLookup()
        .find("malloc_trim")
        .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_LONG)))
        .ifPresent(trim -> NativeCalls.invoke(trim, 0L));
  }
}
