package dev.offing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.account.KeyFile;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What keeps a stub from starting: each is told in a plain sentence (what happened, what was kept,
 * what to do), leads to exit code 1, and loses nothing.
 */
final class StubFaultsTest {
  private static final RedisBinary BINARY = RedisBinary.ofThisMachine();

  @TempDir private Path data;

  private AbstractThrowableAssert<?, ?> starting(String... settings) {
    return assertThatThrownBy(() -> SingleStub.start(Config.of(data, settings), BINARY).close())
        .isInstanceOf(StubFailure.class);
  }

  private static String shared() {
    return "redis=" + SharedRedis.address();
  }

  @Test
  void aPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      try (Node node = sharing("port=0")) {
        assertThat(node.wsPort()).isPositive();
      }
      assertThatThrownBy(() -> sharing("port=" + port).close())
          .isInstanceOf(StubFailure.class)
          .hasMessageContaining("Port %d of 127.0.0.1 is in use".formatted(port))
          .hasMessageContaining("Nothing was changed")
          .hasMessageContaining("--port");
      assertThatThrownBy(() -> sharing("http-port=" + port).close())
          .hasMessageContaining("another port with --http-port");
    }
  }

  private static Node sharing(String... settings) {
    return new Node(
        Config.of(SharedRedis.data(), settings), SharedRedis.address(), SharedRedis.keys());
  }

  @Test
  void aRedisThatCannotBeReached() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    starting("redis=redis://:s3cr3t@127.0.0.1:" + port)
        .hasMessageContaining("Redis at redis://127.0.0.1:%d does not answer".formatted(port))
        .hasMessageContaining("Connection refused")
        .hasMessageContaining("leave --redis out")
        .hasMessageNotContaining("s3cr3t");
  }

  @Test
  void aRedisThatWantsAnotherPassword() {
    String address = "redis://:wrong@127.0.0.1:" + SharedRedis.address().getPort();
    starting("redis=" + address)
        .hasMessageContaining("WRONGPASS")
        .hasMessageNotContaining(":wrong@");
  }

  @Test
  void aRedisThatIsTooOld() throws Exception {
    try (ServerSocket old = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerAsRedis5(old));
      starting("redis=redis://127.0.0.1:" + old.getLocalPort())
          .hasMessageContaining("is version 5.0.14; the stub needs 6.2 or newer");
    }
  }

  /** Only what a driver asks of it, in the protocol of Redis. */
  private static void answerAsRedis5(ServerSocket server) {
    String info = "# Server\r\nredis_version:5.0.14\r\nrun_id:%s\r\n".formatted("0".repeat(40));
    try (Socket socket = server.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String answer =
            switch (line) {
              case "INFO" -> "$%d\r\n%s\r\n".formatted(info.length(), info);
              case "CLIENT", "PING", "HELLO" -> "+OK\r\n";
              default -> "";
            };
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException _) {
      // the client has gone
    }
  }

  @Test
  void aRedisThatEvicts() {
    try (EmbeddedRedis evicting = EmbeddedRedis.start(data, BINARY);
        RedisClient client = RedisClient.create(RedisURI.create(evicting.address()));
        StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().configSet("maxmemory-policy", "allkeys-lru");

      starting("redis=" + evicting.address())
          .hasMessageContaining("maxmemory-policy is allkeys-lru")
          .hasMessageContaining("Set 'maxmemory-policy noeviction'");
    }
  }

  @Test
  void anUnsupportedPlatform() {
    assertThatThrownBy(() -> EmbeddedRedis.start(data, new RedisBinary("Windows 11", "amd64")))
        .isInstanceOf(StubFailure.class)
        .hasMessageContaining("brings no Redis for Windows 11 on amd64")
        .hasMessageContaining("--redis redis://host:port");
    assertThatThrownBy(() -> EmbeddedRedis.start(data, new RedisBinary("Linux", "riscv64")))
        .hasMessageContaining("brings no Redis for Linux on riscv64");
  }

  @Test
  void aKeyFileThatIsDamaged() throws Exception {
    KeyFile.openOrCreate(data, new SecureRandom());
    Path file = data.resolve("offing.key");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() - 10));

    starting(shared())
        .hasMessageContaining("The key file %s is damaged: 'key'".formatted(file))
        .hasMessageContaining("Bring the file back from a copy");
    assertThat(Files.readString(file)).hasSize(whole.length() - 10);
  }

  @Test
  void aKeyFileThatCannotBeRead() throws Exception {
    Files.createDirectory(data.resolve("offing.key")); // also root cannot read a folder as a file

    starting(shared())
        .hasMessageContaining(
            "The key file %s cannot be read".formatted(data.resolve("offing.key")))
        .hasMessageContaining("Nothing was changed");
  }

  @Test
  void theKeyFileOfAnotherServer() {
    starting(shared())
        .hasMessageContaining("belong to server " + SharedRedis.keys().serverId())
        .hasMessageContaining("Put that server's key file into the data folder");
  }

  @Test
  void aKeyFileIsMadeOnceAndForItsOwnerAlone() throws Exception {
    KeyFile first = KeyFile.openOrCreate(data, new SecureRandom());
    KeyFile again = KeyFile.openOrCreate(data, new SecureRandom());

    assertThat(again.serverId()).isEqualTo(first.serverId());
    assertThat(again.keyId()).isEqualTo(first.keyId());
    assertThat(again.holds(first.keyId())).isTrue();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("offing.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aDataFolderThatCannotBeMade() throws Exception {
    Path file = Files.createFile(data.resolve("file"));

    assertThatThrownBy(() -> SingleStub.start(Config.of(file.resolve("data"), shared()), BINARY))
        .isInstanceOf(StubFailure.class)
        .hasMessageContaining(
            "The data folder %s cannot be written".formatted(file.resolve("data")))
        .hasMessageContaining("--data");
  }

  @Test
  void aDataFolderThatAnotherStubHas() throws Exception {
    try (DataLock held = DataLock.take(data)) {
      starting(shared()).hasMessageContaining("Another stub runs with the data folder " + data);
      RunningStub.ofThisProcess(
              List.of(
                  new RunningStub.Node(
                      "ws://127.0.0.1:7", "http://127.0.0.1:8", "tcp://127.0.0.1:9", Map.of(), 1)),
              "redis://127.0.0.1:9",
              data)
          .record(data);
      starting(shared()).hasMessageContaining("Another stub runs at ws://127.0.0.1:7");
      assertThat(held).isNotNull();
    }
  }

  @Test
  void aSecondAttemptInTheSameProcessDoesNotUnlockTheFolderForOthers() throws Exception {
    Path link = Files.createSymbolicLink(data.resolve("link"), data);
    DataLock held = DataLock.take(data);
    for (Path again : List.of(data, link)) {
      assertThatThrownBy(() -> DataLock.take(again)).isInstanceOf(StubFailure.class);
    }
    assertThat(anotherProcessLocks()).isFalse();

    held.close();
    assertThat(anotherProcessLocks()).isTrue();
    DataLock.take(data).close();
  }

  /** Whether another process gets the lock, as another stub would. */
  private boolean anotherProcessLocks() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TakesDataLock.class.getName(),
                data.toString())
            .inheritIO()
            .start();
    assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return other.exitValue() == 0;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*3\r\n$3\r\nSET\r\nno book of ours\r\n",
        "*3\r\n$3\r\nSET\r\n$-5\r\nno book of ours\r\n"
      })
  void booksThatAreDamaged(String books) throws Exception {
    Path redis = Files.createDirectories(data.resolve("redis"));
    Path file = redis.resolve("appendonly.aof");
    Files.writeString(file, books);

    starting()
        .hasMessageContaining("The books in %s are damaged".formatted(file.toRealPath()))
        .hasMessageContaining("Nothing was changed");
    assertThat(Files.readString(file)).isEqualTo(books);
    assertThat(RunningStub.find(data)).isEmpty();
  }

  @Test
  void aRecordThatAKilledStubLeftIsNotTakenForAStub() throws Exception {
    RunningStub live = RunningStub.ofThisProcess(List.of(), "redis://127.0.0.1:9", data);
    live.record(data);
    assertThat(RunningStub.find(data)).contains(live);

    new RunningStub(live.nodes(), live.redis(), live.data(), live.pid(), live.startedAtMs() - 1)
        .record(data);
    assertThat(RunningStub.find(data)).as("another process under its id").isEmpty();
    Files.writeString(data.resolve("running.json"), "{");
    assertThat(RunningStub.find(data)).isEmpty();
  }
}
