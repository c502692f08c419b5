package dev.offing.server;

import dev.offing.server.soak.RedisCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real Redis Cluster that all tests of one JVM share: three masters, the first with a replica.
 * Whoever pulls a plug puts it in again.
 */
public final class SharedCluster {
  /** The node that is a replica at first. */
  public static final int REPLICA = 3;

  private static final SharedCluster ONLY = new SharedCluster();

  private final Path data;
  private final RedisCluster cluster;

  private SharedCluster() {
    try {
      data = Files.createTempDirectory("offing-test-cluster");
      cluster = RedisCluster.in(data, 3, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
  }

  public static RedisCluster get() {
    return ONLY.cluster;
  }

  private void remove() {
    cluster.close();
    try {
      Trees.delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
