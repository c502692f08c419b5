package dev.offing.client.soak;

import dev.offing.server.soak.RedisCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * {@link Traders} on a Redis Cluster of three masters, of which one is killed and started again,
 * and another one killed and replaced by its replica.
 */
final class MoneySoak {
  private static final int MASTERS = 3;
  private static final int REPLICA = MASTERS;

  /** Gestures that are made while a master is away. */
  private static final int WHILE_AWAY = 8;

  private final Path work;
  private final RandomGenerator random;
  private final Consumer<String> progress;

  /**
   * What was done and found.
   *
   * @param gestures that were told as saved
   * @param gifts that arrived
   * @param kills of masters that were started again
   * @param promotions of replicas of killed masters
   */
  record Result(int accounts, int gestures, int gifts, int kills, int promotions) {}

  /**
   * @param work an empty folder
   * @param progress is told a line now and then
   */
  MoneySoak(Path work, RandomGenerator random, Consumer<String> progress) {
    this.work = work;
    this.random = random;
    this.progress = progress;
  }

  /**
   * Runs it: in each round one master is killed and started again, and one is replaced.
   *
   * @param gestures in each third of a round
   * @throws SoakException when a promise was broken
   */
  Result run(int accounts, int nodes, int rounds, int gestures)
      throws IOException, InterruptedException {
    Path catalog = RichCatalog.write(work.resolve("catalog"), Traders.rules());
    Path data = work.resolve("server");
    try (RedisCluster cluster = RedisCluster.in(work.resolve("cluster"), MASTERS, 1);
        StubProcess stub =
            StubProcess.start(
                catalog,
                data,
                Map.of(
                    "OFFING_REDIS",
                    cluster.address().toString(),
                    "OFFING_REDIS_REPLICAS",
                    "1",
                    "OFFING_NODES",
                    Integer.toString(nodes),
                    "OFFING_CONTACT_EVERY_MS",
                    "1000",
                    "OFFING_AUTH_TIMEOUT_MS",
                    "60000"));
        Traders players = new Traders(random)) {
      for (int i = 0; i < accounts; i++) {
        players.join(List.of(stub.uri(i % nodes)));
      }
      int master = 0;
      int replica = REPLICA;
      for (int round = 0; round < rounds; round++) {
        players.play(gestures);
        int victim = 1 + random.nextInt(MASTERS - 1);
        cluster.pull(victim);
        players.play(gestures);
        cluster.plugIn(victim);
        players.play(gestures);
        cluster.pull(master);
        players.play(WHILE_AWAY);
        cluster.promote(replica);
        players.play(gestures);
        cluster.plugIn(master); // as a replica of its own replica
        int promoted = replica;
        replica = master;
        master = promoted;
        progress.accept("round %d of %d".formatted(round + 1, rounds));
      }
      Traders.Result found = players.checked(cluster.address(), data);
      return new Result(accounts, found.gestures(), found.gifts(), rounds, rounds);
    }
  }
}
