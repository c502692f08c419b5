package dev.offing.server;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.account.KeyFile;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.State;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Position;
import dev.offing.sync.protocol.ServerMessage;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that is killed, or that forgets, under a node that goes on. */
final class RedisRestartTest {
  private static final Codec CODEC = new Codec();

  @TempDir private Path data;

  private EmbeddedRedis redis;
  private Node node;
  private final Device device = new Device();
  private RawClient client;
  private long now;

  @BeforeEach
  void start() throws Exception {
    redis = EmbeddedRedis.start(data, RedisBinary.ofThisMachine());
    KeyFile keys = KeyFile.openOrCreate(data, new SecureRandom());
    node = new Node(Config.of(data, "tick=50"), redis.address(), keys);
    client = RawClient.open(node.wsPort());
    now = device.greet(client, node.wsPort()).serverNow();
    device.pushed(client, device.buy("rowboat", 1, now));
  }

  @AfterEach
  void stop() {
    client.close();
    node.close();
    redis.close();
  }

  private void kill() throws Exception {
    ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(60, TimeUnit.SECONDS);
  }

  /** Pushes until there is an answer, as a client does. */
  private ServerMessage.Ack pushed(List<Chained> rows) {
    ServerMessage.Ack ack = answered(device.push(rows), ServerMessage.Ack.class);
    device.base = ack.position().to();
    return ack;
  }

  /** Asks again for as long as the server is not ready, as a client does. */
  private <T extends ServerMessage> T answered(ClientMessage asked, Class<T> type) {
    return Eventually.found(() -> {
      client.send(asked);
      ServerMessage answer = client.await(ServerMessage.class);
      while (!type.isInstance(answer) && !(answer instanceof ServerMessage.RetryAfter)) {
        answer = client.await(ServerMessage.class);
      }
      return type.isInstance(answer) ? Optional.of(type.cast(answer)) : Optional.empty();
    });
  }

  @Test
  void aKilledRedisLosesNothingAndTheSessionGoesOnInAnotherEpoch() throws Exception {
    EpochVersion before = device.base;
    kill();

    List<Chained> rows = device.buy("rowboat", 1, now);
    ServerMessage.Ack ack = pushed(rows);

    assertThat(ack.results()).hasSize(1);
    assertThat(ack.position().to().epoch()).isNotEqualTo(before.epoch());
    assertThat(ack.position().from()).isEqualTo(before);
    State state = state();
    assertThat(state.core().owned("rowboat")).isEqualTo(1);
    assertThat(state.lineage().ends()).containsExactly(before);
    assertThat(pushed(rows).results().getFirst().again()).isTrue();
  }

  @Test
  void aStormOfPurchasesThroughKillsActsOnceEach() throws Exception {
    device.buy("dinghy", 1, now); // a hole, so that its successors are gaps until it is sent
    device.fork();
    client.close();
    client = RawClient.open(node.wsPort());
    device.greet(client, node.wsPort());
    int told = 0;
    for (int i = 0; i < 30; i++) {
      if (i % 10 == 5) {
        kill();
      }
      List<Chained> rows = device.buy("rowboat", 1, now);
      ServerMessage.Ack ack = pushed(rows);
      assertThat(ack.upTo()).isEqualTo(device.seq);
      told += ack.results().getFirst().outcome() == Outcome.APPLIED ? 1 : 0;
    }
    State state = state();
    assertThat(state.core().owned("rowboat")).isEqualTo(1 + told);
    assertThat(state.devices().lastSeq(device.incarnation)).isEqualTo(30);
  }

  @Test
  void aRoomGoesOnAndSaysThatItBeganAnew() throws Exception {
    client.send(new ClientMessage.Join("port:x", null));
    ServerMessage.Joined first = client.await(ServerMessage.Joined.class);
    client.send(new ClientMessage.Say("port:x", "1", "before"));
    client.await(ServerMessage.Room.class);
    kill();

    ServerMessage.Joined again = client.await(ServerMessage.Joined.class);
    while (again.pauses()) { // it goes on alone until Redis is back
      again = client.await(ServerMessage.Joined.class);
    }

    assertThat(again.resumed()).isFalse();
    assertThat(again.epoch()).isNotEqualTo(first.epoch());
    assertThat(again.snapshot())
        .extracting(ServerMessage.RoomEvent::text)
        .containsExactly("before");
    assertThat(again.roster()).hasSize(1);
    client.send(new ClientMessage.Say("port:x", "2", "after"));
    assertThat(client.await(ServerMessage.Room.class).event().text()).isEqualTo("after");
  }

