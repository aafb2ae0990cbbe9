package dev.patchbay.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.patchbay.server.catalog.Catalog;
import dev.patchbay.server.catalog.ScriptedProvider;
import dev.patchbay.server.catalog.TestCatalog;
import dev.patchbay.server.fault.Fault;
import dev.patchbay.server.fault.FaultException;
import dev.patchbay.server.fault.Reason;
import dev.patchbay.spi.Capabilities;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
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
    Fault fault = refused(new RouteRequest("gpt-9", Set.of(), Set.of(), Set.of()));
    assertThat(fault.reason()).isEqualTo(Reason.MODEL_NOT_FOUND);
    assertThat(fault.message()).contains("\"gpt-9\"");
  }

  @Test
  void pick_skipsWhatCannotBeCalledNow() {
    Plan plan = router.plan(catalog, request(Set.of(), Set.of(), Set.of()));
    assertThat(router.pick(plan))
        .extracting(target -> target.endpoint().name())
        .containsExactly("a", "c");
  }

  @Test
  void pick_nothingCanBeCalled_saysTheStateOfEach() {
    Plan plan = router.plan(catalog, request(Set.of("two"), Set.of(), Set.of()));
    Fault fault = catchThrowableOfType(FaultException.class, () -> router.pick(plan)).fault();
    assertThat(fault.reason()).isEqualTo(Reason.NO_HEALTHY_ENDPOINT);
    assertThat(fault.message()).contains("b is unavailable: its plugin was removed");
  }

  private Fault refused(RouteRequest request) {
    return catchThrowableOfType(FaultException.class, () -> router.plan(catalog, request)).fault();
  }

  private static RouteRequest request(Set<String> only, Set<String> excluded, Set<String> needs) {
    return new RouteRequest("m", only, excluded, needs);
  }

  private static List<String> names(Plan plan) {
    return plan.targets().stream().map(target -> target.endpoint().name()).toList();
  }
}
