package dev.patchbay.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequirementsTest {
  @Test
  void none_allowsWhatNothingIsKnownOf() {
    assertThat(Requirements.NONE.allow(null, List.of())).isTrue();
    assertThat(Requirements.of(List.of(), List.of())).isEqualTo(Requirements.NONE);
  }

  @Test
  void allow_attestations_needsEachAndMindsNoMore() {
    var required = Requirements.of(Set.of("soc2", "hipaa"), Set.of());

    assertThat(required.allow(null, List.of("hipaa", "iso27001", "soc2"))).isTrue();
    assertThat(required.allow(null, List.of("soc2"))).isFalse();
    assertThat(required.allow(null, List.of())).isFalse();
  }

  @Test
  void allow_regions_needsOneOfThemAndToBeKnown() {
    var required = Requirements.of(Set.of(), Set.of("eu", "us"));

    assertThat(required.allow("us", List.of())).isTrue();
    assertThat(required.allow("asia", List.of())).isFalse();
    assertThat(required.allow(null, List.of())).isFalse();
  }

  @Test
  void and_takesNothingAway() {
    var key = Requirements.of(Set.of("soc2"), Set.of("eu", "us"));
    var both = key.and(Requirements.of(Set.of("hipaa"), Set.of("us", "asia")));

    assertThat(both.allow("us", List.of("soc2", "hipaa"))).isTrue();
    assertThat(both.allow("eu", List.of("soc2", "hipaa"))).isFalse();
    assertThat(both.allow("asia", List.of("soc2", "hipaa"))).isFalse();
    assertThat(both.allow("us", List.of("soc2"))).isFalse();
    assertThat(both.allow("us", List.of("hipaa"))).isFalse();
  }

  @Test
  void and_disjointRegions_allowsNothing() {
    var both = Requirements.of(Set.of(), Set.of("eu")).inRegions(Set.of("us"));

    assertThat(both.allow("eu", List.of())).isFalse();
    assertThat(both.allow("us", List.of())).isFalse();
    assertThat(both.allow(null, List.of())).isFalse();
  }

  @Test
  void and_sameOrNone_isTheSameRule() {
    var key = Requirements.of(Set.of("soc2"), Set.of("eu", "us"));

    assertThat(key.and(Requirements.NONE)).isSameAs(key);
    assertThat(key.inRegions(Set.of())).isSameAs(key);
    assertThat(key.inRegions(Set.of("us", "eu"))).isEqualTo(key);
    assertThat(Requirements.NONE.and(key)).isEqualTo(key);
  }
}
