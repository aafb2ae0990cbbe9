package dev.patchbay.plugin.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes what the fuzzer starts from: the recorded bodies, each for the decoders of its provider.
 */
final class SeedCorpus {
  /** Folders that aren't named after their provider, or not after it alone. */
  private static final Map<String, String> PROVIDERS =
      Map.of("cerebras", "openai", "vertex-anthropic", "vertex", "vertex-gemini", "vertex");

  private SeedCorpus() {}

  /**
   * Writes the corpus.
   *
   * @param arguments the folder of the recordings, the folder to write to
   */
  public static void main(String[] arguments) throws IOException {
    Path to = Files.createDirectories(Path.of(arguments[1]));
    try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().matches(".*\\.(response|stream)\\..*")) {
          write(file, to);
        }
      }
    }
  }

  private static void write(Path file, Path to) throws IOException {
    String folder = file.getName(file.getNameCount() - 2).toString();
    String name = file.getFileName().toString();
    String provider = PROVIDERS.getOrDefault(folder, folder.replaceFirst("-.*", ""));
    List<Integer> numbers = DecoderFuzzer.numbers(provider);
    for (int number : numbers) {
      ByteArrayOutputStream seed = new ByteArrayOutputStream();
      seed.write(number);
      seed.write(type(name));
      seed.write(name.startsWith("err-") ? 1 : 0);
      seed.write(number);
      seed.writeBytes(Files.readAllBytes(file));
      Files.write(to.resolve(folder + "-" + name + "-" + number), seed.toByteArray());
    }
  }

  private static int type(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return switch (ending) {
      case "sse" -> 0;
      case "ndjson" -> 2;
      case "bin" -> 3;
      default -> 1;
    };
  }
}
