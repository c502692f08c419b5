package dev.offing.client.settings;

import dev.offing.client.harbour.Notation;
import dev.offing.client.settings.Preferences.Bounds;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the preferences in {@code preferences.properties} of the data folder. They are read before
 * the first frame, so they are in a format that Java reads in a millisecond. No preference is worth
 * a game that does not start: what cannot be read or written is told in the log, with file and key,
 * and its default is taken.
 */
public final class PreferencesFile {

  private static final String NAME = "preferences.properties";
  private static final String THEME = "theme";
  private static final String NOTATION = "notation";
  private static final String MOTION = "motion";
  private static final String WINDOW = "window";

  private final Path file;

  /**
   * @param dataFolder may not exist yet
   */
  public PreferencesFile(Path dataFolder) {
    this.file = dataFolder.resolve(NAME);
  }

  /** What was chosen; the defaults where nothing was, or nothing can be read. */
  public Preferences read() {
    Properties in = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      in.load(reader);
    } catch (NoSuchFileException e) {
      return Preferences.DEFAULT;
    } catch (IOException | IllegalArgumentException e) {
      log().warn("{} cannot be read, so the defaults are taken: {}", file, e.getMessage());
      return Preferences.DEFAULT;
    }
    return new Preferences(
        choice(in, THEME, ThemeChoice.class).orElse(Preferences.DEFAULT.theme()),
        choice(in, NOTATION, Notation.class).orElse(Preferences.DEFAULT.notation()),
        choice(in, MOTION, Motion.class).orElse(Preferences.DEFAULT.motion()),
        bounds(in));
  }

  /** Keeps them: all of them, or the file stays as it was. */
  public void write(Preferences preferences) {
    Properties out = new Properties();
    out.setProperty(THEME, word(preferences.theme()));
    out.setProperty(NOTATION, word(preferences.notation()));
    out.setProperty(MOTION, word(preferences.motion()));
    Bounds window = preferences.window();
    if (window != null) {
      out.setProperty(
          WINDOW,
          "%d %d %d %d %s"
              .formatted(
                  Math.round(window.x()),
                  Math.round(window.y()),
                  Math.round(window.width()),
                  Math.round(window.height()),
                  window.maximised() ? "maximised" : "normal"));
    }
    Path temporary = file.resolveSibling(NAME + ".new");
    try {
      Files.createDirectories(file.getParent());
      try (Writer writer = Files.newBufferedWriter(temporary)) {
        out.store(writer, "Offing: how the window looks. Changes are read at the next start.");
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log().warn("{} cannot be kept: {}", file, e.getMessage());
    }
  }

  private <T extends Enum<T>> Optional<T> choice(Properties in, String key, Class<T> type) {
    String said = in.getProperty(key);
    if (said == null) {
      return Optional.empty();
    }
    Optional<T> known =
        Arrays.stream(type.getEnumConstants()).filter(it -> word(it).equals(said)).findFirst();
    if (known.isEmpty()) {
      log().warn("{}: {} cannot be \"{}\", so its default is taken", file, key, said);
    }
    return known;
  }

  private @Nullable Bounds bounds(Properties in) {
    String said = in.getProperty(WINDOW);
    if (said == null) {
      return null;
    }
    String[] parts = said.split(" ", -1);
    try {
      if (parts.length == 5) {
        return new Bounds(
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            Integer.parseInt(parts[2]),
            Integer.parseInt(parts[3]),
            parts[4].equals("maximised"));
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    log().warn("{}: {} cannot be \"{}\", so the window opens anew", file, WINDOW, said);
    return null;
  }

  private static String word(Enum<?> it) {
    return it.name().toLowerCase(Locale.ROOT);
  }

  /** Asked for when there is something to say: no first frame is to wait for a log. */
  private static Logger log() {
    return LoggerFactory.getLogger(PreferencesFile.class);
  }
}
