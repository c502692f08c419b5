package dev.offing.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The engine is a library: small at its front, of no game, and nothing in it is shared by all. */
final class LibraryTest {
  private static final Path SOURCES = Path.of("src", "main");
  private static final Pattern HARBOUR =
      Pattern.compile(
          "(?i)harbou?r|\\bvessels?\\b|\\bfleets?\\b|\\bboats?\\b|rowboat|\\bbarges?\\b|\\bbrigs?\\b"
              + "|clipper|lighthouse|\\bquays?\\b|\\bport:|\\bcrew\\b|\\bsails?\\b");

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.offing.sync");

  @Test
  void theFacadeHasAtMostTwelvePublicTypes() {
    List<String> types =
        ENGINE.stream()
            .filter(type -> type.getPackageName().equals("dev.offing.sync"))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getName)
            .sorted()
            .toList();

    assertThat(types).contains("dev.offing.sync.SyncEngine").hasSizeLessThanOrEqualTo(12);
  }

  @Test
  void itKnowsNoWindowAndNoneOfItsUsers() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javafx..",
            "java.awt..",
            "javax.swing..",
            "picocli..",
            "ch.qos.logback..",
            "dev.offing.assets..",
            "dev.offing.client..",
            "dev.offing.server..",
            "dev.offing.simulator..")
        .because("another game brings its own")
        .check(ENGINE);
  }

  @Test
  void noWordOfTheHarbourIsInIt() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        HARBOUR
            .matcher(text)
            .results()
            .forEach(match -> found.add(file.getFileName() + ": " + match.group()));
      }
    }

    assertThat(found).isEmpty();
    assertThat(HARBOUR.matcher("the Fleet of port:lobby").results()).hasSize(2);
  }

  @Test
  void everyPackageSaysWhetherItIsStable() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> packages = files.filter(it -> it.endsWith("package-info.java")).toList();
      assertThat(packages).hasSizeGreaterThan(8);
      for (Path file : packages) {
        assertThat(Files.readString(file, StandardCharsets.UTF_8))
            .as(file.toString())
            .containsPattern("<p>(Stable|Internal)\\b");
      }
    }
  }

  @Test
  void theBomHasTheVersionOfTheRest() throws IOException {
    String parent = Files.readString(Path.of("..", "pom.xml"), StandardCharsets.UTF_8);
    String bom = Files.readString(Path.of("..", "bom", "pom.xml"), StandardCharsets.UTF_8);
    String version = parent.substring(parent.indexOf("<version>"), parent.indexOf("</version>"));

    assertThat(bom).contains("<artifactId>offing-bom</artifactId>\n  " + version + "</version>");
  }

  // ---- no global state --------------------------------------------------------------------------

  /**
   * Two engines in one process must not know of each other, and a test must leave nothing behind.
   */
  @Test
  void nothingThatChangesIsStatic() throws ReflectiveOperationException {
    List<String> changing = new ArrayList<>();
    int constants = 0;
    for (JavaClass type : ENGINE) {
      for (Field field : type.reflect().getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          constants++;
          if (changes(field)) {
            changing.add(type.getName() + "." + field.getName());
          }
        }
      }
    }

    assertThat(changing).isEmpty();
    assertThat(constants).isGreaterThan(100);
  }

  private static boolean changes(Field field) throws ReflectiveOperationException {
    if (!Modifier.isFinal(field.getModifiers())) {
      return true;
    }
    field.setAccessible(true);
    Object value = field.get(null);
    if (value == null) {
      return false;
    }
    if (value.getClass().isArray()) {
      return !Modifier.isPrivate(field.getModifiers());
    }
    String type = value.getClass().getName();
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      return !type.startsWith("java.util.ImmutableCollections") && !type.contains("Unmodifiable");
    }
    return type.startsWith("java.util.concurrent") || value instanceof ThreadLocal<?>;
  }

  @Test
  void nothingOfTheProcessIsChanged() {
    noClasses()
        .should()
        .callMethod(System.class, "setProperty", String.class, String.class)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(java.util.Locale.class, "setDefault", java.util.Locale.class)
        .orShould()
        .callMethod(java.util.TimeZone.class, "setDefault", java.util.TimeZone.class)
        .orShould()
        .callMethod(java.security.Security.class, "addProvider", java.security.Provider.class)
        .orShould()
        .callMethod(Runtime.class, "addShutdownHook", Thread.class)
        .because("the process belongs to the game")
        .check(ENGINE);
  }
}
