package dev.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.config.KeyHash;
import dev.patchbay.server.config.KeySection;
import dev.patchbay.server.config.Position;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  private static final String SECRET = "pb-canary-0123456789";
  private static final String OTHER = "pb-second-canary-0123";

  private final Admission admission = new Admission();

  private static KeySection key(String name, String secret, String... models) {
    return new KeySection(
        name,
        KeyHash.of(secret),
        Set.of(models),
        List.of("soc2"),
        List.of("eu"),
        Position.wholeOf(Path.of("c.yaml")));
  }

  private void withKeys() {
    admission.keys(List.of(key("team-a", SECRET, "*"), key("team-b", OTHER, "m")));
  }

  @Test
  void admit_noKeysAndLoopback_isAnonymousWhateverIsShown() {
    assertThat(admission.admit((String) null, true)).isSameAs(Principal.ANONYMOUS);
    assertThat(admission.admit("anything at all\n", true)).isSameAs(Principal.ANONYMOUS);
    assertThat(admission.admit(List.of("Basic x", "Bearer y"), List.of("z"), true))
        .isSameAs(Principal.ANONYMOUS);
    assertThat(Principal.ANONYMOUS.mayUse("any")).isTrue();
    assertThat(Principal.ANONYMOUS.requirements()).isEqualTo(Requirements.NONE);
  }

  @Test
  void admit_noKeysFromElsewhere_isMissingAndSaysWhy() {
    Fault fault = refused(() -> admission.admit(SECRET, false));

    assertThat(fault.reason()).isEqualTo(Reason.KEY_MISSING);
    assertThat(fault.message()).contains("no keys", "own machine", "configure keys");
    assertThat(refused(() -> admission.admit(List.of(), List.of(), false)).reason())
        .isEqualTo(Reason.KEY_MISSING);
  }

  @Test
  void admit_goodKey_isItsHolderWithItsRules() {
    withKeys();

    Principal principal = admission.admit(OTHER, false);

    assertThat(principal)
        .isEqualTo(
            new Principal(
                "team-b", false, Set.of("m"), Requirements.of(Set.of("soc2"), Set.of("eu"))));
    assertThat(principal.mayUse("m")).isTrue();
    assertThat(principal.mayUse("n")).isFalse();
    assertThat(admission.admit(SECRET, true).mayUse("n")).isTrue();
  }

  @Test
  void admit_keysAndNoneShown_isMissingOnLoopbackToo() {
    withKeys();

    for (boolean loopback : List.of(true, false)) {
      Fault fault = refused(() -> admission.admit((String) null, loopback));
      assertThat(fault.reason()).isEqualTo(Reason.KEY_MISSING);
      assertThat(fault.message()).contains("authorization: Bearer KEY", "x-api-key");
      assertThat(refused(() -> admission.admit(List.of(), List.of(""), loopback)).reason())
          .isEqualTo(Reason.KEY_MISSING);
      assertThat(refused(() -> admission.admit(List.of("Bearer "), List.of(), loopback)).reason())
          .isEqualTo(Reason.KEY_MISSING);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pb-canary-012345678",
        "pb-canary-01234567890",
        "PB-CANARY-0123456789",
        " pb-canary-0123456789",
        "pb-canary-0123456789\u0000",
        "pb-canary-012345678\u0139",
        "team-a",
        "*"
      })
  void admit_almostTheKey_isInvalid(String shown) {
    withKeys();

    assertThat(refused(() -> admission.admit(shown, true)).reason()).isEqualTo(Reason.KEY_INVALID);
  }

  @Test
  void admit_hashInPlaceOfTheKey_isInvalid() {
    withKeys();

    assertThat(refused(() -> admission.admit(KeyHash.of(SECRET).text(), true)).reason())
        .isEqualTo(Reason.KEY_INVALID);
    assertThat(refused(() -> admission.admit(KeyHash.of(SECRET).hex(), true)).reason())
        .isEqualTo(Reason.KEY_INVALID);
  }

  @Test
  void admit_longerThanAnyKey_isInvalidAndTheLongestIsGood() {
    String longest = "k".repeat(512);
    admission.keys(List.of(key("long", longest, "*"), key("longer", longest + "k", "*")));

    assertThat(admission.admit(longest, true).name()).isEqualTo("long");
    assertThat(refused(() -> admission.admit(longest + "k", true)).reason())
        .isEqualTo(Reason.KEY_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  \t ", " Bearer "})
  void admit_bearer_inAnyCaseAndSpacing(String scheme) {
    withKeys();

    assertThat(admission.admit(List.of(scheme + SECRET + " "), List.of(), false).name())
        .isEqualTo("team-a");
  }

  @Test
  void admit_apiKeyHeader_isTheKeyItself() {
    withKeys();

    assertThat(admission.admit(List.of(), List.of(SECRET), false).name()).isEqualTo("team-a");
    assertThat(admission.admit(List.of("Bearer"), List.of(SECRET), false).name())
        .as("an empty header shows nothing")
        .isEqualTo("team-a");
  }

  @Test
  void admit_headersThatAgree_areOne() {
    withKeys();

    assertThat(
            admission
                .admit(
                    List.of("Bearer " + SECRET, "bearer " + SECRET), List.of(SECRET, SECRET), false)
                .name())
        .isEqualTo("team-a");
  }

  @Test
  void admit_headersThatDiffer_areInvalidThoughBothAreGood() {
    withKeys();

    assertDiffer(() -> admission.admit(List.of("Bearer " + SECRET), List.of(OTHER), true));
    assertDiffer(
        () -> admission.admit(List.of("Bearer " + SECRET, "Bearer " + OTHER), List.of(), true));
    assertDiffer(() -> admission.admit(List.of(), List.of(SECRET, OTHER), true));
  }

  private static void assertDiffer(ThrowingCallable call) {
    Fault fault = refused(call);
    assertThat(fault.reason()).isEqualTo(Reason.KEY_INVALID);
    assertThat(fault.message()).contains("different keys");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic dTpw", "Bearer-ish x", SECRET, "Bearer" + SECRET, "Digest"})
  void admit_anotherScheme_isInvalidAndSaysWhichIsExpected(String header) {
    withKeys();

    Fault fault = refused(() -> admission.admit(List.of(header), List.of(SECRET), true));

    assertThat(fault.reason()).isEqualTo(Reason.KEY_INVALID);
    assertThat(fault.message()).contains("Bearer KEY").doesNotContain(SECRET);
  }

  @Test
  void keys_swapped_onlyTheNewOnesAreGood() {
    withKeys();
    admission.keys(List.of(key("team-c", OTHER, "*")));

    assertThat(refused(() -> admission.admit(SECRET, true)).reason()).isEqualTo(Reason.KEY_INVALID);
    assertThat(admission.admit(OTHER, true).name()).isEqualTo("team-c");

    admission.keys(List.of());

    assertThat(admission.admit(SECRET, true)).isSameAs(Principal.ANONYMOUS);
    assertThat(refused(() -> admission.admit(OTHER, false)).reason()).isEqualTo(Reason.KEY_MISSING);
  }

  private static Fault refused(ThrowingCallable call) {
    return catchThrowableOfType(FaultException.class, call).fault();
  }
}
