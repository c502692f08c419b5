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
}
