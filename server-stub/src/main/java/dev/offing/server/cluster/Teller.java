package dev.offing.server.cluster;

import dev.offing.server.cluster.Whereabouts.Place;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells a player something, wherever there are sessions of the account. Safe for use by many
 * threads; blocks.
 */
public final class Teller {
  private static final String TELL = "tell";
  private static final String LETTERS = "letters";
  private static final long TIMEOUT_MS = 2_000;

  /** The sessions of this node. */
  public interface Here {
    /** Sends a frame to each session of an account; how many there are. */
    int tell(String account, String frame);

    /** Lets each session of an account look into its inbox; how many there are. */
    int letters(String account);
  }

  /** What is told; without a frame that there are letters. */
  private record Say(String account, String frame) {}

  /** To how many sessions. */
  private record Count(int sessions) {}

  private final Whereabouts whereabouts;
  private final Rpc rpc;
  private final Codec codec;

  /** Tells by these; answers for this node from now on. */
  public Teller(Whereabouts whereabouts, Rpc rpc, Codec codec, Here here) {
    this.whereabouts = whereabouts;
    this.rpc = rpc;
    this.codec = codec;
    rpc.handle(
        TELL,
        params -> {
          Say say = codec.fromTree(params, Say.class);
          return new Count(here.tell(say.account(), say.frame()));
        });
    rpc.handle(
        LETTERS, params -> new Count(here.letters(codec.fromTree(params, Say.class).account())));
  }

  /**
   * Tells every session of an account once.
   *
   * @return how many there were; 0, at once, where the player is offline
   * @throws dev.offing.server.redis.RedisUnavailable when it is not known where the player is
   */
  public int tell(String account, ServerMessage message) {
    return asked(account, TELL, new Say(account, codec.encode(message)));
  }

  /** Lets every session of an account look into the inbox; how many did. */
  public int letters(String account) {
    return asked(account, LETTERS, new Say(account, ""));
  }

  private int asked(String account, String method, Say say) {
    Set<String> at = new TreeSet<>();
    for (Place place : whereabouts.whereIs(account)) {
      at.add(place.node());
    }
    if (at.isEmpty()) {
      return 0;
    }
    Map<String, Rpc.Answer> answers = rpc.ask(at, method, say, TIMEOUT_MS);
    int sessions = 0;
    for (Rpc.Answer answer : answers.values()) {
      if (answer instanceof Rpc.Answer.Ok ok) {
        sessions += codec.fromTree(ok.value(), Count.class).sessions();
      }
    }
    return sessions;
  }
}
