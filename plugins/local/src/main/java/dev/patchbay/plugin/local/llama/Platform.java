package dev.patchbay.plugin.local.llama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the library must fit: the operating system and the processor.
 *
 * @param os as {@code os.name} says it
 * @param arch as {@code os.arch} says it
 * @param cpuFlags the processor's features as Linux lists them
 */
record Platform(String os, String arch, Set<String> cpuFlags) {
  /** What the x86-64 build was compiled to use; without them the process would die of SIGILL. */
  private static final List<String> NEEDED = List.of("avx", "avx2", "f16c", "fma", "bmi2");

  Platform {
    cpuFlags = Set.copyOf(cpuFlags);
  }

  static Platform current() throws IOException {
    String os = System.getProperty("os.name");
    return new Platform(
        os, System.getProperty("os.arch"), os.equals("Linux") ? linuxFlags() : Set.of());
  }

  private static Set<String> linuxFlags() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.copyOf(new HashSet<>(Arrays.asList(line.split("\\s+")))))
          .orElse(Set.of());
    }
  }

  /**
   * Where the library is among the plugin's resources.
   *
   * @throws IOException if there is none for this platform
   */
  String library() throws IOException {
    if (!os.equals("Linux")) {
      throw new IOException("the local model runs on Linux only; this is " + os);
    }
    return switch (arch) {
      case "amd64", "x86_64" -> x86Library();
      case "aarch64" -> "de/kherud/llama/Linux/aarch64/libjllama.so";
      default ->
          throw new IOException(
              "the local model runs on x86-64 and aarch64 only; this processor is " + arch);
    };
  }

  private String x86Library() throws IOException {
    List<String> missing = NEEDED.stream().filter(flag -> !cpuFlags.contains(flag)).toList();
    if (!missing.isEmpty()) {
      throw new IOException(
          "the local model needs a processor with "
              + String.join(", ", NEEDED)
              + "; this one has no "
              + String.join(", ", missing));
    }
    return "de/kherud/llama/Linux/x86_64/libjllama.so";
  }
}
