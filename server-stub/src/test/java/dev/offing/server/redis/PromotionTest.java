package dev.offing.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.Eventually;
import dev.offing.server.fault.StubFailure;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis with a replica that takes its place. */
final class PromotionTest {
  @TempDir private Path one;
  @TempDir private Path other;

  private final RedisClient client = RedisClient.create();
  private EmbeddedRedis primary;
  private EmbeddedRedis replica;
  private StatefulRedisConnection<String, String> toReplica;

  @BeforeEach
  void start() throws Exception {
    primary = EmbeddedRedis.start(one, RedisBinary.ofThisMachine());
    replica = EmbeddedRedis.start(other, RedisBinary.ofThisMachine());
    toReplica = client.connect(RedisURI.create(replica.address()));
    RedisCommands<String, String> redis = toReplica.sync();
    redis.configSet("masterauth", password(primary));
    redis.replicaof("127.0.0.1", primary.address().getPort());
    Eventually.so(() -> redis.info("replication").contains("master_link_status:up"));
  }

  @AfterEach
  void stop() {
    toReplica.close();
    client.shutdown(0, 1, TimeUnit.SECONDS);
    replica.close();
    primary.close();
  }

  private static String password(EmbeddedRedis redis) {
    return redis.address().getUserInfo().substring(1);
  }

  /** Both have one password, as the servers of one service. */
  private URI both() {
    toReplica.sync().configSet("requirepass", password(primary));
    return URI.create(primary.address() + ",127.0.0.1:" + replica.address().getPort());
  }

  @Test
  void whatAReplicaHadIsThereAndTheOldOneIsNotWrittenToBeside() throws Exception {
    try (RedisLink link =
        RedisLink.open(both(), "both", new Replication(1, 1_000, System::nanoTime))) {
      LuaScript add =
          new LuaScript(
              "test",
              "return { tostring(redis.call('INCR', KEYS[1])) }",
              link.call(r -> r.digest("return { tostring(redis.call('INCR', KEYS[1])) }")));
      for (int i = 0; i < 50; i++) {
        link.runDurably(add, List.of("count"), List.of());
      }
      assertThat(link.tooFewReplicas()).isZero();
      String life = link.lives().toString();

      toReplica.sync().replicaofNoOne(); // while the old one lives: two are primaries
      Eventually.so(() -> !link.up());
      primary.close();
      Eventually.so(link::up);

      String count = link.call(r -> r.get("count"));
      assertThat(count).isEqualTo("50");
      assertThat(link.lives().toString()).isNotEqualTo(life);
    }
  }

  @Test
  void aReplicaAloneIsNotTaken() {
    assertThatThrownBy(() -> RedisLink.open(replica.address(), "redis://there"))
        .isInstanceOf(StubFailure.class)
        .hasMessage(
            "Redis at redis://there is a replica. Nothing was changed. Name its primary, or both by"
                + " a comma.");
  }
}
