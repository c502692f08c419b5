package dev.offing.server.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.Eventually;
import dev.offing.server.SharedCluster;
import dev.offing.server.SharedRedis;
import dev.offing.server.cluster.Bus;
import dev.offing.server.cluster.RedisBus;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.soak.RedisCluster;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster whose masters are killed under a link. */
final class RedisClusterTest {
  private final RedisCluster cluster = SharedCluster.get();
  private RedisLink link;

  @BeforeEach
  void open() {
    link =
        RedisLink.open(
            cluster.address(), "the cluster", new Replication(1, 1_000, System::nanoTime));
  }

  @AfterEach
  void close() {
    link.close();
  }

  /** A key that a node has. */
  private String keyOn(int node) {
    return IntStream.range(0, 1_000)
        .mapToObj(it -> "offing:{t" + it + "}:count")
        .filter(it -> cluster.masterOf(it) == node)
        .findFirst()
        .orElseThrow();
  }

  private String get(String key) {
    return Eventually.answered(() -> link.call(r -> r.get(key)));
  }

  @Test
  void aKilledMasterStopsNobodyElseAndNothingIsSentAgain() throws Exception {
    String there = keyOn(1);
    String elsewhere = keyOn(2);
    link.call(r -> r.set(there, "0"));
    link.call(r -> r.set(elsewhere, "0"));
    Set<String> lives = Set.copyOf(link.lives().values());
    cluster.pull(1);
    int told = 0;
    try {
      for (int i = 0; i < 50; i++) {
        try {
          link.call(r -> r.incr(there));
          told++;
        } catch (RedisUnavailable _) {
          // its outcome is unknown
        }
      }
      assertThat(get(elsewhere)).isEqualTo("0");
      Eventually.so(() -> link.lives().size() == 2);
      assertThat(link.replaced()).isPositive();
    } finally {
      cluster.plugIn(1);
    }
    assertThat(Integer.parseInt(get(there))).isBetween(told, 50);
    Eventually.so(() -> link.lives().size() == 3);
    assertThat(Set.copyOf(link.lives().values())).isNotEqualTo(lives);
  }

  @Test
  void whoWaitsAtAKeyOrHearsTheBusHasAConnectionToItsMasterToo() throws Exception {
    for (int node = 0; node < 3; node++) {
      String key = keyOn(node);
      try (StatefulRedisConnection<String, String> waits = link.connectForReading(key)) {
        assertThat(waits.sync().exists(key)).isBetween(0L, 1L);
      }
    }
    try (RedisBus bus = new RedisBus(link)) {
      BlockingQueue<String> heard = new LinkedBlockingQueue<>();
      Bus.Subscription listens = bus.subscribe("offing:cluster-test", heard::add);
      bus.publish("offing:cluster-test", "there");
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("there");
      listens.close();
    }
  }

  @Test
  void whatAReplicaHadIsThereAfterItsPromotion() throws Exception {
    String key = keyOn(0);
    link.call(r -> r.set(key, "0"));
    LuaScript add = script("return { tostring(redis.call('INCR', KEYS[1])) }");
    for (int i = 0; i < 100; i++) {
      link.runDurably(add, List.of(key), List.of());
    }
    assertThat(link.tooFewReplicas()).isZero();

    cluster.pull(0);
    try {
      cluster.promote(SharedCluster.REPLICA);
      assertThat(get(key)).isEqualTo("100");
      link.runDurably(add, List.of(key), List.of());
      assertThat(link.tooFewReplicas()).as("nobody follows the promoted one").isEqualTo(1);
    } finally {
      cluster.plugIn(0); // as a replica of the one that was promoted
      cluster.promote(0);
    }
    assertThat(cluster.masterOf(key)).isZero();
    assertThat(get(key)).isEqualTo("101");
  }

  private LuaScript script(String text) {
    return new LuaScript("test", text, link.call(r -> r.digest(text)));
  }

  @Test
  void oneOfAClusterIsNamedAsItAndOneOfNoneIsNot() {
    String one =
        cluster.address().toString().replace("redis-cluster", "redis").replaceAll(",.*", "");
    assertThatThrownBy(() -> RedisLink.open(URI.create(one), "redis://there"))
        .isInstanceOf(StubFailure.class)
        .hasMessage(
            "Redis at redis://there is one of a cluster. Nothing was changed. Name the cluster as"
                + " redis-cluster://host:port.");
    String none = SharedRedis.address().toString().replace("redis:", "redis-cluster:");
    assertThatThrownBy(() -> RedisLink.open(URI.create(none), "redis-cluster://there"))
        .isInstanceOf(StubFailure.class)
        .hasMessage(
            "Redis at redis-cluster://there is not a cluster. Nothing was changed. Name it as"
                + " redis://host:port.");
  }
}
