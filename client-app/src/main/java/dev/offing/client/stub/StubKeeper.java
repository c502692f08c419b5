package dev.offing.client.stub;

import dev.offing.server.RunningStub;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that there is a server: as long as the engine is without one, it looks from time to
 * time whether a stub is recorded as running in the data folder, points the engine to it, and
 * starts one where there is none. Two players who start at once may both start one; the second stub
 * finds the folder taken and ends, and its player finds the first.
 *
 * <p>Thread-safe; everything happens on one thread of its own.
 */
public final class StubKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StubKeeper.class);

  /** Between two looks. */
  private static final long EVERY_MS = 500;

  /** A stub that did not come up is tried again after this. */
  private static final long RETRY_MS = 10_000;

  private final SyncEngine engine;
  private final Line line;
  private final Path folder;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("stub-keeper").daemon(true).factory());

  // Owned by the timer's thread.
  private @Nullable Process own;
  private long startedNanos;

  /**
   * @param line how the engine is pointed to a server
   * @param folder the stub's data folder
   */
  public StubKeeper(SyncEngine engine, Line line, Path folder) {
    this.engine = engine;
    this.line = line;
    this.folder = folder;
  }

  /** Begins to look. */
  public void start() {
    var _ = timer.scheduleWithFixedDelay(this::look, 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /** Looks no more. The stub ends by itself when nobody uses it. */
  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void look() {
    try {
      if (!line.cut() && isWithout(engine.status().link())) {
        Optional<URI> found = running();
        if (found.isPresent()) {
          line.use(List.of(found.get()));
        } else {
          startUnlessStarting();
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("No server could be started; play goes on without one: {}", e.toString());
    }
  }

  /** What another server, or the same one again, could help. */
  private static boolean isWithout(Link link) {
    return link == Link.OFFLINE || link == Link.WAITING;
  }

  private void startUnlessStarting() throws IOException {
    Process started = own;
    boolean recent = System.nanoTime() - startedNanos < TimeUnit.MILLISECONDS.toNanos(RETRY_MS);
    if (started == null || (!started.isAlive() && !recent)) {
      if (started != null && started.exitValue() != 0) {
        // Not at once: one that only found another stub in the folder is no trouble.
        LOG.warn(
            "The game's own server ended; play goes on without it, and it is started again. Its last"
                + " words: {}",
            OwnStub.lastWords(folder));
      }
      startedNanos = System.nanoTime();
      own = OwnStub.start(folder);
    }
  }

  private Optional<URI> running() {
    return RunningStub.find(folder).map(stub -> URI.create(stub.nodes().getFirst().ws()));
  }
}
