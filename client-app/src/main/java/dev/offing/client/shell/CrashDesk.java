package dev.offing.client.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what no other code caught: writes a report of it into {@code crash-reports} of the data
 * folder and tells the first of them. The game goes on: what was earned is on disk by then.
 */
public final class CrashDesk implements Thread.UncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(CrashDesk.class);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  /** More reports help nobody. */
  static final int MOST = 10;

  private final Path folder;
  private final String version;
  private final Clock clock;
  private final BiConsumer<String, Optional<Path>> tell;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param tell is handed the first report, and the file it is in if it could be written; called on
   *     any thread
   */
  public CrashDesk(
      Path dataFolder, String version, Clock clock, BiConsumer<String, Optional<Path>> tell) {
    this.folder = dataFolder.resolve("crash-reports");
    this.version = version;
    this.clock = clock;
    this.tell = tell;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable what) {
    LOG.error("Nobody caught this, on {}: {}", thread.getName(), what.toString());
    Instant at = clock.instant();
    String home = System.getProperty("user.home", "");
    String report = CrashReport.of(version, at, thread.getName(), what, home);
    Optional<Path> file = write(at, report);
    if (told.compareAndSet(false, true)) {
      tell.accept(report, file);
    }
  }

  private Optional<Path> write(Instant at, String report) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(NAME.format(at) + ".txt");
      Files.writeString(file, report);
      try (Stream<Path> all = Files.list(folder)) {
        List<Path> newestFirst = all.sorted(Comparator.<Path>naturalOrder().reversed()).toList();
        for (Path old :
            newestFirst.subList(Math.min(MOST, newestFirst.size()), newestFirst.size())) {
          Files.delete(old);
        }
      }
      return Optional.of(file);
    } catch (IOException e) {
      LOG.warn("The report could not be written: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
