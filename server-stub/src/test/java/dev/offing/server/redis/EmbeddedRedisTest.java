package dev.offing.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.Eventually;
import dev.offing.server.fault.StubFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Redis that the stub brings along: how it is set, and what becomes of it. */
final class EmbeddedRedisTest {
  @TempDir private Path data;

  private EmbeddedRedis redis;
  private RedisLink link;

  @BeforeEach
  void start() {
    redis = EmbeddedRedis.start(data, RedisBinary.ofThisMachine());
    link = RedisLink.open(redis.address(), "the embedded Redis");
  }

  @AfterEach
  void stop() {
    link.close();
    redis.close();
  }

  private String setting(String name) {
    return link.call(r -> r.configGet(name)).get(name);
  }

  @Test
  void itKeepsWhatItAnsweredAndDropsNothing() {
    assertThat(setting("appendonly")).isEqualTo("yes");
    assertThat(setting("appendfsync")).isEqualTo("always");
    assertThat(setting("maxmemory-policy")).isEqualTo("noeviction");
    assertThat(setting("bind")).isEqualTo("127.0.0.1");
    assertThat(setting("save")).isEmpty();
  }

  @Test
  void itsPasswordIsInAFileOfItsOwnerAndOnNoCommandLine() throws Exception {
    String password = setting("requirepass");
    assertThat(password).hasSize(64);
    Path configuration = data.resolve("redis").resolve("redis.conf");
    assertThat(Files.readString(configuration)).contains(password);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(configuration)))
        .isEqualTo("rw-------");
    Path commandLine = Path.of("/proc", Long.toString(redis.pid()), "cmdline");
    if (Files.exists(commandLine)) {
      assertThat(Files.readString(commandLine)).doesNotContain(password);
    }
  }

  @Test
  void killedItComesBackOnTheSamePortWithWhatItHeldAndInAnotherLife() throws Exception {
    link.call(r -> r.set("kept", "yes"));
    String run = runId();
    long pid = redis.pid();
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();

    process.destroyForcibly();
    process.onExit().get(60, TimeUnit.SECONDS);

    assertThat(get("kept")).isEqualTo("yes");
    assertThat(runId()).isNotEqualTo(run);
    assertThat(redis.pid()).isNotEqualTo(pid);
  }

  @Test
  void oneThatCannotBeNotedIsEndedAndTriedAgainUntilItCan() throws Exception {
    link.call(r -> r.set("kept", "yes"));
    Path note = data.resolve("redis").resolve("redis.pid");
    Files.delete(note);
    Files.createDirectory(note); // it cannot be written, as on a full disk

    try (Heard failures = Heard.from(EmbeddedRedis.class, "cannot be started again")) {
      ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
      failures.await(2);
    }

    Files.delete(note);
    assertThat(get("kept")).isEqualTo("yes");
    assertThat(Files.readString(note)).isEqualTo(Long.toString(redis.pid()));
    assertThat(ofFolder(data)).as("no other that nobody knows of").containsExactly(redis.pid());
  }

  @Test
  void oneThatCannotBeNotedAtTheStartIsNotLeftBehind(@TempDir Path other) throws Exception {
    Files.createDirectories(other.resolve("redis").resolve("redis.pid"));

    assertThatThrownBy(() -> EmbeddedRedis.start(other, RedisBinary.ofThisMachine()))
        .isInstanceOf(StubFailure.class)
        .hasMessageContaining("Redis cannot be started in " + other)
        .hasMessageContaining("What it holds was kept");
    assertThat(ofFolder(other)).isEmpty();
  }

  private static List<Long> ofFolder(Path data) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().command().orElse("").startsWith(data.toString()))
        .map(ProcessHandle::pid)
        .toList();
  }

  @Test
  void aCommandThatWasLostIsNotSentAgain() throws Exception {
    link.call(r -> r.set("count", "0"));
    ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
    int told = 0;
    for (int i = 0; i < 50; i++) {
      try {
        link.call(r -> r.incr("count"));
        told++;
      } catch (RedisUnavailable _) {
        // its outcome is unknown; the next one fails at once while there is no connection
      }
    }
    String count = get("count");

    assertThat(Integer.parseInt(count)).isBetween(told, 50);
  }

  @Test
  void endedItIsGone() {
    ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();
    redis.close();

    assertThat(process.isAlive()).isFalse();
    assertThatThrownBy(() -> eventuallyFails()).isInstanceOf(RedisUnavailable.class);
    assertThat(data.resolve("redis").resolve("redis.pid")).doesNotExist();
  }

  @Test
  void aScriptIsFoundAgainAfterItWasForgotten() {
    String text = "return { ARGV[1] }";
    LuaScript script = new LuaScript("test", text, link.call(r -> r.digest(text)));
    assertThat(link.run(script, List.of(), List.of("a"))).containsExactly("a");
    link.call(r -> r.scriptFlush());
    assertThat(link.run(script, List.of(), List.of("b"))).containsExactly("b");
  }

  private String runId() {
    return RedisInfo.parse(link.call(r -> r.info("server"))).runId();
  }

  private String get(String key) {
    return Eventually.answered(() -> link.call(r -> r.get(key)));
  }

  private void eventuallyFails() {
    while (true) {
      link.call(r -> r.ping());
    }
  }
}
