package dev.offing.sync;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The arrows between the packages of the engine (docs/design/style.md, "The house"), each with its
 * reason. A rule that is in the way is changed here and in the design together, never worked
 * around.
 */
final class ArchitectureTest {

  private static final String ROOT = "dev.offing.sync";

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** A package below the root, what it may use of its siblings, and why no more. */
  private record Layer(String name, List<String> mayUse, String reason) {}

  private static final List<Layer> LAYERS =
      List.of(
          new Layer(
              "economy", List.of(), "the rules of the money stand alone: everything uses them"),
          new Layer(
              "mutation", List.of("economy"), "what a player did is bytes before it has an effect"),
          new Layer(
              "account",
              List.of("economy", "mutation"),
              "server, client and simulator run the same account machine, whatever carries it"),
          new Layer(
              "protocol",
              List.of("economy", "mutation", "account"),
              "messages carry accounts and mutations and know nothing of who sends them"),
          new Layer("clock", List.of(), "time is told to the engine, it asks nobody"),
          new Layer(
              "ledger",
              List.of("economy", "mutation", "account"),
              "what is on disk must be readable without a protocol or a session"),
          new Layer(
              "session",
              List.of("economy", "mutation", "account", "protocol", "clock", "ledger"),
              "the session decides and others act: a simulator runs it on virtual time"),
          new Layer(
              "transport",
              List.of("protocol"),
              "a socket moves messages and has no opinion on them"));

  @TestFactory
  Stream<DynamicTest> dependenciesPointDown() {
    return LAYERS.stream().map(layer -> DynamicTest.dynamicTest(layer.name(), () -> check(layer)));
  }

  private static void check(Layer layer) {
    List<String> allowed = new ArrayList<>();
    allowed.add(ROOT + "." + layer.name() + "..");
    layer.mayUse().forEach(name -> allowed.add(ROOT + "." + name + ".."));
    noClasses()
        .that()
        .resideInAPackage(ROOT + "." + layer.name() + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new)))))
        .because(layer.reason())
        .check(ENGINE);
  }

  @Test
  void everyPackageHasItsLayer() {
    String[] known =
        Stream.concat(
                Stream.of(ROOT), LAYERS.stream().map(layer -> ROOT + "." + layer.name() + ".."))
            .toArray(String[]::new);
    classes()
        .should()
        .resideInAnyPackage(known)
        .because("a package without a layer has no arrows that anybody checks")
        .check(ENGINE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching(ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("two packages that need each other are one")
        .check(ENGINE);
  }

  @Test
  void economyIsPlainJava() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".economy..")
        .should()
        .dependOnClassesThat(
            describe(
                "are neither of java.base nor of the economy",
                type ->
                    !isJavaBase(type.getPackageName())
                        && !type.getPackageName().startsWith(ROOT + ".economy")
                        && !type.getPackageName().equals("org.jspecify.annotations")))
        .because("the rules of the money must give the same result on every machine, for years")
        .check(ENGINE);
  }

  private static boolean isJavaBase(String packageName) {
    return packageName.isEmpty() // primitives and their arrays
        || Object.class.getModule().getPackages().contains(packageName);
  }

  @Test
  void onlyTheLedgerKnowsSql() {
    onlyIn("ledger", "java.sql..", "javax.sql..", "org.sqlite..")
        .because("a transaction that two packages share is one that nobody can reason about")
        .check(ENGINE);
  }

  @Test
  void onlyTheTransportKnowsItsLibrary() {
    onlyIn("transport", "okhttp3..", "okio..")
        .because("another game may bring another socket, and tests bring none")
        .check(ENGINE);
  }

  private static ArchRule onlyIn(String layer, String... packages) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "." + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  @Test
  void sessionDoesNoInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".session..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.sql..",
                    "okhttp3..")
                .and(DescribedPredicate.not(equivalentTo(java.net.URI.class))))
        .because("step(event, now) -> effects is only replayable if the effects happen elsewhere")
        .check(ENGINE);
  }

  @Test
  void decisionsReadNoClockAndNoDice() {
    noClasses()
        .that(resideInAnyPackage(deciding()))
        .should()
        .accessTargetWhere(
            describe("it reads a clock or rolls dice", access -> isClockOrDice(access.getTarget())))
        .orShould()
        .dependOnClassesThat(
            equivalentTo(java.util.Random.class)
                .or(equivalentTo(java.util.SplittableRandom.class))
                .or(equivalentTo(java.util.random.RandomGeneratorFactory.class))
                .or(equivalentTo(java.security.SecureRandom.class))
                .or(equivalentTo(java.util.concurrent.ThreadLocalRandom.class))
                .or(equivalentTo(java.time.Clock.class)))
        .because("now and chance are given to it: a failure is replayed from its seed")
        .check(ENGINE);
  }

  private static boolean isClockOrDice(AccessTarget target) {
    String name = target.getName();
    JavaClass owner = target.getOwner();
    return (owner.isEquivalentTo(System.class)
            && (name.equals("currentTimeMillis") || name.equals("nanoTime")))
        || (owner.getPackageName().equals("java.time") && name.equals("now"))
        || (owner.isEquivalentTo(java.util.UUID.class) && name.equals("randomUUID"))
        || (owner.isEquivalentTo(Math.class) && name.equals("random"))
        || (owner.isEquivalentTo(java.util.random.RandomGenerator.class)
            && (name.equals("of") || name.equals("getDefault")))
        || (owner.isEquivalentTo(java.util.Date.class) && name.equals("<init>"));
  }

  @Test
  void rulesHaveNoChanceAtAll() {
    noClasses()
        .that(resideInAnyPackage(ROOT + ".economy..", ROOT + ".mutation..", ROOT + ".account.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.random..")
        .because("two sides that judge the same gesture must come to the same result")
        .check(ENGINE);
  }

  @Test
  void decisionsNeverWait() {
    noClasses()
        .that(resideInAnyPackage(deciding()))
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.util.concurrent.locks..")
                .or(equivalentTo(Thread.class))
                .or(equivalentTo(java.util.Timer.class))
                .or(equivalentTo(java.util.concurrent.Future.class))
                .or(equivalentTo(java.util.concurrent.CompletableFuture.class))
                .or(equivalentTo(java.util.concurrent.BlockingQueue.class))
                .or(equivalentTo(java.util.concurrent.CountDownLatch.class))
                .or(equivalentTo(java.util.concurrent.Semaphore.class))
                .or(equivalentTo(java.util.concurrent.ExecutorService.class)))
        .because("a simulator runs them on virtual time, where nothing that blocks ever wakes up")
        .check(ENGINE);
  }

  private static String[] deciding() {
    return Stream.of("economy", "mutation", "account", "session", "protocol")
        .map(layer -> ROOT + "." + layer + "..")
        .toArray(String[]::new);
  }
}
