package dev.offing.sync.ledger;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where profiles live (docs/design/ledger.md). */
public final class DataFolder {
  /** Names another folder. */
  public static final String VARIABLE = "OFFING_DATA";

  private DataFolder() {}

  /**
   * The folder that was given; else the one that {@value #VARIABLE} names; else the platform's:
   * {@code $XDG_DATA_HOME/offing} or {@code ~/.local/share/offing}, {@code ~/Library/Application
   * Support/Offing} on macOS, {@code %LOCALAPPDATA%\Offing} on Windows. Nothing is created.
   *
   * @param given null where nobody gave one
   * @param environment the environment's variables
   * @param osName as in the system property {@code os.name}
   * @param home the user's home folder
   */
  public static Path of(
      @Nullable Path given, Map<String, String> environment, String osName, Path home) {
    if (given != null) {
      return given.toAbsolutePath().normalize();
    }
    String named = environment.get(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Path.of(named).toAbsolutePath().normalize();
    }
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      Path base =
          local == null || local.isBlank()
              ? home.resolve("AppData").resolve("Local")
              : Path.of(local);
      return base.resolve("Offing");
    }
    if (os.startsWith("mac")) {
      return home.resolve("Library").resolve("Application Support").resolve("Offing");
    }
    String xdg = environment.get("XDG_DATA_HOME");
    // The XDG specification: a relative path is invalid and to be ignored.
    boolean usable = xdg != null && Path.of(xdg).isAbsolute();
    Path base = usable ? Path.of(xdg) : home.resolve(".local").resolve("share");
    return base.resolve("offing");
  }
}
