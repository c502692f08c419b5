package dev.offing.server.soak;

import dev.offing.server.fault.PrivateFile;
import dev.offing.server.redis.RedisBinary;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real Redis Cluster of processes on this machine, of which plugs can be pulled: some masters,
 * and perhaps replicas, the first of the first master and so on. Used by one thread.
 */
public final class RedisCluster implements AutoCloseable {
  /** A node listens to the others at a port that is so much higher. */
  private static final int BUS = 10_000;

  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;
  private static final int NODE_TIMEOUT_MS = 2_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path folder;
  private final Path executable;
  private final String password;
  private final int masters;
  private final List<Integer> ports = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final RedisClient client = RedisClient.create();

  private RedisCluster(Path folder, Path executable, String password, int masters) {
    this.folder = folder;
    this.executable = executable;
    this.password = password;
    this.masters = masters;
  }

  /** Starts one in a new folder, and waits until it has all slots. */
  public static RedisCluster in(Path folder, int masters, int replicas) throws IOException {
    Files.createDirectories(folder);
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    RedisCluster made =
        new RedisCluster(
            folder,
            RedisBinary.ofThisMachine().install(folder),
            HexFormat.of().formatHex(secret),
            masters);
    try {
      for (int i = 0; i < masters + replicas; i++) {
        made.ports.add(freePort());
        made.configure(i);
        made.processes.add(made.launch(i));
      }
      made.join(replicas);
      return made;
    } catch (IOException | RuntimeException e) {
      made.close();
      throw e;
    }
  }

  private void configure(int node) throws IOException {
    Path own = Files.createDirectories(folder.resolve("node-" + node));
    PrivateFile.write(
        own,
        "redis.conf",
        List.of(
            "bind 127.0.0.1",
            "port " + ports.get(node),
            "requirepass " + password,
            "masterauth " + password,
            "dir \"" + own + '"',
            "cluster-enabled yes",
            "cluster-node-timeout " + NODE_TIMEOUT_MS,
            // Who plays on one of the others goes on.
            "cluster-require-full-coverage no",
            // A master that a busy machine holds up is not replaced: only promote() does that.
            "cluster-replica-no-failover yes",
            "repl-diskless-sync yes",
            "repl-diskless-sync-delay 0",
            "appendonly yes",
            "appendfsync always",
            "maxmemory-policy noeviction",
            "save \"\""));
  }

  private Process launch(int node) throws IOException {
    Path own = folder.resolve("node-" + node);
    return new ProcessBuilder(executable.toString(), own.resolve("redis.conf").toString())
        .directory(own.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(own.resolve("log").toFile()))
        .start();
  }

  private void join(int replicas) {
    for (int i = 0; i < masters; i++) {
      int[] slots =
          IntStream.range(
                  SlotHash.SLOT_COUNT * i / masters, SlotHash.SLOT_COUNT * (i + 1) / masters)
              .toArray();
      long epoch = i + 1L;
      ask(i, r -> r.clusterSetConfigEpoch(epoch));
      ask(i, r -> r.clusterAddSlots(slots));
    }
    for (int port : ports) {
      ask(0, r -> r.clusterMeet("127.0.0.1", port));
    }
    for (int i = 0; i < ports.size(); i++) {
      await(
          i, RedisCommands::clusterInfo, it -> it.contains("cluster_known_nodes:" + ports.size()));
    }
    for (int i = 0; i < replicas; i++) {
      String master = ask(i % masters, RedisCommands::clusterMyId);
      ask(masters + i, r -> r.clusterReplicate(master));
      await(masters + i, r -> r.info("replication"), it -> it.contains("master_link_status:up"));
    }
    awaitWhole();
  }

  /** Where it is, with its password; only masters are named. */
  public URI address() {
    return URI.create(
        "redis-cluster://:%s@%s"
            .formatted(
                password,
                ports.stream()
                    .limit(masters)
                    .map(it -> "127.0.0.1:" + it)
                    .collect(Collectors.joining(","))));
  }

