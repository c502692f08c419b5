package dev.offing.server;

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
import dev.offing.sync.protocol.ServerMessage;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
  private ServerMessage.Ack pushed(List<Chained> rows) throws Exception {
    while (true) {
      client.send(device.push(rows));
      ServerMessage answer = client.await(ServerMessage.class);
      while (!(answer instanceof ServerMessage.Ack)
          && !(answer instanceof ServerMessage.RetryAfter)) {
        answer = client.await(ServerMessage.class);
      }
      if (answer instanceof ServerMessage.Ack ack) {
        device.base = ack.position().to();
        return ack;
      }
      TimeUnit.MILLISECONDS.sleep(20); // a real process comes back when it comes back
    }
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
    client.send(new ClientMessage.Snapshot());
    State state =
        Objects.requireNonNull(client.await(ServerMessage.Snapshot.class).position().state());
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
    client.send(new ClientMessage.Snapshot());
    State state =
        Objects.requireNonNull(client.await(ServerMessage.Snapshot.class).position().state());
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

    assertThat(again.resumed()).isFalse();
    assertThat(again.epoch()).isNotEqualTo(first.epoch());
    assertThat(again.snapshot())
        .extracting(ServerMessage.RoomEvent::text)
        .containsExactly("before");
    assertThat(again.roster()).hasSize(1);
    client.send(new ClientMessage.Say("port:x", "2", "after"));
    assertThat(client.await(ServerMessage.Room.class).event().text()).isEqualTo("after");
  }

  @Test
  void aServerThatForgotWelcomesWhoRemembersToHealAndTakesNothing() throws Exception {
    try (RedisClient direct = RedisClient.create(RedisURI.create(redis.address()));
        StatefulRedisConnection<String, String> connection = direct.connect()) {
      connection.sync().flushall();
    }
    client.send(new ClientMessage.Snapshot());
    client.await(ServerMessage.StaleEpoch.class);
    client.close();
    client = RawClient.open(node.wsPort());

    assertThat(device.greet(client, node.wsPort()).mode()).isEqualTo(ServerMessage.Mode.HEAL);

    client.text(CODEC.encode(device.push(device.buy("rowboat", 1, now))));
    assertThat(client.await(ServerMessage.Failure.class).code()).isEqualTo("heal_only");
  }
}
