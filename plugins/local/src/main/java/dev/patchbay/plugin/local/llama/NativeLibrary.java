package dev.patchbay.plugin.local.llama;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A private copy of llama.cpp, loaded under a path of its own, so that two generations of the
 * plugin or two processes never share one. Closing unloads it; no call may be under way then.
 */
final class NativeLibrary implements AutoCloseable {
  private static final Linker LINKER = Linker.nativeLinker();

  private final Arena arena;
  private final SymbolLookup symbols;

  private NativeLibrary(Arena arena, SymbolLookup symbols) {
    this.arena = arena;
    this.symbols = symbols;
  }

  /**
   * Unpacks and loads the library.
   *
   * @param temporary where to make the private folder; it's gone again when this returns: what is
   *     loaded needs no name, and so not even a killed process leaves one behind
   * @throws IOException with a message that tells the operator what to do
   */
  static NativeLibrary load(Platform platform, Path temporary) throws IOException {
    String resource = platform.library();
    Path folder = Files.createTempDirectory(temporary, "patchbay-local-");
    Path file = folder.resolve("libllama.so");
    try {
      unpack(resource, file);
      return open(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void unpack(String resource, Path file) throws IOException {
    ClassLoader plugin = NativeLibrary.class.getClassLoader();
    try (InputStream in = plugin.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the plugin's JAR has no " + resource + ": build it again");
      }
      Files.copy(in, file);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // close() closes it
  private static NativeLibrary open(Path file) throws IOException {
    Arena arena = Arena.ofShared();
    try {
      return new NativeLibrary(arena, SymbolLookup.libraryLookup(file, arena));
    } catch (IllegalArgumentException e) {
      arena.close();
      throw new IOException(LoadFailure.message(file, canLoad(LoadFailure.OPENMP)), e);
    }
  }

  private static boolean canLoad(String name) {
    try (Arena probe = Arena.ofConfined()) {
      var _ = SymbolLookup.libraryLookup(name, probe);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  NativeFunction function(String name, FunctionDescriptor type) {
    MemorySegment address =
        symbols
            .find(name)
            .orElseThrow(() -> new IllegalStateException("llama.cpp's library has no " + name));
    return new NativeFunction(name, LINKER.downcallHandle(address, type));
  }

  /**
   * A function for native code to call; valid as long as the arena. It must not throw: that would
   * end the process.
   */
  static MemorySegment callback(MethodHandle target, FunctionDescriptor type, Arena arena) {
    return LINKER.upcallStub(target, type, arena);
  }

  /** What lives as long as the library. */
  Arena arena() {
    return arena;
  }

  @Override
  public void close() {
    arena.close();
    returnFreedMemory();
  }

  /**
   * The C library keeps freed memory of short-lived threads; glibc can be asked to give it back.
   */
  private static void returnFreedMemory() {
    LINKER
        .defaultLookup()
        .find("malloc_trim")
        .ifPresent(address -> {
          var trim = LINKER.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_LONG));
          var _ = new NativeFunction("malloc_trim", trim).integer(0L);
        });
  }
}
