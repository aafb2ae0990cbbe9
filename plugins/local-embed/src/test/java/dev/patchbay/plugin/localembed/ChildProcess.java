package dev.patchbay.plugin.localembed;

import dev.patchbay.plugin.localembed.onnx.OnnxModel;
import dev.patchbay.spi.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process of its own that loads the model and ends well if nothing but that has happened. */
final class ChildProcess {
  private ChildProcess() {}

  public static void main(String[] longCommandLine) throws Exception {
    List<String> before = sockets();
    try (Provider provider = Loaded.provider(Map.of())) {
      if (Loaded.vector(provider, "hello").length != MiniLm.DIMENSIONS) {
        throw new IllegalStateException("no vector");
      }
      if (!sockets().equals(before)) {
        throw new IllegalStateException("opened " + sockets() + ", had " + before);
      }
    }
    failToLoad("tokens.jsonl");
    failToLoad("no-such-model.onnx");
    if (ProcessHandle.current().children().findAny().isPresent()) {
      throw new IllegalStateException("started a process");
    }
  }

  private static void failToLoad(String resource) {
    try (OnnxModel model = OnnxModel.open(resource, 1)) {
      throw new IllegalStateException("loaded " + resource + " as " + model);
    } catch (IOException expected) {
      // The parent looks whether anything is left of it.
      return;
    }
  }

  private static List<String> sockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(ChildProcess::target).filter(name -> name.startsWith("socket:")).toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
