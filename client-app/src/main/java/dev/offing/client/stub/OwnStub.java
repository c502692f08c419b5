package dev.offing.client.stub;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts {@code serve} as a process of its own, from the same Java and the same classes. It writes
 * down where it listens when it is ready, and ends some seconds after its last client left: so it
 * outlives a player who is killed, but not for long, and serves a second player on.
 */
final class OwnStub {

  private static final String MAIN = "dev.offing.client.OffingMain";

  /** Long enough for a client that lost its connection to come back. */
  private static final String IDLE_S = "5";

  private OwnStub() {}

  /**
   * Starts it.
   *
   * @param folder its data folder
   */
  static Process start(Path folder) throws IOException {
    Files.createDirectories(folder.toAbsolutePath().getParent());
    File log = log(folder).toFile();
    return new ProcessBuilder(command(folder))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .redirectError(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private static Path log(Path folder) {
    return folder.resolveSibling("server.log");
  }

  /** What it said before it ended: the newest line of its log that is a sentence of its own. */
  static String lastWords(Path folder) throws IOException {
    return Files.readAllLines(log(folder)).reversed().stream()
        .filter(line -> line.startsWith("offing serve: "))
        .findFirst()
        .orElse("none; see " + log(folder));
  }

  private static List<String> command(Path folder) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The last two as for the game: it serves one machine, and should not fight the game for it.
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of("serve", "--exit-when-idle", IDLE_S, "--data", folder.toString()));
    return command;
  }
}
