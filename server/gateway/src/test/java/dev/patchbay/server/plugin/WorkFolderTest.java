package dev.patchbay.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir private Path temp;

  @Test
  void open_newFolder_isForItsOwnerAlone() throws Exception {
    Path root = temp.resolve("a").resolve("copies");
    try (WorkFolder ignored = WorkFolder.open(root)) {
      assertThat(permissions(root)).isEqualTo("rwx------");
    }
  }

  @Test
  void open_ourFolderThatOthersCouldWriteTo_isClosedToThem() throws Exception {
    Path root = Files.createDirectory(temp.resolve("copies"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (WorkFolder ignored = WorkFolder.open(root)) {
      assertThat(permissions(root)).isEqualTo("rwx------");
    }
  }

  @Test
  void open_linkToAFolder_isRefusedByName() throws Exception {
    Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
    Path root = Files.createSymbolicLink(temp.resolve("copies"), elsewhere);
    assertThatThrownBy(() -> WorkFolder.open(root))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(root + " must be a folder that belongs to this server's user");
  }

  private static String permissions(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }
}
