package dev.offing.client;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * What the window may use, and, since this module sees all the others, what holds in every one of
 * them; each rule with its reason (docs/design/style.md, "The house").
 */
final class ArchitectureTest {

  private static final JavaClasses OFFING =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.offing");

  @Test
  void aViewModelNeverSeesAControl() {
    noClasses()
        .that()
        .resideInAPackage("dev.offing.client..")
        .and()
        .haveSimpleNameEndingWith("ViewModel")
        .should()
        .dependOnClassesThat(
            resideInAPackage("javafx..")
                .and(not(resideInAnyPackage("javafx.beans..", "javafx.collections.."))))
        .because("the console runs the same ViewModel without a window")
        .allowEmptyShould(true)
        .check(OFFING);
  }

  @Test
  void aViewNeverSeesTheEngine() {
    noClasses()
        .that()
        .resideInAPackage("dev.offing.client..")
        .and()
        .haveSimpleNameEndingWith("View")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.offing.sync..", "dev.offing.server..")
        .because("a View binds properties, its ViewModel decides what they say")
        .allowEmptyShould(true)
        .check(OFFING);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .should(
            new ArchCondition<JavaClass>("be in a package with @NullMarked") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(type, marked, type.getName() + " is not"));
              }
            })
        .because("only a marked package promises where null may be, and says what it is for")
        .check(OFFING);
  }

  @Test
  void noStaticState() {
    fields()
        .that()
        .areStatic()
        .and(not(describe("generated", field -> field.getName().startsWith("$"))))
        .should()
        .beFinal()
        .because("two games, two nodes and two tests live in one JVM")
        .check(OFFING);
  }
}
