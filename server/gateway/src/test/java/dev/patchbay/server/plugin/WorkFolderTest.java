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

  @Test
  void take_sameBytesTwice_isOneCopy() throws Exception {
    PluginUnit one = new PluginUnit(Files.writeString(temp.resolve("one.jar"), "x"));
    Path folder = Files.createDirectory(temp.resolve("f"));
    PluginUnit same = new PluginUnit(Files.writeString(folder.resolve("one.jar"), "x"));
    try (WorkFolder work = WorkFolder.open(temp.resolve("copies"))) {
      WorkFolder.Copy copy = work.take(one);

      assertThat(work.take(same)).isEqualTo(copy);
      assertThat(copy.hash()).isEqualTo(one.hash());
      assertThat(Files.readString(copy.path().resolve("one.jar"))).isEqualTo("x");
      assertThat(temp.resolve("copies")).isDirectoryNotContaining("glob:**copying-*");
    }
  }

  private static String permissions(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }
}
