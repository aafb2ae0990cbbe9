package dev.patchbay.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rooms of the server and the arrows between them. */
@AnalyzeClasses(packages = "dev.patchbay.server", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule arrows_pointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.patchbay.server..")
          .layer("boot")
          .definedBy("..server.boot..")
          .layer("grpc")
          .definedBy("..server.grpc..")
          .layer("telemetry")
          .definedBy("..server.telemetry..")
          .layer("access")
          .definedBy("..server.access..")
          .layer("tls")
          .definedBy("..server.tls..")
          .layer("relay")
          .definedBy("..server.relay..")
          .layer("routing")
          .definedBy("..server.routing..")
          .layer("catalog")
          .definedBy("..server.catalog..")
          .layer("upstream")
          .definedBy("..server.upstream..")
          .layer("plugin")
          .definedBy("..server.plugin..")
          .layer("config")
          .definedBy("..server.config..")
          .layer("loop")
          .definedBy("..server.loop..")
          .layer("replay")
          .definedBy("..server.replay..")
          .layer("health")
          .definedBy("..server.health..")
          .layer("failover")
          .definedBy("..server.failover..")
          .layer("time")
          .definedBy("..server.time..")
          .layer("fault")
          .definedBy("..server.fault..")
          .whereLayer("boot")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("grpc")
          .mayOnlyBeAccessedByLayers("boot")
          .layer("http")
          .definedBy("..server.http..")
          .layer("door")
          .definedBy("..server.door..")
          .whereLayer("door")
          .mayOnlyBeAccessedByLayers("grpc", "http", "boot")
          .whereLayer("http")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("telemetry")
          .mayOnlyBeAccessedByLayers("http", "boot")
          .whereLayer("relay")
          .mayOnlyBeAccessedByLayers("grpc", "http", "telemetry", "boot")
          .whereLayer("replay")
          .mayOnlyBeAccessedByLayers("grpc", "http", "boot")
          .whereLayer("routing")
          .mayOnlyBeAccessedByLayers("relay", "boot")
          .whereLayer("access")
          .mayOnlyBeAccessedByLayers("routing", "relay", "door", "grpc", "http", "boot")
          .whereLayer("tls")
          .mayOnlyBeAccessedByLayers("grpc", "http", "boot")
          .whereLayer("catalog")
          .mayOnlyBeAccessedByLayers(
              "routing", "relay", "door", "grpc", "http", "telemetry", "boot")
          .whereLayer("upstream")
          .mayOnlyBeAccessedByLayers("catalog", "relay", "boot")
          .whereLayer("plugin")
          .mayOnlyBeAccessedByLayers("catalog", "boot")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("access", "tls", "catalog", "boot");

  @ArchTest
  static final ArchRule protobufAndGrpc_stayAtTheirDoor =
      noClasses()
          .that()
          .resideOutsideOfPackages("..server.grpc..", "..server.boot..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "dev.patchbay.v1..");

  @ArchTest
  static final ArchRule config_knowsWordsAlone = knowsOnly("config", "failover", "time", "fault");

  @ArchTest static final ArchRule plugin_knowsNoOtherRoom = knowsOnly("plugin");
  @ArchTest static final ArchRule loop_knowsNoOtherRoom = knowsOnly("loop");
  @ArchTest static final ArchRule failover_knowsTimeAlone = knowsOnly("failover", "time");
  @ArchTest static final ArchRule health_knowsNoOtherRoom = knowsOnly("health");
  @ArchTest static final ArchRule time_knowsNoOtherRoom = knowsOnly("time");
  @ArchTest static final ArchRule replay_knowsFaultsAlone = knowsOnly("replay", "fault");
  @ArchTest static final ArchRule fault_knowsNoOtherRoom = knowsOnly("fault");
  @ArchTest static final ArchRule upstream_knowsTheLoopsAlone = knowsOnly("upstream", "loop");

  @ArchTest
  static final ArchRule access_knowsTheConfigurationAlone =
      knowsOnly("access", "config", "failover", "fault");

  @ArchTest static final ArchRule tls_knowsTheConfigurationAlone = knowsOnly("tls", "config");

  private static ArchRule knowsOnly(String room, String... others) {
    var allowed =
        Stream.concat(Stream.of(room), Stream.of(others)).map(r -> "..server." + r + "..");
    return noClasses()
        .that()
        .resideInAPackage("..server." + room + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.patchbay.server..")
                .and(resideOutsideOfPackages(allowed.toArray(String[]::new))));
  }

  @ArchTest
  static final ArchRule netty_staysWithLoopsUpstreamAndListeners =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..server.loop..", "..server.upstream..", "..server.http..", "..server.tls..")
          .and()
          .doNotHaveFullyQualifiedName("dev.patchbay.server.grpc.GrpcDoor")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..");

  @ArchTest
  static final ArchRule packages_areNullMarked =
      classes()
          .should(
              new ArchCondition<>("be in a package whose package-info says @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(new SimpleConditionEvent(type, marked, type.getPackageName()));
                }
              });

  @ArchTest
  static final ArchRule guice_staysInModules =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Module")
          .and()
          .resideOutsideOfPackage("..server.boot..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.inject..");

  @ArchTest
  static final ArchRule threadLocals_areNotUsed =
      noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

  @ArchTest
  static final ArchRule nothing_printsOrSleeps =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class);

  @ArchTest
  static final ArchRule implementations_haveNamesThatSaySomething =
      classes()
          .should()
          .haveSimpleNameNotEndingWith("Impl")
          .andShould()
          .haveSimpleNameNotEndingWith("Manager");
}
