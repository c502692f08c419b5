package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.State;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ServerMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as a real process: what it says, and what becomes of it when a plug is pulled. */
final class ServeProcessTest {
  @TempDir private Path data;

  private final List<Process> started = new ArrayList<>();

  /** With their Redis, which a kill does not reach. */
  @AfterEach
  void endAll() {
    started.forEach(it -> {
      it.descendants().forEach(ProcessHandle::destroyForcibly);
      it.destroyForcibly();
    });
  }

  /** A stub that is ready, with the line that it said. */
  private record Serving(Process process, RunningStub said) {
    int port() {
      return port(0);
    }

    int port(int node) {
      return URI.create(said.nodes().get(node).ws()).getPort();
    }
  }

  private Process launch(String shell, String... flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", shell + "exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ServerMain.class.getName());
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of(flags));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (shell.isEmpty()) {
      builder.redirectError(data.resolve("stderr.txt").toFile());
    }
    builder.environment().remove("JAVA_TOOL_OPTIONS"); // whatever it says, it says to stderr
    builder.environment().put("OFFING_AUTH_TIMEOUT_MS", "60000"); // a busy machine takes its time
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private String errors() throws IOException {
    return Files.readString(data.resolve("stderr.txt"));
  }

  private Serving serve(String... flags) throws IOException {
    Process process = launch("", flags);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    assertThat(line).as(errors()).isNotNull();
    return new Serving(process, RunningStub.parse(line));
  }

  private static Optional<ProcessHandle> redisOf(Serving stub) {
    return stub.process()
        .descendants()
        .filter(p -> p.info().command().orElse("").contains("redis-server"))
        .findFirst();
  }

  private static void assertEnds(Process process, int code) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
  }

  @Test
  void saysOneLineIsFoundWhileItRunsAndTakesItsRedisWithIt() throws Exception {
    Serving stub = serve();
    assertThat(stub.said().data()).isEqualTo(data.toString());
    assertThat(stub.said().redis()).startsWith("redis://127.0.0.1:").doesNotContain("@");
    assertThat(RunningStub.find(data)).contains(stub.said());
    ProcessHandle redis = redisOf(stub).orElseThrow();
    try (RawClient client = new Device().connect(stub.port())) {
      stub.process().destroy(); // SIGTERM

      assertThat(client.await(ServerMessage.Drain.class).reconnectAfterMs()).isPositive();
      assertThat(client.awaitClose()).isEqualTo(1001);
    }
    assertEnds(stub.process(), 128 + 15);
    assertThat(redis.isAlive()).isFalse();
    assertThat(RunningStub.find(data)).isEmpty();
    assertThat(data.resolve("running.json")).doesNotExist();
    assertThat(errors()).doesNotContain("WARNING:");
  }

  @Test
  void killedItLeavesARedisThatTheNextOneEndsAndABookThatItReads() throws Exception {
    Device device = new Device();
    Serving first = serve();
    ServerMessage.Ack ack;
    try (RawClient client = RawClient.open(first.port())) {
      long now = device.greet(client, first.port()).serverNow();
      ack = device.pushed(client, device.buy("rowboat", 1, now));
    }
    ProcessHandle orphan = redisOf(first).orElseThrow();
    first.process().destroyForcibly().waitFor();
    assertThat(orphan.isAlive()).as("a kill of the stub does not reach its Redis").isTrue();
    assertThat(RunningStub.find(data)).as("the record is stale").isEmpty();

    Serving second = serve();

    assertThat(orphan.isAlive()).isFalse();
    try (RawClient client = RawClient.open(second.port())) {
      device.greet(client, second.port());
      client.send(new ClientMessage.Snapshot());
      State state =
          Objects.requireNonNull(client.await(ServerMessage.Snapshot.class).position().state());
      assertThat(state.contains(ack.position().to())).isTrue();
      assertThat(state.core().owned("rowboat")).isEqualTo(1);
      assertThat(state.lineage().ends()).as("another life of Redis, another epoch").hasSize(1);
    }
    second.process().destroy();
    assertEnds(second.process(), 128 + 15);
  }

  @Test
  void severalNodesAreOneServerAndStopTogether() throws Exception {
    Serving stub = serve("--nodes", "2", "--tick", "50");
    assertThat(stub.said().nodes())
        .hasSize(2)
        .extracting(RunningStub.Node::pid)
        .doesNotHaveDuplicates();
    Device device = new Device();
    String room = "port:several";
    try (RawClient one = RawClient.open(stub.port(0));
        RawClient two = RawClient.open(stub.port(1))) {
      long now = device.greet(one, stub.port(0)).serverNow();
      device.pushed(one, device.buy("rowboat", 1, now));
      device.fork();
      device.greet(two, stub.port(1));
      device.pushed(two, device.buy("rowboat", 1, now));
      one.await(ServerMessage.Update.class); // contact
      assertThat(one.await(ServerMessage.Update.class).position().to()).isEqualTo(device.base);

      one.send(new ClientMessage.Join(room, null));
      two.send(new ClientMessage.Join(room, null));
      one.await(ServerMessage.Joined.class);
      two.await(ServerMessage.Joined.class);
      two.send(new ClientMessage.Say(room, "1", "ahoy"));
      assertThat(one.await(ServerMessage.Room.class).event().text()).isEqualTo("ahoy");
    }
    List<ProcessHandle> all = stub.process().descendants().toList();
    stub.process().destroy();
    assertEnds(stub.process(), 128 + 15);
    assertThat(all).hasSize(3).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void nodesDoNotOutliveTheOneThatStartedThem() throws Exception {
    Serving stub = serve("--nodes", "2");
    List<ProcessHandle> nodes =
        stub.said().nodes().stream().map(n -> ProcessHandle.of(n.pid()).orElseThrow()).toList();

    ProcessHandle redis = redisOf(stub).orElseThrow();
    stub.process().destroyForcibly();

    for (ProcessHandle node : nodes) {
      node.onExit().get(60, TimeUnit.SECONDS);
    }
    assertThat(redis.isAlive()).as("it is ended by the next stub").isTrue();
    redis.destroyForcibly();
  }

  @Test
  void endsByItselfWhenNobodyIsThere() throws Exception {
    Serving stub = serve("--exit-when-idle", "1");

    assertEnds(stub.process(), 0);
    assertThat(data.resolve("running.json")).doesNotExist();
  }

  @Test
  void aFullDiskIsToldInASentenceWithExitCodeOne() throws Exception {
    Process process = launch("ulimit -f 0; "); // no file may have a single byte
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEnds(process, 1);
    assertThat(said)
        .contains("The data folder %s cannot be written (File too large)".formatted(data))
        .contains("Nothing was changed.");
  }

  @Test
  void aDiskThatIsFullHalfWayIsToldAndItsSpaceGivenBack() throws Exception {
    Process process = launch("ulimit -f 1000; "); // enough for a key, not for a Redis
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEnds(process, 1);
    assertThat(said).contains("Redis cannot be laid out in " + data.resolve("redis"));
    assertThat(data.resolve("redis")).isEmptyDirectory();
    assertThat(serve().process().isAlive()).isTrue();
  }
}
