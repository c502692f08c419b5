package dev.offing.client;

import dev.offing.sync.protocol.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./offing test}: turns what a person wants tested into words for Maven. The launcher runs
 * them, since Maven would not want to rebuild the very classes that called it.
 *
 * <p>The launcher says where the clone is (system property {@code offing.home}) and takes the words
 * from a file (system property {@code offing.plan}), one a line.
 */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Runs the tests and every quality gate, or only a part of the tests.")
final class TestCommand implements Callable<Integer> {
  private static final String TESTS = "src/test/java";

  @Spec private CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "MODULE|TEST",
      description = "the tests of one module, or one test class: sync-engine, MoneyTest")
  private @Nullable String only;

  @Override
  public Integer call() throws IOException {
    String home = System.getProperty("offing.home");
    String plan = System.getProperty("offing.plan");
    if (home == null || plan == null) {
      spec.commandLine()
          .getErr()
          .println("offing test: tests need the sources. In a clone, run ./offing test");
      return 1;
    }
    Files.write(Path.of(plan), only == null ? List.of("verify") : plan(Path.of(home), only));
    return 0;
  }

  private List<String> plan(Path home, String only) throws IOException {
    List<TestClass> tests = testsIn(home);
    List<TestClass> ofModule = tests.stream().filter(t -> t.module().equals(only)).toList();
    if (!ofModule.isEmpty()) {
      List<String> words = select(ofModule, commonFolder(ofModule) + "**/*Test");
      words.addFirst("verify");
      return words;
    }
    String className = only.replaceFirst("#.*", "");
    List<TestClass> named = tests.stream().filter(t -> t.name().equals(className)).toList();
    if (named.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--only': there is no module and no test class '%s'%s"
              .formatted(only, nearest(className, tests)));
    }
    List<String> words = select(named, only);
    words.addFirst("test");
    return words;
  }

  private static List<String> select(List<TestClass> tests, String pattern) {
    List<String> modules = tests.stream().map(TestClass::module).distinct().toList();
    List<String> words =
        new ArrayList<>(
            List.of(
                "--projects",
                modules.stream().map(":"::concat).collect(Collectors.joining(",")),
                "--also-make",
                "-Dtest=" + pattern,
                "-Dsurefire.failIfNoSpecifiedTests=false"));
    if (!modules.equals(List.of("sync-engine")) || !pattern.endsWith("**/*Test")) {
      words.add("-Djacoco.skip=true"); // a part of its tests says nothing about the engine's floor
    }
    return words;
  }

  private static String nearest(String wrong, List<TestClass> tests) {
    List<String> right =
        tests.stream().flatMap(t -> Stream.of(t.module(), t.name())).distinct().toList();
    return Nearest.to(wrong, right).map(". Did you mean %s?"::formatted).orElse("");
  }

  /** The folder that all these tests share, with a slash at its end: {@code dev/offing/sync/}. */
  private static String commonFolder(List<TestClass> tests) {
    String common = tests.getFirst().folder();
    for (TestClass test : tests) {
      while (!test.folder().startsWith(common)) {
        common = common.substring(0, common.lastIndexOf('/', common.length() - 2) + 1);
      }
    }
    return common;
  }

  private static List<TestClass> testsIn(Path home) throws IOException {
    List<TestClass> tests = new ArrayList<>();
    Path more = home.resolve("examples");
    try (Stream<Path> own = Files.list(home);
        Stream<Path> examples = Files.isDirectory(more) ? Files.list(more) : Stream.empty()) {
      for (Path module : (Iterable<Path>) Stream.concat(own, examples).sorted()::iterator) {
        Path root = module.resolve(TESTS);
        if (Files.isRegularFile(module.resolve("pom.xml")) && Files.isDirectory(root)) {
          try (Stream<Path> files = Files.walk(root)) {
            files
                .filter(file -> file.getFileName().toString().endsWith("Test.java"))
                .map(file -> TestClass.of(module, root.relativize(file)))
                .forEach(tests::add);
          }
        }
      }
    }
    return tests;
  }

  /**
   * A test class of the clone.
   *
   * @param folder of its package, with a slash at its end: {@code dev/offing/sync/}
   */
  private record TestClass(String module, String folder, String name) {
    static TestClass of(Path module, Path file) {
      String path = file.toString().replace('\\', '/');
      int slash = path.lastIndexOf('/');
      return new TestClass(
          module.getFileName().toString(),
          path.substring(0, slash + 1),
          path.substring(slash + 1, path.length() - ".java".length()));
    }
  }
}
