package dev.patchbay.plugin.vertex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The application default credentials, as a process finds them by its environment. */
@Timeout(120)
final class DefaultCredentialsTest {
  @TempDir private Path folder;
  private TokenService service;

  @BeforeEach
  void startService() throws IOException {
    service = new TokenService();
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  private String ask(Map<String, String> environment) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                AskOnce.class.getName()));
    process.environment().keySet().removeIf(name -> name.matches("G(OOGLE|CE)_.*|CLOUDSDK_.*"));
    process.environment().put("HOME", folder.toString());
    process.environment().putAll(environment);
    process.redirectErrorStream(true);
    Process started = process.start();
    String said = new String(started.getInputStream().readAllBytes(), UTF_8);
    assertThat(started.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void file_thatTheEnvironmentNames_isUsed() throws Exception {
    Path file =
        CredentialFiles.serviceAccount(
            folder, CredentialFiles.keys(), "http://" + service.address() + "/token");
    assertThat(ask(Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString())))
        .contains("authorization Bearer token-1");
  }

  @Test
  void metadataServer_ofTheMachine_isAsked() throws Exception {
    assertThat(ask(Map.of("GCE_METADATA_HOST", service.address())))
        .contains("authorization Bearer machine-token");
  }
}
