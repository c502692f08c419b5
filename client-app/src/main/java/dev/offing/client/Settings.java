package dev.offing.client;

import dev.offing.client.log.LogFiles;
import dev.offing.sync.ledger.DataFolder;
import dev.offing.sync.ledger.Profile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which game is played.
 *
 * @param dataFolder where profiles and preferences lie
 * @param profile where it is kept
 * @param stubFolder the data folder of the server stub that is looked for, and started, where no
 *     server is named
 * @param servers the doors of the server that was named; none for the stub
 * @param tester whether it is played through a plug that can be pulled
 */
record Settings(
    Path dataFolder, Profile profile, Path stubFolder, List<URI> servers, boolean tester) {

  /**
   * What the flags say, and the environment where they are silent.
   *
   * @throws IllegalArgumentException when the name of the profile is none
   */
  static Settings of(@Nullable Path data, String profile, List<URI> servers, boolean tester) {
    Path home = Path.of(System.getProperty("user.home"));
    Path folder = DataFolder.of(data, System.getenv(), System.getProperty("os.name"), home);
    return new Settings(
        folder, Profile.in(folder, profile), stubFolder(data, home), servers, tester);
  }

  /** Where the logs of this game lie. */
  LogFiles logs() {
    return LogFiles.in(dataFolder, profile.name());
  }

  /** Deletes them; what cannot be deleted is left. */
  void forgetLogs() {
    try {
      logs().delete();
    } catch (IOException _) {
      // no key and no account is in them
    }
  }

  /** Where {@code ./offing serve} keeps its data; beside the profiles when a folder was named. */
  private static Path stubFolder(@Nullable Path data, Path home) {
    if (data != null) {
      return data.toAbsolutePath().normalize().resolve("server");
    }
    String named = System.getenv(DataFolder.VARIABLE);
    return named != null && !named.isBlank()
        ? Path.of(named).toAbsolutePath().normalize()
        : dev.offing.server.DataFolder.ofPlatform(
            System.getenv(), System.getProperty("os.name"), home);
  }
}
