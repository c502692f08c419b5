package dev.offing.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real launcher with the real program behind it, in a small clone of its own. Only Maven is
 * replaced by a script that notes each call and "builds" by writing the class path of this test: a
 * second Maven in the clone that is just being tested would rebuild what runs.
 */
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final Path CLONE = Path.of("").toAbsolutePath().getParent();
  private static final List<String> MODULES =
      List.of("sync-engine", "assets", "server-stub", "simulator", "client-app");
  private static final String MAVEN =
      """
      #!/bin/sh
      printf '%s\\n' "$(basename "$0") $*" >>"$CALLS"
      case $1 in
        --version)
          echo 'Apache Maven 3.9.11 (of a test)'
          [ "$(basename "$0")" != mvnw ] || exit "${WRAPPER_EXIT:-0}"
          exit 0 ;;
      esac
      if [ -n "${BREAK-}" ]; then
        echo '[ERROR] Harbour.java:[5,4] cannot find the quay'
        echo '[ERROR] Re-run Maven using the -X switch to enable full debug logging.'
        exit 1
      fi
      echo '[INFO] Building Offing: sync-engine 0.1.0 [2/6]'
      for module in sync-engine assets server-stub simulator client-app; do
        mkdir -p "$module/target/classes"
      done
      printf '%s' "$LIBRARIES" >client-app/target/class-path
      """;

  private record Result(int exit, String out, String err) {}

  @TempDir private Path folder;
  private Path clone;
  private Path calls;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void cloneWithASpaceInItsPath() throws IOException {
    clone = Files.createDirectory(folder.resolve("my clone"));
    calls = folder.resolve("calls");
    Files.createFile(calls);
    Files.copy(CLONE.resolve("offing"), clone.resolve("offing"));
    Files.createDirectories(clone.resolve(".mvn/wrapper"));
    Files.createFile(clone.resolve(".mvn/wrapper/maven-wrapper.properties"));
    Files.createFile(clone.resolve("pom.xml"));
    for (String module : MODULES) {
      Path main = Files.createDirectories(clone.resolve(module).resolve("src/main"));
      Files.writeString(main.resolve("Some.java"), "first");
      Files.createFile(clone.resolve(module).resolve("pom.xml"));
    }
    Path tests = clone.resolve("assets/src/test/java/dev/offing/assets");
    Files.createDirectories(tests);
    Files.createFile(tests.resolve("CatalogTest.java"));
    script(clone.resolve("mvnw"), MAVEN);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("CALLS", calls.toString());
    environment.put("LIBRARIES", System.getProperty("java.class.path"));
  }

  @Test
  void helpListsTheCommandsAndTheJvmSaysNothing() throws Exception {
    offing("--version");

    Result help = offing("--help");

    assertThat(help.exit()).isZero();
    assertThat(help.out()).contains("Usage: offing", "test ");
    assertThat(help.err()).isEmpty();
  }

  @Test
  void versionNamesCommitBuildAndJava() throws Exception {
    assertThat(offing("--version").out())
        .matches("(?s)offing \\S+ \\(commit \\S+, build [0-9a-f]{12}, Java \\S+\\)\n");
  }

  @Test
  void aWrongCommandIsToldWithTheNearestRightOne() throws Exception {
    Result result = offing("tset");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("there is no command 'tset'. Did you mean test?");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aWrongFlagOrModuleIsToldWithTheNearestRightOne() throws Exception {
    Result flag = offing("test", "--onyl", "assets");
    Result module = offing("test", "--only", "asets");

    assertThat(flag.exit()).isEqualTo(2);
    assertThat(flag.err()).contains("'--onyl'").contains("Did you mean --only?");
    assertThat(module.exit()).isEqualTo(2);
    assertThat(module.err()).contains("'asets'").contains("Did you mean assets?");
    assertThat(callsOfMaven()).hasSize(2).noneMatch(call -> call.contains("verify"));
  }

  @Test
  void onlyWhatChangedIsBuilt() throws Exception {
    assertThat(offing("--version").exit()).isZero();
    assertThat(callsOfMaven()).hasSize(2).last().asString().contains("process-classes");

    offing("nothing-new");
    Files.writeString(clone.resolve("assets/src/main/Some.java"), "first");
    offing("the-same-again");
    assertThat(callsOfMaven()).as("neither a start nor a touch is a change").hasSize(2);

    Files.writeString(clone.resolve("assets/src/main/Some.java"), "other");
    offing("changed");
    assertThat(callsOfMaven()).as("the Maven that worked is remembered").hasSize(3);

    Files.delete(clone.resolve("assets/src/main/Some.java"));
    offing("deleted");
    assertThat(callsOfMaven()).hasSize(4);
  }

  @Test
  void startsThroughALinkFromAnywhere() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("real"), Path.of("../my clone/offing"));
    Files.createSymbolicLink(bin.resolve("offing"), Path.of("real"));

    Result result = run(bin, "./offing", "--help");

    assertThat(result.exit()).isZero();
    assertThat(clone.resolve(".offing/built")).exists();
  }

  @Test
  void withoutTheWrapperAnInstalledMavenBuilds() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    script(bin.resolve("mvn"), MAVEN);
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    environment.put("WRAPPER_EXIT", "1");

    Result first = offing("--help");
    Files.writeString(clone.resolve("assets/src/main/Some.java"), "other");
    offing("changed");

    assertThat(first.exit()).isZero();
    assertThat(first.err()).contains("the installed one builds");
    assertThat(callsOfMaven())
        .as("the wrapper is asked once")
        .extracting(call -> call.replaceFirst(" --batch.*", ""))
        .containsExactly("mvn --version", "mvnw --version", "mvn", "mvn");
  }

  @Test
  void aBuildThatFailsSaysWhyAndIsTriedAgain() throws Exception {
    environment.put("BREAK", "yes");
    Result broken = offing("--help");
    environment.remove("BREAK");
    Result mended = offing("--help");

    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err())
        .contains("cannot find the quay")
        .contains("the build failed")
        .doesNotContain("Re-run Maven");
    assertThat(mended.exit()).isZero();
  }

  @Test
  void anOldJavaIsPassedOver() throws Exception {
    Path old = folder.resolve("jdk-17");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    script(old.resolve("bin/java"), "#!/bin/sh\nexit 99\n");
    script(old.resolve("bin/javac"), "#!/bin/sh\nexit 99\n");
    environment.put("JAVA_HOME", old.toString());
    environment.put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));

    assertThat(offing("--help").exit()).isZero();
  }

  @Test
  void testRunsMavenWithEveryGateOrOnlyAPart() throws Exception {
    assertThat(offing("test").exit()).isZero();
    assertThat(offing("test", "--only", "assets").exit()).isZero();
    assertThat(offing("test", "--only", "CatalogTest").exit()).isZero();

    List<String> runs =
        callsOfMaven().stream().filter(call -> !call.contains("--version")).toList();
    assertThat(runs).hasSize(3);
    assertThat(runs.getFirst()).endsWith(" verify");
    assertThat(runs.get(1))
        .contains(" verify --projects :assets --also-make -Dtest=dev/offing/assets/**/*Test");
    assertThat(runs.getLast()).contains(" test --projects :assets --also-make -Dtest=CatalogTest");
  }

  private Result offing(String... arguments) throws Exception {
    return run(
        clone, Stream.concat(Stream.of("./offing"), Stream.of(arguments)).toArray(String[]::new));
  }

  private Result run(Path from, String... command) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(from.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Result(process.waitFor(), Files.readString(out), Files.readString(err));
  }

  private List<String> callsOfMaven() throws IOException {
    return Files.readAllLines(calls);
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
