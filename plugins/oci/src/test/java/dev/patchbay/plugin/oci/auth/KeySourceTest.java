package dev.patchbay.plugin.oci.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.spi.CredentialSource.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's key and a session's token from a configuration file, and what is chosen unasked. */
final class KeySourceTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Map<String, String> POD =
      Map.of(
          "KUBERNETES_SERVICE_HOST", "10.0.0.1",
          "OCI_RESOURCE_PRINCIPAL_VERSION", "2.2",
          "OCI_RESOURCE_PRINCIPAL_REGION", "us-chicago-1");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path home;

  private TestKeys keys = generated();

  private static TestKeys generated() {
    try {
      return TestKeys.generate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void writeKey() throws IOException {
    Files.writeString(home.resolve("key.pem"), keys.pem());
  }

  private record Surroundings(Path home, Map<String, String> variables) implements Environment {
    @Override
    public @Nullable String variable(String name) {
      return variables.get(name);
    }
  }

  private KeySource source(Kind kind, @Nullable String profile, Map<String, String> variables) {
    return new KeySource(kind, null, profile, new Surroundings(home, variables), () -> NOW);
  }

  private void config(String text) throws IOException {
    Files.createDirectories(home.resolve(".oci"));
    Files.writeString(home.resolve(".oci").resolve("config"), text);
  }

  private static String user(String profile, String user) {
    return "["
        + profile
        + "]\nuser="
        + user
        + "\nfingerprint=20:3b\ntenancy=ocid1.tenancy.oc1..t\nregion=us-chicago-1\n"
        + "key_file=~/key.pem\n";
  }

  @Test
  void fetch_defaultProfile_isTheUsersKey() throws Exception {
    config(user("DEFAULT", "ocid1.user.oc1..u"));
    Fetched<SigningKey> fetched = source(Kind.AUTOMATIC, null, Map.of()).fetch();
    assertThat(fetched.value().keyId()).isEqualTo("ocid1.tenancy.oc1..t/ocid1.user.oc1..u/20:3b");
    assertThat(fetched.value().key().getModulus()).isEqualTo(keys.key().getModulus());
    assertThat(fetched.expiresAt()).isAfter(NOW.plus(Duration.ofDays(365)));
    assertThat(fetched.refreshAt()).isBefore(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void fetch_namedProfile_isTaken() throws Exception {
    config(user("DEFAULT", "one") + user("OTHER", "two"));
    assertThat(source(Kind.CONFIG, "OTHER", Map.of()).fetch().value().keyId()).contains("/two/");
    assertThatThrownBy(() -> source(Kind.CONFIG, "NONE", Map.of()).fetch())
        .hasMessageContaining("NONE");
  }

  @Test
  void fetch_sessionToken_endsWhenItSays() throws Exception {
    String token = TestKeys.token(keys.open(), NOW.plusSeconds(3600));
    Files.writeString(home.resolve("token"), token + "\n");
    config(user("DEFAULT", "u") + "security_token_file=" + home.resolve("token") + "\n");
    Fetched<SigningKey> fetched = source(Kind.CONFIG, null, Map.of()).fetch();
    assertThat(fetched.value().keyId()).isEqualTo("ST$" + token);
    assertThat(fetched.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
    assertThat(fetched.refreshAt()).isEqualTo(NOW.plusSeconds(1800));
    assertThat(fetched.toString()).doesNotContain(token);
  }

  @Test
  void fetch_whatIsMissing_isTold() throws Exception {
    assertThatThrownBy(() -> source(Kind.CONFIG, null, Map.of()).fetch())
        .hasMessageContaining("config is missing");
    config("[DEFAULT]\ntenancy=t\n");
    assertThatThrownBy(() -> source(Kind.CONFIG, null, Map.of()).fetch())
        .hasMessageContaining("has no 'key_file'");
    config(user("DEFAULT", "u"));
    Files.writeString(home.resolve("key.pem"), "no key");
    assertThatThrownBy(() -> source(Kind.CONFIG, null, Map.of()).fetch())
        .hasMessageContaining("key.pem can't be read");
  }

  @Test
  void fetch_threadsClassLoader_isAsBefore() throws Exception {
    config(user("DEFAULT", "u"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    source(Kind.CONFIG, null, Map.of()).fetch();
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void chosen_bySurroundings_isTheNearest() throws Exception {
    assertThat(source(Kind.AUTOMATIC, null, Map.of()).chosen()).isEqualTo(Kind.INSTANCE);
    assertThat(source(Kind.AUTOMATIC, null, POD).chosen()).isEqualTo(Kind.WORKLOAD);
    assertThat(source(Kind.AUTOMATIC, "P", POD).chosen()).isEqualTo(Kind.CONFIG);
    assertThat(source(Kind.RESOURCE, null, POD).chosen()).isEqualTo(Kind.RESOURCE);
    Map<String, String> function =
        Map.of("OCI_RESOURCE_PRINCIPAL_VERSION", "2.2", "OCI_RESOURCE_PRINCIPAL_RPST", "/t");
    assertThat(source(Kind.AUTOMATIC, null, function).chosen()).isEqualTo(Kind.RESOURCE);
    config(user("DEFAULT", "u"));
    assertThat(source(Kind.AUTOMATIC, null, POD).chosen()).isEqualTo(Kind.CONFIG);
    Path elsewhere = Files.move(home.resolve(".oci"), home.resolve("elsewhere"));
    Map<String, String> named = Map.of("OCI_CONFIG_FILE", elsewhere.resolve("config").toString());
    assertThat(source(Kind.AUTOMATIC, null, named).chosen()).isEqualTo(Kind.CONFIG);
  }
}
