package dev.offing.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the server may use, each rule with its reason (docs/design/style.md, "The house"). */
final class ArchitectureTest {

  private static final JavaClasses SERVER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.offing.server");

  @Test
  void usesOnlyTheSharedRulesOfTheEngine() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.offing.sync..")
                .and(
                    not(
                        resideInAnyPackage(
                            "dev.offing.sync.economy..",
                            "dev.offing.sync.mutation..",
                            "dev.offing.sync.account..",
                            "dev.offing.sync.protocol.."))))
        .because(
            "both sides share the rules and the messages, and a client's parts stay a client's")
        .check(SERVER);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("dev.offing.server.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a part of the server can be read, tested and replaced without the others")
        .check(SERVER);
  }

  @Test
  void onlyTheWiringKnowsTheWiring() {
    noClasses()
        .that()
        .resideInAPackage("dev.offing.server.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.offing.server")
        .because("what a part needs is given to it, so a test can give it something else")
        .check(SERVER);
  }

  @Test
  void redisIsKnownToItsOwnersOnly() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.offing.server.gateway..", "dev.offing.server.action..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lettuce..", "redis.embedded..")
        .because("an action says what happens, a store says how it is kept")
        .check(SERVER);
  }
}
