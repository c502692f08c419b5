package dev.offing.server.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running redis-server: started, drained of its output, ended. */
final class RedisProcess {
  private static final Logger log = LoggerFactory.getLogger(RedisProcess.class);
  private static final int LINES_KEPT = 500;

  /** Loading a large file takes time; one that is stuck for so long will not come any more. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(3);

  /**
   * A process of its own session does not get the Ctrl-C of the stub's terminal, so that the stub
   * can finish its work before its Redis ends.
   */
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  /** Guarded by itself. */
  private final List<String> lines = new ArrayList<>();

  private RedisProcess(Process process) {
    this.process = process;
  }

  /** Starts the executable in the folder, with the configuration file there as only argument. */
  static RedisProcess start(Path executable, Path folder, String configuration) throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.add(executable.toString());
    command.add(folder.resolve(configuration).toString());
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    RedisProcess started = new RedisProcess(process);
    Thread.ofPlatform().daemon().name("redis-output").start(started::drain);
    return started;
  }

  /** Waits until it accepts connections; false when it ended or did not come up. */
  boolean awaitReady() throws InterruptedException {
    try {
      return ready.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  CompletableFuture<?> onExit() {
    return process.onExit();
  }

  /** The last lines it wrote. */
  List<String> output() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /** Ends it: in order first, which writes what is left, then by force. */
  void stop() {
    boolean interrupted = Thread.interrupted(); // it is ended in order all the same
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain() {
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        log.debug("{}", line);
        synchronized (lines) {
          if (lines.size() == LINES_KEPT) {
            lines.removeFirst();
          }
          lines.add(line);
        }
        if (line.contains("Ready to accept connections")) {
          ready.complete(true);
        }
      }
    } catch (IOException e) {
      log.debug("output of Redis ended", e);
    } finally {
      ready.complete(false);
    }
  }
}
