package dev.offing.server.redis;

import dev.offing.server.fault.StubFailure;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis that outlived its stub, which was killed: two must never write one file. It is known by
 * its process id, its port and its password, all of which lie in its folder, and by the folder that
 * it answers with; then it is asked to end, which writes what it holds. A process of that id that
 * does not answer is ended by force only if it runs our executable.
 */
final class OrphanedRedis {
  private static final Logger log = LoggerFactory.getLogger(OrphanedRedis.class);
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final long END_TIMEOUT_S = 10;

  private final Path folder;

  OrphanedRedis(Path folder) {
    this.folder = folder;
  }

  /**
   * Ends it, where there is one.
   *
   * @throws StubFailure when it goes on
   */
  void end() {
    Optional<Long> pid = recordedPid();
    if (pid.isEmpty()) {
      return;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return;
    }
    if (askToEnd()) {
      log.warn("ended the Redis (process {}) that a killed stub had left behind", pid.get());
    } else if (runsOurExecutable(process.get())) {
      log.warn("ended by force the Redis (process {}) that a killed stub had left", pid.get());
      process.get().destroyForcibly();
    } else {
      return; // the id belongs to some other program by now
    }
    try {
      process.get().onExit().get(END_TIMEOUT_S, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new StubFailure(
          ("A Redis (process %d) that an earlier stub left behind in %s does not end. Nothing was"
                  + " changed. End that process and start again.")
              .formatted(pid.get(), folder),
          e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Long> recordedPid() {
    try {
      return Optional.of(Long.valueOf(Files.readString(folder.resolve(EmbeddedRedis.PID)).strip()));
    } catch (IOException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private boolean askToEnd() {
    Map<String, String> settings;
    try {
      settings = RedisConfiguration.read(folder.resolve(EmbeddedRedis.CONFIGURATION));
    } catch (IOException _) {
      return false;
    }
    String port = settings.getOrDefault("port", "");
    String password = settings.getOrDefault("requirepass", "");
    if (port.isEmpty() || password.isEmpty()) {
      return false;
    }
    RedisURI uri =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(Integer.parseInt(port))
            .withPassword(password.toCharArray())
            .withTimeout(ANSWER)
            .build();
    RedisClient client = RedisClient.create(uri);
    client.setOptions(ClientOptions.builder().autoReconnect(false).build());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      String its = connection.sync().configGet("dir").getOrDefault("dir", "");
      if (!Files.isSameFile(Path.of(its), folder)) {
        return false;
      }
      connection.sync().shutdown(false);
      return true;
    } catch (RedisException | IOException _) {
      return false;
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  private boolean runsOurExecutable(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(Path::of)
        .filter(command -> folder.equals(command.getParent()))
        .isPresent();
  }
}
