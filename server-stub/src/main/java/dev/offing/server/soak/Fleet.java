package dev.offing.server.soak;

import dev.offing.server.account.KeyFile;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nodes in processes of their own on one Redis and one data folder, each as {@code serve --nodes}
 * starts them. They know the tasks of {@link SoakTask} besides their own.
 */
public final class Fleet implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MAIN = "dev.offing.server.ServerMain";
  private static final String TASKS = "META-INF/services/dev.offing.server.task.Task";

  /** After which a node that says nothing is taken for dead, ms. */
  public static final long LEASE_MS = 1_500;

  /**
   * One process.
   *
   * @param ws where it lets clients in; an empty one where it does not
   * @param http the same for HTTP
   * @param tcp the same for JSON lines
   */
  public record Ship(Process process, URI ws, URI http, URI tcp) {
    void kill() throws InterruptedException {
      process.toHandle().destroyForcibly();
      process.waitFor();
    }

    /** Ends it as SIGTERM does: it sends its clients away and finishes what is under way. */
    public void stop() throws InterruptedException {
      process.toHandle().destroy();
      process.waitFor();
    }
  }

  private final Path data;
  private final Plug redis;
  private final KeyFile keys;
  private final List<Ship> ships = new ArrayList<>();

  private Fleet(Path data, Plug redis, KeyFile keys) {
    this.data = data;
    this.redis = redis;
    this.keys = keys;
  }

  /** A Redis, and no node yet, in a new folder. */
  public static Fleet in(Path data) throws IOException {
    Files.createDirectories(data.resolve("tasks").resolve(TASKS).getParent());
    Files.writeString(
        data.resolve("tasks").resolve(TASKS),
        SoakTask.class.getName() + "\n" + SoakTask.Hourly.class.getName() + "\n");
    KeyFile keys = KeyFile.openOrCreate(data, new SecureRandom());
    return new Fleet(data, Plug.in(data), keys);
  }

  /** Its Redis. */
  public Plug redis() {
    return redis;
  }

  KeyFile keys() {
    return keys;
  }

  /** Starts a node and waits until it is ready. */
  Ship launch(String roles) throws IOException {
    return launch(roles, Map.of());
  }

  /**
   * The same with other settings.
   *
   * @param settings environment variables, as {@code OFFING_TICK}
   */
  public Ship launch(String roles, Map<String, String> settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-cp",
            data.resolve("tasks") + File.pathSeparator + System.getProperty("java.class.path"),
            MAIN,
            "--member");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("OFFING_"));
    environment.remove("JAVA_TOOL_OPTIONS");
    environment.put("OFFING_DATA", data.toString());
    environment.put("OFFING_REDIS", redis.address().toString());
    environment.put("OFFING_ROLES", roles);
    environment.put("OFFING_LEASE_MS", Long.toString(LEASE_MS));
    environment.put("OFFING_AUTH_TIMEOUT_MS", "60000"); // a busy machine takes its time
    environment.put("OFFING_FRAMES_PER_SECOND", "10000");
    environment.put("OFFING_FRAMES_BURST", "10000");
    environment.putAll(settings);
    Process process =
        builder
            .redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("nodes.log").toFile()))
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new BrokenPromise("a node did not start; see " + data.resolve("nodes.log"));
    }
    JsonNode node = JSON.readTree(line).get("nodes").get(0);
    Ship ship =
        new Ship(
            process,
            URI.create(node.get("ws").asString()),
            URI.create(node.get("http").asString()),
            URI.create(node.get("tcp").asString()));
    ships.add(ship);
    return ship;
  }

  @Override
  public void close() {
    ships.forEach(ship -> ship.process().toHandle().destroyForcibly());
    for (Ship ship : ships) {
      try {
        ship.process().waitFor();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    redis.close();
  }
}
