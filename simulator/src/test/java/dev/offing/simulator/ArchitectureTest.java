package dev.offing.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What the simulator may use (docs/design/style.md, "The house"). */
final class ArchitectureTest {

  @Test
  void neverUsesTheWindow() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.offing.client..", "javafx..")
        .because("thousands of simulated players have no window, and the window's tests use this")
        .check(new ClassFileImporter().importPackages("dev.offing.simulator"));
  }

  @Test
  void aWorldKnowsNoThreadNoClockNoSocketAndNoChanceButItsOwn() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.offing.simulator.world..",
            "dev.offing.simulator.scenario..",
            "dev.offing.simulator.invariants..",
            "dev.offing.simulator.model..")
        .and()
        .haveSimpleNameNotEndingWith("Test")
        .and()
        .haveSimpleNameNotEndingWith("Main")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.concurrent..", "java.nio.channels..", "java.time..", "java.nio.file..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\..*Socket.*")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.(util\\.(Random|UUID|Timer)|security\\.SecureRandom)")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .because("a seed is one history: whatever differs from run to run would be lost with it")
        .check(new ClassFileImporter().importPackages("dev.offing.simulator"));
  }
}
