package dev.offing.server.cluster;

import java.util.List;

/**
 * Where players are: each session of an account, on any node and by any protocol. Who has come and
 * whose node lives is there; nothing of it has to be renewed. Every method throws {@link
 * dev.offing.server.redis.RedisUnavailable} when there is no answer. Safe for use by many threads.
 */
public interface Whereabouts {
  /** A session on a node. */
  record Place(String node, String session) {}

  /** A session of this node began. */
  void arrived(String account, String session);

  /** A session of this node ended. */
  void left(String account, String session);

  /** The sessions of an account on nodes that live; none where the player is away. */
  List<Place> whereIs(String account);

  /** Of one node alone: nobody asks. */
  static Whereabouts unasked() {
    return new Whereabouts() {
      @Override
      public void arrived(String account, String session) {
        // nobody asks
      }

      @Override
      public void left(String account, String session) {
        // nobody asks
      }

      @Override
      public List<Place> whereIs(String account) {
        return List.of();
      }
    };
  }
}
