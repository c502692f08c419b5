package dev.offing.server.redis;

import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis that the stub brings along: a real redis-server in the data folder, on a free loopback
 * port, with a random password, an append-only file synced at every write and no eviction. It ends
 * with the stub; should it end before, it is started again on the same port. One left behind by a
 * killed stub is ended at the next start ({@link OrphanedRedis}).
 *
 * <p>The caller holds the lock of the data folder. Safe for use by many threads.
 */
public final class EmbeddedRedis implements AutoCloseable {
  /** Its folder in the data folder. */
  public static final String FOLDER = "redis";

  static final String PID = "redis.pid";
  static final String CONFIGURATION = "redis.conf";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
  private static final int PORT_TRIES = 5;
  private static final long RESTART_FIRST_MS = 50;
  private static final long RESTART_LAST_MS = 5_000;

  private final Path folder;
  private final Path executable;
  private final int port;
  private final String password;

  private RedisProcess process;
  private boolean closing;

  private EmbeddedRedis(
      Path folder, Path executable, int port, String password, RedisProcess process) {
    this.folder = folder;
    this.executable = executable;
    this.port = port;
    this.password = password;
    this.process = process;
  }

  /**
   * Starts it in {@code redis} under the data folder.
   *
   * @throws StubFailure when it cannot be started, in a plain sentence
   */
  public static EmbeddedRedis start(Path data, RedisBinary binary) {
    Path folder = data.resolve(FOLDER);
    try {
      Files.createDirectories(folder);
      folder = folder.toRealPath();
      new OrphanedRedis(folder).end();
      Path executable = binary.install(folder);
      byte[] secret = new byte[32];
      new SecureRandom().nextBytes(secret);
      String password = HexFormat.of().formatHex(secret);
      List<String> output = List.of();
      for (int attempt = 0; attempt < PORT_TRIES; attempt++) {
        int port = freePort();
        RedisConfiguration.write(folder, CONFIGURATION, port, password);
        RedisProcess process = launch(folder, executable);
        if (ready(process)) {
          EmbeddedRedis started = new EmbeddedRedis(folder, executable, port, password, process);
          started.watch(process);
          return started;
        }
        process.stop();
        output = process.output();
        if (output.stream().noneMatch(line -> line.contains("Address already in use"))) {
          break;
        }
      }
      throw cannotStart(folder, output);
    } catch (IOException e) {
      throw new StubFailure(
          ("Redis cannot be started in %s (%s). What it holds was kept. Correct that and start"
                  + " again, or name another Redis with --redis.")
              .formatted(folder, Reasons.of(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StubFailure("The start of Redis was interrupted.", e);
    }
  }

  /** Where the one of a data folder listens, with its password, as it was started last. */
  public static Optional<URI> recordedAddress(Path data) {
    try {
      Map<String, String> settings =
          RedisConfiguration.read(data.resolve(FOLDER).resolve(CONFIGURATION));
      return Optional.of(
          URI.create(
              "redis://:%s@127.0.0.1:%s"
                  .formatted(settings.get("requirepass"), settings.get("port"))));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Where it listens, with its password. */
  public URI address() {
    return URI.create("redis://:%s@127.0.0.1:%d".formatted(password, port));
  }

  /** Its process id now. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Ends it; what it answered is on disk already. */
  @Override
  public void close() {
    RedisProcess last;
    synchronized (this) {
      closing = true;
      last = process;
    }
    last.stop();
    try {
      Files.deleteIfExists(folder.resolve(PID));
    } catch (IOException e) {
      log.debug("the process id of Redis stays behind", e);
    }
  }

  private static RedisProcess launch(Path folder, Path executable) throws IOException {
    RedisProcess process = RedisProcess.start(executable, folder, CONFIGURATION);
    try {
      Files.writeString(folder.resolve(PID), Long.toString(process.pid()));
      return process;
    } catch (IOException e) {
      process.stop(); // without its note, no later stub would find it beside its own
      throw e;
    }
  }

  private static boolean ready(RedisProcess process) throws InterruptedException {
    try {
      return process.awaitReady();
    } catch (InterruptedException e) {
      process.stop();
      throw e;
    }
  }

  private void watch(RedisProcess watched) {
    var _ = watched.onExit().thenRunAsync(this::revive, Thread.ofVirtual()::start);
  }

  /** Starts it again after it ended by itself, until it stays or the stub stops. */
  private void revive() {
    long pauseMs = RESTART_FIRST_MS;
    try {
      while (!isClosing()) {
        RedisProcess fresh = relaunch();
        if (fresh != null && fresh.awaitReady()) {
          watch(fresh);
          return;
        }
        if (fresh != null) {
          fresh.stop();
        }
        Thread.sleep(pauseMs);
        pauseMs = Math.min(pauseMs * 2, RESTART_LAST_MS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A new process in place of the one that ended; null where it cannot be started now. */
  private synchronized @Nullable RedisProcess relaunch() {
    if (closing) {
      return null;
    }
    log.error("Redis has ended; starting it again. Its last words: {}", lastWords(process));
    try {
      process = launch(folder, executable);
      return process;
    } catch (IOException e) {
      log.error(
          "Redis cannot be started again in {} ({}). What it holds is kept; it is tried again.",
          folder,
          Reasons.of(e));
      return null;
    }
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private static String lastWords(RedisProcess process) {
    List<String> output = process.output();
    // The last is what it did, the one before why: a full disk, mostly.
    List<String> last = output.subList(Math.max(0, output.size() - 2), output.size());
    return last.isEmpty() ? "none" : String.join(" / ", last);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static StubFailure cannotStart(Path folder, List<String> output) {
    String all = String.join("\n", output);
    // Some damage is told, other damage makes Redis crash while it loads.
    if (all.contains("reading the append only file") || all.contains("crashed by signal")) {
      return new StubFailure(
          ("The books in %s are damaged: Redis cannot read them. Nothing was changed. Bring the"
                  + " file back from a backup, or move it away to begin with empty books; the"
                  + " players' devices keep their games.")
              .formatted(folder.resolve("appendonly.aof")));
    }
    if (all.contains("error while loading shared libraries")) {
      return new StubFailure(
          ("Redis cannot run on this machine: %s. Nothing was changed. Install that library (on"
                  + " Debian 12: libssl3), or name another Redis with --redis.")
              .formatted(output.getLast()));
    }
    return new StubFailure(
        ("Redis did not start in %s; its last words: %s. What it holds was kept. Correct that and"
                + " start again, or name another Redis with --redis.")
            .formatted(folder, output.isEmpty() ? "none" : output.getLast()));
  }
}
