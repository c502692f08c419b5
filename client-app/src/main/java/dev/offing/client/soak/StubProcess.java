package dev.offing.client.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server stub in a process of its own, always on the same port and data folder, so that it can be
 * killed and started again.
 */
public final class StubProcess implements AutoCloseable {

  private final Path before;
  private final Path data;
  private final int port;
  private final Map<String, String> settings;
  private Process process;

  private StubProcess(
      Path before, Path data, int port, Map<String, String> settings, Process process) {
    this.before = before;
    this.data = data;
    this.port = port;
    this.settings = settings;
    this.process = process;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param before a folder that stands first on its class path
   * @param data its data folder
   */
  public static StubProcess start(Path before, Path data) throws IOException {
    return start(before, data, Map.of());
  }

  /**
   * The same with settings.
   *
   * @param settings environment variables as {@code OFFING_REDIS}: nobody else reads them
   */
  static StubProcess start(Path before, Path data, Map<String, String> settings)
      throws IOException {
    int port = Child.freePort();
    return new StubProcess(before, data, port, settings, launch(before, data, port, settings));
  }

  /** Where it is played on. */
  public URI uri() {
    return uri(0);
  }

  /** Where one of its nodes is played on. */
  URI uri(int node) {
    return URI.create("ws://127.0.0.1:" + (port + node));
  }

  /** Its data folder. */
  Path data() {
    return data;
  }

  /** {@code kill -9}. Its Redis is left behind, as after a crash. */
  void kill() throws InterruptedException {
    Child.kill(process);
  }

  /** {@code kill -9} of its Redis; a stub that lives starts it again. */
  void killRedis() {
    long pid;
    try {
      pid = Long.parseLong(Files.readString(data.resolve("redis").resolve("redis.pid")).strip());
    } catch (IOException e) {
      throw new SoakException("the stub's Redis is not known", e);
    }
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  /** Starts it again if it is dead; waits until it is ready. */
  void restart() throws IOException {
    if (!process.isAlive()) {
      process = launch(before, data, port, settings);
    }
  }

  /** Ends it as SIGTERM does. */
  @Override
  public void close() {
    process.destroy();
    Child.end(process);
  }

  private static Process launch(Path before, Path data, int port, Map<String, String> settings)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("serve", "--data", data.toString()));
    args.addAll(List.of("--port", Integer.toString(port)));
    ProcessBuilder builder = Child.of(before, args);
    builder.environment().putAll(settings);
    Process started =
        builder
            .redirectError(
                ProcessBuilder.Redirect.appendTo(data.resolveSibling("stub.log").toFile()))
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
    String ready = out.readLine();
    if (ready == null) {
      throw new SoakException("the stub ended before it was ready; see " + data + "/../stub.log");
    }
    return started;
  }
}
