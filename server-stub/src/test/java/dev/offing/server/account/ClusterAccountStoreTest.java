package dev.offing.server.account;

import dev.offing.server.SharedCluster;
import dev.offing.server.redis.RedisLink;
import dev.offing.server.redis.Replication;
import dev.offing.sync.protocol.Codec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Accounts on a cluster, with commits that wait for a replica. */
final class ClusterAccountStoreTest extends AccountStoreContract {
  private static RedisLink link;

  @BeforeAll
  static void connect() {
    link =
        RedisLink.open(
            SharedCluster.get().address(),
            "the shared cluster",
            new Replication(1, 50, System::nanoTime));
  }

  @AfterAll
  static void disconnect() {
    link.close();
  }

  @Override
  AccountStore store() {
    return new RedisAccountStore(link, new Codec());
  }
}
