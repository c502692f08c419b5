package dev.offing.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine is a module: another one that requires it, and says no more, is compiled and runs on
 * the module path. All other tests run on the class path, as the game does.
 */
final class ModuleTest {
  private static final String MODULE = "module game { requires dev.offing.sync; }";

  /** Plays, closes, opens again: what it reads then was written as JSON by reflection. */
  private static final String MAIN =
      """
      package game;

      import dev.offing.sync.SyncEngine;
      import dev.offing.sync.economy.Catalog;
      import dev.offing.sync.economy.Command;
      import dev.offing.sync.ledger.Profile;
      import dev.offing.sync.protocol.CatalogReader;
      import java.nio.file.Files;
      import java.nio.file.Path;

      public final class Main {
        public static void main(String[] args) throws Exception {
          Path file = Path.of(args[1]);
          Catalog catalog = CatalogReader.read("lemonade.json", Files.readAllBytes(file));
          Profile profile = Profile.in(Path.of(args[0]), "default");
          try (SyncEngine engine = SyncEngine.builder().profile(profile).catalog(catalog).open()) {
            System.out.println(engine.submit(Command.buy("stand", 1, 0, null)).getClass().getSimpleName());
          }
          try (SyncEngine engine = SyncEngine.builder().profile(profile).catalog(catalog).open()) {
            System.out.println(engine.view().core().owned() + ", " + engine.status().pending() + " pending");
          }
          System.out.println(SyncEngine.class.getModule());
        }
      }
      """;

  /** The engine and the libraries of its pom; the tests' own would be in the way. */
  private static final List<String> ON_THE_MODULE_PATH =
      List.of(
          "classes",
          "jackson-core",
          "jackson-databind",
          "jackson-annotations",
          "okhttp-jvm",
          "okio-jvm",
          "kotlin-stdlib",
          "annotations-",
          "slf4j-api",
          "sqlite-jdbc",
          "jspecify");

  @Test
  void anotherModuleCompilesAndRunsAgainstIt(@TempDir Path folder)
      throws IOException, InterruptedException, URISyntaxException {
    String modulePath = modulePath();
    Path game = folder.resolve("game");
    Sources.compile(
        game,
        List.of(new Sources.Source("module-info", MODULE), new Sources.Source("game/Main", MAIN)),
        "--module-path",
        modulePath);
    Path catalog =
        Path.of(Objects.requireNonNull(ModuleTest.class.getResource("lemonade.json")).toURI());

    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=org.xerial.sqlitejdbc",
                "--module-path",
                game + File.pathSeparator + modulePath,
                "--module",
                "game/game.Main",
                folder.resolve("data").toString(),
                catalog.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("Saved")
        .contains("{stand=1}, 1 pending")
        .contains("module dev.offing.sync");
  }

  private static String modulePath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(it ->
            ON_THE_MODULE_PATH.stream().anyMatch(Path.of(it).getFileName().toString()::startsWith))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
