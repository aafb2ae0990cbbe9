package dev.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.patchbay.server.config.Configuration;
import dev.patchbay.server.config.ConfigurationException;
import dev.patchbay.server.config.ConfigurationReader;
import dev.patchbay.server.fault.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Keys pass through everything here, and nothing that is said, logged or printed holds one. */
class KeyCanaryTest {
  private static final String SECRET = "pb-CANARY-0123456789";
  private static final String UNKNOWN = "pb-CANARY-of-nobody-else";

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<Object> said = new ArrayList<>();
  private Level before = Level.INFO;

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    before = root.getLevel();
    root.setLevel(Level.ALL);
    logged.start();
    root.addAppender(logged);
  }

  @AfterEach
  void restore() {
    root.detachAppender(logged);
    root.setLevel(before);
  }

  @Test
  void everythingSaid_ofGoodAndBadKeys_holdsNone() throws Exception {
    Configuration configuration = read("secret: \"${env:KEY}\", models: ['*']");
    Admission admission = new Admission();
    admission.keys(configuration.keys().values());
    said.add(configuration);
    said.add(configuration.keys());
    said.add(admission);
    said.add(KeyRing.of(configuration.keys().values()));
    said.add(admission.admit(SECRET, false));
    refused(() -> admission.admit(UNKNOWN, false));
    refused(() -> admission.admit(List.of(UNKNOWN), List.of(), false));
    refused(() -> admission.admit(List.of("Basic " + SECRET), List.of(), false));
    refused(() -> admission.admit(List.of("Bearer " + SECRET), List.of(UNKNOWN), false));
    said.add(FreshKey.random(new SecureRandom()));
    wrong("secret: \"${env:KEY}\", hash: \"${env:KEY}\", models: ['*']");
    wrong("secret: ['${env:KEY}'], models: ['${env:KEY}']");
    wrong("secret: 'CANARY 0123456789', models: []");

    assertThat(said).hasSize(13);
    assertThat(said).allSatisfy(it -> assertThat(it.toString()).doesNotContain("CANARY"));
    String hash = configuration.keys().values().iterator().next().hash().hex();
    assertThat(said).allSatisfy(it -> assertThat(it.toString()).doesNotContain(hash));
    assertThat(logged.list)
        .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain("CANARY"));
  }

  private void refused(Runnable call) {
    FaultException thrown = catchThrowableOfType(FaultException.class, call::run);
    said.add(thrown.fault() + " " + thrown);
  }

  private void wrong(String key) throws IOException {
    Path file = write(key);
    said.add(
        catchThrowableOfType(
            ConfigurationException.class, () -> ConfigurationReader.read(file, name -> SECRET)));
  }

  private Configuration read(String key) throws IOException, ConfigurationException {
    return ConfigurationReader.read(write(key), name -> SECRET);
  }

  private Path write(String key) throws IOException {
    return Files.writeString(folder.resolve("c.yaml"), "keys: {k: {" + key + "}}");
  }
}
