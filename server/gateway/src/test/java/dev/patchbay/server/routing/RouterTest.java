package dev.patchbay.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.access.Principal;
import dev.patchbay.server.access.Requirements;
import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.spi.Capabilities;
import dev.patchbay.spi.EmbedCall;
import dev.patchbay.spi.EmbedInput;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final Catalog PLACES =
      new TestCatalog()
          .placed("nowhere-both", null, "hipaa", "soc2")
          .placed("eu-one", "eu", "soc2")
          .placed("eu-none", "eu")
          .placed("eu-both", "eu", "hipaa", "soc2", "iso27001")
          .placed("asia-both", "asia", "hipaa", "soc2")
          .withModel("m", 7);

  private final Router router = new Router();
  private final Catalog catalog =
      new TestCatalog()
          .endpoint("a", "one", new ScriptedProvider(List.of()))
          .unavailable("b", "two", "its plugin was removed")
          .endpoint(
              "c",
              "three",
              new ScriptedProvider(Capabilities.of(Set.of(Capabilities.STREAMING)), List.of()))
          .withModel("m", 1);

  @Test
  void plan_noRules_hasAllTargetsInTheConfiguredOrder() {
    assertThat(names(router.plan(catalog, request(Set.of(), Set.of(), Set.of()))))
        .containsExactly("a", "b", "c");
  }

  @Test
  void plan_sameCatalogAndRequest_isCached() {
    RouteRequest request = request(Set.of("one"), Set.of(), Set.of());
    Plan first = router.plan(catalog, request);
    assertThat(router.plan(catalog, request(Set.of("one"), Set.of(), Set.of()))).isSameAs(first);
    Catalog reloaded = new Catalog(2, catalog.endpoints(), catalog.models());
    assertThat(router.plan(reloaded, request)).isNotSameAs(first);
  }

  @Test
  void plan_needThatATargetIsKnownToLack_excludesItAndKeepsTheUnknown() {
    Plan plan = router.plan(catalog, request(Set.of(), Set.of(), Set.of(Capabilities.TOOLS)));
    assertThat(names(plan)).containsExactly("a", "b");
    assertThat(plan.exclusions())
        .hasSize(1)
        .first()
        .extracting(Plan.Exclusion::rule)
        .isEqualTo("capability");
  }

  @Test
  void plan_needThatTheOperatorSaysIsLacking_excludesItThoughNothingElseIsKnown() {
    Catalog told =
        new TestCatalog()
            .endpoint("a", "one", new ScriptedProvider(List.of()))
            .endpoint(
                "b",
                "two",
                new ScriptedProvider(Capabilities.UNKNOWN.without(Capabilities.TOOLS), List.of()))
            .withModel("m", 1);

    assertThat(names(router.plan(told, request(Set.of(), Set.of(), Set.of(Capabilities.TOOLS)))))
        .containsExactly("a");
    assertThat(
            names(router.plan(told, request(Set.of(), Set.of(), Set.of(Capabilities.JSON_SCHEMA)))))
        .containsExactly("a", "b");
  }

  @Test
  void plan_everyTargetExcluded_saysWhichRuleForEach() {
    Fault fault = refused(request(Set.of("four"), Set.of("one"), Set.of()));
    assertThat(fault.reason()).isEqualTo(Reason.NO_ELIGIBLE_ROUTE);
    assertThat(fault.violations())
        .extracting(v -> v.field())
        .containsExactly(
            "a/m-at-a: exclude_providers", "b/m-at-b: only_providers", "c/m-at-c: only_providers");
  }

  @Test
  void plan_unknownModel_isNotFoundAndNamesIt() {
    Fault fault = refused(request("gpt-9", Principal.ANONYMOUS));
    assertThat(fault.reason()).isEqualTo(Reason.MODEL_NOT_FOUND);
    assertThat(fault.message()).contains("\"gpt-9\"");
  }

  @Test
  void plan_modelThatTheKeyMayNotUse_isNotAllowedAndAnUnknownOneStaysUnknown() {
    var other = new Principal("team-b", false, Set.of("n", "gpt-9"), Requirements.NONE);

    Fault fault = refused(request("m", other));

    assertThat(fault.reason()).isEqualTo(Reason.KEY_NOT_ALLOWED);
    assertThat(fault.message()).isEqualTo("key \"team-b\" may not use model \"m\"");
    assertThat(fault.details()).containsEntry(Fault.MODEL, "m");
    assertThat(refused(request("gpt-9", other)).reason()).isEqualTo(Reason.MODEL_NOT_FOUND);
    assertThat(refused(request("gpt-8", other)).reason()).isEqualTo(Reason.MODEL_NOT_FOUND);
  }

  @Test
  void plan_modelThatTheKeyMayNotUse_isRefusedThoughItsPlanIsCached() {
    var allowed = new Principal("team-a", false, Set.of("m"), Requirements.NONE);
    var other = new Principal("team-b", false, Set.of(), Requirements.NONE);

    assertThat(names(router.plan(catalog, request("m", allowed)))).containsExactly("a", "b", "c");
    assertThat(refused(request("m", other)).reason()).isEqualTo(Reason.KEY_NOT_ALLOWED);
  }

  @Test
  void plan_requirements_excludeWhatIsNotKnownToMeetThem() {
    Plan plan = router.plan(PLACES, required(Set.of("soc2", "hipaa"), Set.of("eu", "us")));

    assertThat(names(plan)).containsExactly("eu-both");
    assertThat(plan.exclusions())
        .extracting(e -> e.target().endpoint().name() + ": " + e.rule() + ": " + e.message())
        .containsExactly(
            "nowhere-both: regions: nowhere-both has no region; required is one of: eu, us",
            "eu-one: attestations: eu-one is not attested hipaa, as is required; it is attested"
                + " soc2",
            "eu-none: attestations: eu-none is not attested hipaa, soc2, as is required; it is"
                + " attested nothing",
            "asia-both: regions: asia-both is in region asia; required is one of: eu, us");
  }

  @Test
  void plan_spellingOfAnotherCase_isAnotherAttestationAndRegion() {
    assertThat(refused(PLACES, required(Set.of("SOC2"), Set.of())).reason())
        .isEqualTo(Reason.NO_ELIGIBLE_ROUTE);
    assertThat(refused(PLACES, required(Set.of(), Set.of("EU"))).reason())
        .isEqualTo(Reason.NO_ELIGIBLE_ROUTE);
  }

  @Test
  void plan_regionsOfKeyAndCall_mustBothHold() {
    var principal = new Principal("k", true, Set.of(), Requirements.of(Set.of(), Set.of("eu")));

    assertThat(names(router.plan(PLACES, inRegions(Set.of("eu", "asia"), principal))))
        .containsExactly("eu-one", "eu-none", "eu-both");
    Fault fault = refused(PLACES, inRegions(Set.of("asia"), principal));
    assertThat(fault.reason()).isEqualTo(Reason.NO_ELIGIBLE_ROUTE);
    assertThat(fault.violations())
        .extracting(v -> v.field() + ": " + v.description())
        .contains(
            "eu-one/m-at-eu-one: regions: eu-one is in region eu; required is one of: asia",
            "asia-both/m-at-asia-both: regions: asia-both is in region asia; required is one of:"
                + " eu");
  }

  @Test
  void plan_callersWithTheSameRules_shareIt() {
    var rules = Requirements.of(Set.of("soc2"), Set.of());
    var one = new Principal("one", true, Set.of(), rules);
    var two = new Principal("two", false, Set.of("m"), rules);
    var three = new Principal("three", true, Set.of(), Requirements.of(Set.of("hipaa"), Set.of()));

    Plan plan = router.plan(PLACES, request("m", one));

    assertThat(router.plan(PLACES, request("m", two))).isSameAs(plan);
    assertThat(names(router.plan(PLACES, request("m", three))))
        .isNotEqualTo(names(plan))
        .containsExactly("nowhere-both", "eu-both", "asia-both");
    assertThat(names(router.plan(PLACES, inRegions(Set.of("asia"), one))))
        .containsExactly("asia-both");
    assertThat(router.plan(PLACES, request("m", one))).isSameAs(plan);
  }

  @Test
  void needsOf_embedCall_isEmbeddings() {
    EmbedCall call = EmbedCall.builder("m", List.of(new EmbedInput.Text("a"))).build();

    assertThat(RouteRequest.needsOf(call)).containsExactly(Capabilities.EMBEDDINGS);
  }

  @Test
  void noHealthyEndpoint_saysTheStateOfEach() {
    Plan plan = router.plan(catalog, request(Set.of("two"), Set.of(), Set.of()));
    Fault fault = router.noHealthyEndpoint(plan.model(), router.pick(plan), 0);
    assertThat(fault.reason()).isEqualTo(Reason.NO_HEALTHY_ENDPOINT);
    assertThat(fault.message()).contains("b is unavailable: its plugin was removed");
  }

  private Fault refused(RouteRequest request) {
    return refused(catalog, request);
  }

  private Fault refused(Catalog of, RouteRequest request) {
    return catchThrowableOfType(FaultException.class, () -> router.plan(of, request)).fault();
  }

  private static RouteRequest request(String model, Principal principal) {
    return new RouteRequest(model, Set.of(), Set.of(), Set.of(), Set.of(), principal);
  }

  private static RouteRequest required(Set<String> attestations, Set<String> regions) {
    return request("m", new Principal("k", true, Set.of(), Requirements.of(attestations, regions)));
  }

  private static RouteRequest inRegions(Set<String> regions, Principal principal) {
    return new RouteRequest("m", Set.of(), Set.of(), Set.of(), regions, principal);
  }

  private static RouteRequest request(Set<String> only, Set<String> excluded, Set<String> needs) {
    return new RouteRequest("m", only, excluded, needs, Set.of(), Principal.ANONYMOUS);
  }

  private static List<String> names(Plan plan) {
    return plan.targets().stream().map(target -> target.endpoint().name()).toList();
  }
}
