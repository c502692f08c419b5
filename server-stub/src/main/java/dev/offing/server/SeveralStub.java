package dev.offing.server;

import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.RedisBinary;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stub of several processes on one Redis and one key file. This one starts them, with its own
 * Java and class path, and gives each its settings by the environment, which other users cannot
 * read. It holds their standard input open: when it is killed, they see the end of it and stop.
 */
final class SeveralStub implements Stub {
  private static final Logger log = LoggerFactory.getLogger(SeveralStub.class);
  private static final long START_S = 60;
  private static final long STOP_S = 9;

  private final Home home;
  private final List<Process> processes = new ArrayList<>();
  private final List<RunningStub.Node> nodes = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean closed;
  private volatile int exitCode;

  private SeveralStub(Home home) {
    this.home = home;
  }

  /**
   * Starts them all and waits until they are ready.
   *
   * @param settings what they are given, as environment variables
   * @throws StubFailure when one cannot start
   */
  static SeveralStub start(ServerConfig config, Map<String, String> settings, RedisBinary binary) {
    SeveralStub stub = new SeveralStub(Home.open(config, binary));
    try {
      stub.home.beginTime();
      List<CompletableFuture<String>> lines = new ArrayList<>();
      for (int i = 0; i < config.nodes() + config.workers(); i++) {
        Process process = stub.launch(config, settings, i);
        stub.processes.add(process);
        lines.add(firstLine(process));
      }
      for (CompletableFuture<String> line : lines) {
        stub.nodes.add(RunningStub.parse(line.get(START_S, TimeUnit.SECONDS)).nodes().getFirst());
      }
      stub.watch();
      return stub;
    } catch (RuntimeException e) {
      stub.close();
      throw e;
    } catch (IOException | ExecutionException | TimeoutException e) {
      stub.close();
      throw new StubFailure(
          "One of the nodes did not start; what it said stands above. The others were stopped.", e);
    } catch (InterruptedException e) {
      stub.close();
      Thread.currentThread().interrupt();
      throw new StubFailure("The start of the nodes was interrupted.", e);
    }
  }

  @Override
  public RunningStub description() {
    return RunningStub.ofThisProcess(
        nodes, ServerConfig.withoutPassword(home.address()), home.config().data());
  }

  @Override
  public CountDownLatch ended() {
    return ended;
  }

  @Override
  public int exitCode() {
    return exitCode;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    processes.forEach(Process::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_S);
    for (Process process : processes) {
      try {
        if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          log.warn("node {} did not stop in time", process.pid());
          process.destroyForcibly();
        }
      } catch (InterruptedException _) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    home.close();
  }

  private Process launch(ServerConfig config, Map<String, String> settings, int index)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ServerMain.class.getName(),
            "--member");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("OFFING_"));
    environment.putAll(settings);
    environment.put(ConfigKey.NODES.environmentName(), "1");
    environment.put(ConfigKey.WORKERS.environmentName(), "0");
    if (index >= config.nodes()) {
      environment.put(ConfigKey.ROLES.environmentName(), Role.WORKER.label());
    }
    environment.put(ConfigKey.PORT.environmentName(), port(config.port(), index));
    environment.put(ConfigKey.HTTP_PORT.environmentName(), port(config.httpPort(), index));
    environment.put(ConfigKey.TCP_PORT.environmentName(), port(config.tcpPort(), index));
    environment.put(
        ConfigKey.PROTOCOL_PORTS.environmentName(),
        config.protocolPorts().entrySet().stream()
            .map(it -> it.getKey() + "=" + port(it.getValue(), index))
            .collect(Collectors.joining(",")));
    environment.put(ConfigKey.REDIS.environmentName(), home.address().toString());
    // This process began it, for all of them.
    environment.remove(ConfigKey.CLOCK.environmentName());
    environment.remove(ConfigKey.SPEED.environmentName());
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String port(int first, int index) {
    return Integer.toString(first == 0 ? 0 : first + index);
  }

  private static CompletableFuture<String> firstLine(Process process) {
    CompletableFuture<String> first = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("node-output")
        .start(() -> {
          try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            if (line == null) {
              first.completeExceptionally(new IOException("it ended"));
            } else {
              first.complete(line);
            }
          } catch (IOException e) {
            first.completeExceptionally(e);
          }
        });
    return first;
  }

  /** Done, or ended by SIGINT or SIGTERM: somebody wanted it. */
  private static boolean wasAsked(int exitCode) {
    return exitCode == 0 || exitCode == 130 || exitCode == 143;
  }

  /** The others go on when one dies; when none is left, there is no stub. */
  private void watch() {
    CompletableFuture<?>[] ends =
        processes.stream()
            .map(process ->
                process
                    .onExit()
                    .thenAccept(gone -> {
                      if (!wasAsked(gone.exitValue())) {
                        log.error("node {} ended with {}", gone.pid(), gone.exitValue());
                        exitCode = 1;
                      }
                    }))
            .toArray(CompletableFuture<?>[]::new);
    var _ = CompletableFuture.allOf(ends).thenRun(ended::countDown);
  }
}