  /** {@code kill -9} of a node; masters come first. */
  public void pull(int node) throws InterruptedException {
    Process process = processes.get(node);
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Starts a node again on what its file holds. */
  public void plugIn(int node) throws IOException {
    boolean replaced = slots(node) == SlotHash.SLOT_COUNT;
    processes.set(node, launch(node));
    if (replaced) { // it believes to be a master until it hears that another one has its slots
      await(node, r -> r.info("replication"), it -> it.contains("master_link_status:up"));
    }
    awaitWhole();
  }

  /** How many slots the masters that live have, without one of them. */
  private int slots(int without) {
    int slots = 0;
    for (int i = 0; i < processes.size(); i++) {
      if (i != without && processes.get(i).isAlive()) {
        slots += ranges(own(i)).stream().mapToInt(it -> it[1] - it[0] + 1).sum();
      }
    }
    return slots;
  }

  /** What a node says of itself. */
  private String own(int node) {
    return ask(node, RedisCommands::clusterNodes)
        .lines()
        .filter(it -> it.contains("myself"))
        .findFirst()
        .orElseThrow();
  }

  /** A replica takes the place of its master, whether that lives or not. */
  public void promote(int replica) {
    ask(replica, r -> r.clusterFailover(/* force= */ false, /* takeOver= */ true));
    await(replica, r -> r.info("replication"), it -> it.contains("role:master"));
    awaitWhole();
  }

  /** The node that has a key now, among those that live. */
  public int masterOf(String key) {
    int slot = SlotHash.getSlot(key);
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).isAlive()
          && ranges(own(i)).stream().anyMatch(it -> it[0] <= slot && slot <= it[1])) {
        return i;
      }
    }
    throw new BrokenPromise("no node of the cluster has the slot of " + key);
  }

  /** The slots of a node, first and last each: the words of its line from the ninth on. */
  private static List<int[]> ranges(String line) {
    return Arrays.stream(line.split(" ", -1))
        .skip(8)
        .filter(it -> it.matches("[0-9]+(-[0-9]+)?"))
        .map(it -> it.split("-", 2))
        .map(it -> new int[] {Integer.parseInt(it[0]), Integer.parseInt(it[it.length - 1])})
        .toList();
  }

  /** Waits until every node that lives says that all slots are served. */
  public void awaitWhole() {
    for (int i = 0; i < processes.size(); i++) {
      if (processes.get(i).isAlive()) {
        await(
            i,
            RedisCommands::clusterInfo,
            it ->
                it.contains("cluster_state:ok")
                    && it.contains("cluster_slots_ok:" + SlotHash.SLOT_COUNT));
      }
    }
  }

  @Override
  public void close() {
    processes.forEach(it -> it.toHandle().destroyForcibly());
    try {
      for (Process process : processes) {
        process.waitFor();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }

  /** A process that just started is asked until it answers. */
  private <T> T ask(int node, Function<RedisCommands<String, String>, T> question) {
    RedisURI uri =
        RedisURI.builder()
            .withHost("127.0.0.1")
            .withPort(ports.get(node))
            .withPassword(password.toCharArray())
            .build();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
        return question.apply(connection.sync());
      } catch (RedisException e) {
        if (System.nanoTime() > deadline || !processes.get(node).isAlive()) {
          throw new BrokenPromise("node " + node + " of the cluster: " + e.getMessage(), e);
        }
        pause();
      }
    }
  }

  private void await(
      int node,
      Function<RedisCommands<String, String>, String> question,
      Predicate<String> wanted) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    String said = ask(node, question);
    while (!wanted.test(said)) {
      if (System.nanoTime() > deadline) {
        throw new BrokenPromise("node " + node + " of the cluster says " + said);
      }
      pause();
      said = ask(node, question);
    }
  }

  /** Others are at work, and nobody tells when they are done. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokenPromise("interrupted", e);
    }
  }

  /** One of which both are free, and that no outgoing connection takes meanwhile. */
  private static int freePort() throws IOException {
    IOException why = new IOException("no port was tried");
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT - BUS);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
          ServerSocket _ = new ServerSocket(port + BUS, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException e) {
        why = e;
      }
    }
    throw why;
  }
}
