package dev.patchbay.dist.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.dist.ops.Program.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheIT {
  @TempDir private Path temp;

  @Test
  void startCache_made_isUsedUntilAJarChanges() throws Exception {
    Path home = installation();
    Path caches = Files.createDirectory(temp.resolve("a cache"));
    var environment = Map.of("XDG_CACHE_HOME", caches.toString(), "PATCHBAY_JAVA_OPTS", "");

    Ending made = Program.run(home, environment, "start-cache");

    assertThat(made.status()).as(made.errText()).isZero();
    assertThat(usesCache(home, environment)).isTrue();

    Path jar = home.resolve("lib").resolve(names(home.resolve("lib")).getFirst());
    Files.write(jar, new byte[1], StandardOpenOption.APPEND);
    assertThat(usesCache(home, environment)).isFalse();
  }

  private boolean usesCache(Path home, Map<String, String> environment) throws Exception {
    Path config = ServeConfig.write(temp.resolve("patchbay.yaml"), "one");
    try (Program serve = Program.start(home, environment, "serve", "--config", config.toString())) {
      serve.awaitReady();
      assertThat(serve.out().soFar()).hasSize(4);
      assertThat(serve.err().soFar()).noneMatch(line -> line.contains("[aot]"));
      return serve.commandLine().stream().anyMatch(option -> option.startsWith("-XX:AOTCache="));
    }
  }

  private Path installation() throws IOException {
    Path home = temp.resolve("home");
    for (String folder : List.of("bin", "lib", "plugins")) {
      Files.createDirectories(home.resolve(folder));
      for (String name : names(Program.HOME.resolve(folder))) {
        Files.copy(Program.HOME.resolve(folder).resolve(name), home.resolve(folder).resolve(name));
      }
    }
    return home;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