  /** Everything stops, something else lies in the folder, and it starts again. */
  private void startAgainWith(@Nullable Path older) throws Exception {
    client.close();
    node.close();
    redis.close();
    Files.move(data.resolve("redis"), data.resolve("newer"));
    if (older != null) {
      Files.move(older, data.resolve("redis"));
    }
    redis = EmbeddedRedis.start(data, RedisBinary.ofThisMachine());
    node = new Node(Config.of(data, "tick=50"), redis.address(), KeyFile.open(data));
    client = RawClient.open(node.wsPort());
  }

  private State state() {
    Position position =
        answered(new ClientMessage.Snapshot(), ServerMessage.Snapshot.class).position();
    device.checkpoint = position.checkpoint();
    return Objects.requireNonNull(position.state());
  }

  /** A copy of the file of a Redis that is stopped, which then goes on. */
  private Path copiedFile() throws Exception {
    client.close();
    node.close();
    redis.close();
    Path copy = data.resolve("older");
    try (Stream<Path> files = Files.walk(data.resolve("redis"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(data.resolve("redis").relativize(file)), COPY_ATTRIBUTES);
      }
    }
    redis = EmbeddedRedis.start(data, RedisBinary.ofThisMachine());
    node = new Node(Config.of(data, "tick=50"), redis.address(), KeyFile.open(data));
    client = RawClient.open(node.wsPort());
    device.greet(client, node.wsPort());
    return copy;
  }

  private State healed(State held) {
    assertThat(device.greet(client, node.wsPort()).mode()).isEqualTo(ServerMessage.Mode.HEAL);
    client.send(new ClientMessage.Heal(held, Objects.requireNonNull(device.checkpoint)));
    Position position = client.await(ServerMessage.Healed.class).position();
    device.base = position.to();
    device.checkpoint = position.checkpoint();
    return Objects.requireNonNull(position.state());
  }

  @Test
  void aRedisOnAnOlderFileIsTaughtByTheDeviceThatReturns() throws Exception {
    Path older = copiedFile();
    device.pushed(client, device.buy("rowboat", 1, now));
    State held = state();
    startAgainWith(older);

    State healed = healed(held);

    assertThat(healed.core()).isEqualTo(held.core());
    assertThat(healed.contains(held.at())).isTrue();
    assertThat(state()).isEqualTo(healed);
    assertThat(device.pushed(client, device.buy("rowboat", 1, now)).results()).hasSize(1);
  }

  @Test
  void aRedisOnNoFileAtAllIsTaughtAsWell() throws Exception {
    device.pushed(client, device.buy("rowboat", 1, now));
    State held = state();
    startAgainWith(null);

    State healed = healed(held);

    assertThat(healed.core()).isEqualTo(held.core());
    assertThat(device.pushed(client, device.buy("rowboat", 1, now)).results()).hasSize(1);
    client.close();
    client = RawClient.open(node.wsPort());
    // Whether the contact at the close was committed before this one is a matter of moments.
    assertThat(device.greet(client, node.wsPort()).mode())
        .isIn(ServerMessage.Mode.RESUME, ServerMessage.Mode.SNAPSHOT);
  }

  @Test
  void aServerThatForgotWelcomesWhoRemembersToHealAndTakesNothing() throws Exception {
    try (RedisClient direct = RedisClient.create(RedisURI.create(redis.address()));
        StatefulRedisConnection<String, String> connection = direct.connect()) {
      connection.sync().flushall();
    }
    client.await(ServerMessage.WorldRows.class); // until the world is there again nobody is judged
    answered(new ClientMessage.Snapshot(), ServerMessage.StaleEpoch.class);
    client.close();
    client = RawClient.open(node.wsPort());

    assertThat(device.greet(client, node.wsPort()).mode()).isEqualTo(ServerMessage.Mode.HEAL);

    client.text(CODEC.encode(device.push(device.buy("rowboat", 1, now))));
    assertThat(client.await(ServerMessage.Failure.class).code()).isEqualTo("heal_only");
  }
}
