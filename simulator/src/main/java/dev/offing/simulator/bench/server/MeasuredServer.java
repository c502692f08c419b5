package dev.offing.simulator.bench.server;

import dev.offing.server.ServerMain;
import dev.offing.server.fault.PrivateFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server in a process of its own, whose time on the processor is known. */
final class MeasuredServer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SERVICES = "META-INF/services/dev.offing.server.action.Action";
  private static final long STOP_S = 10;
  private static final int SELDOM_MS = 10_000;
  private static final Pattern LIVE = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+([0-9]+) kB");

  private static final String ADMIN_FILE = "admin-token";
  private static final String ADMIN_TOKEN = "0123456789abcdef0123456789abcdef"; // on loopback alone

  private final Process process;
  private final URI address;

  /** Of HTTP; the bare one has none. */
  private final @Nullable URI http;

  private MeasuredServer(Process process, URI address, @Nullable URI http) {
    this.process = process;
    this.address = address;
    this.http = http;
  }

  /** Offing's, with two more actions, and limits beyond what is asked of it. */
  static MeasuredServer offing(Path folder, URI redis) throws IOException {
    return ticking(folder, redis, SELDOM_MS);
  }

  /** The same, which shows players their accounts in cycles of so many milliseconds. */
  static MeasuredServer ticking(Path folder, URI redis, int cycleMs) throws IOException {
    return launch(
        ServerMain.class.getName(),
        actions(folder),
        folder.resolve("offing-%d.log".formatted(cycleMs)),
        settings(folder, redis, cycleMs));
  }

  /** One of several nodes of Offing on one data folder, which has its key file. */
  static MeasuredServer node(Path folder, URI redis, int number) throws IOException {
    return launch(
        ServerMain.class.getName(),
        actions(folder),
        folder.resolve("node-%d.log".formatted(number)),
        settings(folder, redis, SELDOM_MS),
        "--member");
  }

  private static String actions(Path folder) throws IOException {
    Path more = folder.resolve("more");
    Files.createDirectories(more.resolve(SERVICES).getParent());
    Files.write(
        more.resolve(SERVICES), List.of(EchoAction.class.getName(), LookUpAction.class.getName()));
    return more + System.getProperty("path.separator");
  }

  private static Map<String, String> settings(Path folder, URI redis, int cycleMs)
      throws IOException {
    PrivateFile.write(folder, ADMIN_FILE, List.of(ADMIN_TOKEN));
    return Map.of(
        "OFFING_DATA",
        folder.toString(),
        "OFFING_REDIS",
        redis.toString(),
        "OFFING_TICK",
        Integer.toString(cycleMs),
        "OFFING_ADMIN_TOKEN_FILE",
        folder.resolve(ADMIN_FILE).toString(),
        "OFFING_CONNECTIONS",
        "100000",
        "OFFING_AUTH_TIMEOUT_MS",
        "60000",
        "OFFING_FRAMES_PER_SECOND",
        "100000",
        "OFFING_FRAMES_BURST",
        "100000");
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
    command.addAll(List.of("-Xmx1g", "-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"));
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
    JsonNode node = JSON.readTree(line).at("/nodes/0");
    String http = node.path("http").stringValue("");
    return new MeasuredServer(
        process,
        URI.create(node.path("ws").stringValue()),
        http.isEmpty() ? null : URI.create(http));
  }

  URI address() {
    return address;
  }

  /** Nanoseconds on the processor since it began, all threads together. */
  long cpuNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** The bytes of all that lives in its heap, after a full collection. */
  long liveBytes() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(
                jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram", "-parallel=1")
            .redirectErrorStream(true)
            .start();
    String told = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    Matcher total = LIVE.matcher(told);
    if (!total.find()) {
      throw new IOException("what lives in the server's heap is not told: " + told.strip());
    }
    return Long.parseLong(total.group(1));
  }

  /** The bytes of memory that it has; 0 where the system does not say. */
  long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    return resident.find() ? 1_024 * Long.parseLong(resident.group(1)) : 0;
  }

  /** What it tells a Prometheus. */
  String metrics() throws IOException, InterruptedException {
    if (http == null) {
      throw new IOException("the bare server has no metrics");
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(http.resolve("/metrics"))
                  .header("Authorization", "Bearer " + ADMIN_TOKEN)
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
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
