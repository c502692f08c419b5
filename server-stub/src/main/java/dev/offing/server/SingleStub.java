package dev.offing.server;

import dev.offing.server.account.KeyFile;
import dev.offing.server.cluster.Beat;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.RedisBinary;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A stub of one node in this process. */
final class SingleStub implements Stub {
  private final ServerConfig config;
  private final @Nullable Home home;
  private final URI address;
  private final Node node;
  private final @Nullable Beat idleWatch;
  private final CountDownLatch ended;
  private boolean closed;

  private SingleStub(
      ServerConfig config, @Nullable Home home, URI address, Node node, CountDownLatch ended) {
    this.config = config;
    this.home = home;
    this.address = address;
    this.node = node;
    this.ended = ended;
    this.idleWatch = config.exitWhenIdleS() == 0 ? null : watchIdle();
  }

  /**
   * Starts a stub that owns its data folder.
   *
   * @throws StubFailure when it cannot start
   */
  static SingleStub start(ServerConfig config, RedisBinary binary) {
    Home home = Home.open(config, binary);
    try {
      home.beginTime();
      return start(config, home, home.address(), home.keys());
    } catch (RuntimeException e) {
      home.close();
      throw e;
    }
  }

  /**
   * Starts a node of a stub whose data folder belongs to another process.
   *
   * @param address of Redis
   * @throws StubFailure when it cannot start
   */
  static SingleStub startMember(ServerConfig config, URI address) {
    return start(config, null, address, KeyFile.open(config.data()));
  }

  private static SingleStub start(
      ServerConfig config, @Nullable Home home, URI address, KeyFile keys) {
    CountDownLatch ended = new CountDownLatch(1);
    Node node = new Node(config, address, keys, Node.Parts.STANDARD, ended::countDown);
    return new SingleStub(config, home, address, node, ended);
  }

  @Override
  public RunningStub description() {
    RunningStub.Node described =
        new RunningStub.Node(
            node.ws(), node.http(), node.tcp(), others(), ProcessHandle.current().pid());
    return RunningStub.ofThisProcess(
        List.of(described), ServerConfig.withoutPassword(address), config.data());
  }

  private Map<String, String> others() {
    Map<String, String> others = new TreeMap<>();
    node.otherPorts()
        .forEach(
            (name, port) -> others.put(name, "%s://%s:%d".formatted(name, config.host(), port)));
    return others;
  }

  @Override
  public CountDownLatch ended() {
    return ended;
  }

  @Override
  public int exitCode() {
    return 0;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (idleWatch != null) {
      idleWatch.close();
    }
    node.close();
    if (home != null) {
      home.close();
    }
  }

  /** Ends the stub when nobody was connected for so long. */
  private Beat watchIdle() {
    AtomicInteger idleS = new AtomicInteger();
    return Beat.every(
        1_000,
        "idle-watch",
        () -> {
          if (node.connections() > 0) {
            idleS.set(0);
          } else if (idleS.incrementAndGet() >= config.exitWhenIdleS()) {
            ended.countDown();
          }
        });
  }
}
