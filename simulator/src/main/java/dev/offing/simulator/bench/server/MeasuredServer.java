package dev.offing.simulator.bench.server;

import dev.offing.server.ServerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own, whose time on the processor is known. */
final class MeasuredServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SERVICES = "META-INF/services/dev.offing.server.action.Action";
  private static final long STOP_S = 10;

  private final Process process;
  private final URI address;

  private MeasuredServer(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Offing's, with two more actions, and limits beyond what is asked of it. */
  static MeasuredServer offing(Path folder, URI redis) throws IOException {
    return launch(
        ServerMain.class.getName(),
        actions(folder),
        folder.resolve("offing.log"),
        settings(folder, redis));
  }

  /** One of several nodes of Offing on one data folder, which has its key file. */
  static MeasuredServer node(Path folder, URI redis, int number) throws IOException {
    return launch(
        ServerMain.class.getName(),
        actions(folder),
        folder.resolve("node-%d.log".formatted(number)),
        settings(folder, redis),
        "--member");
  }

  private static String actions(Path folder) throws IOException {
    Path more = folder.resolve("more");
    Files.createDirectories(more.resolve(SERVICES).getParent());
    Files.write(
        more.resolve(SERVICES), List.of(EchoAction.class.getName(), LookUpAction.class.getName()));
    return more + System.getProperty("path.separator");
  }

  private static Map<String, String> settings(Path folder, URI redis) {
    return Map.of(
        "OFFING_DATA", folder.toString(),
        "OFFING_REDIS", redis.toString(),
        "OFFING_TICK", "10000",
        "OFFING_AUTH_TIMEOUT_MS", "60000",
        "OFFING_FRAMES_PER_SECOND", "100000",
        "OFFING_FRAMES_BURST", "100000");
  }

  /** The bare one. */
  static MeasuredServer bare(Path folder, URI redis) throws IOException {
    return launch(
        BareServer.class.getName(),
        "",
        folder.resolve("bare.log"),
        Map.of(BareServer.REDIS, redis.toString()));
  }

  private static MeasuredServer launch(
      String main, String classPath, Path log, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dlogback.configurationFile=dev/offing/server/logback.xml"); // to standard error
    command.addAll(List.of("-cp", classPath + System.getProperty("java.class.path"), main));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("OFFING_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    // Whoever stops the benchmark stops what it measures.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-" + process.pid()));
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      process.destroy();
      throw new IOException("%s did not start: %s".formatted(main, Files.readString(log)));
    }
    String ws = JSON.readTree(line).at("/nodes/0/ws").stringValue();
    return new MeasuredServer(process, URI.create(ws));
  }

  URI address() {
    return address;
  }

  /** Nanoseconds on the processor since it began, all threads together. */
  long cpuNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
