package dev.offing.server.cluster;

import dev.offing.server.redis.AccountTag;
import dev.offing.server.redis.RedisLink;
import dev.offing.server.redis.RedisUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sessions as they lie in Redis: a set per account, of {@code NODE SESSION}. A member counts as
 * long as its node lives, so a killed one takes its sessions with it; whoever finds such a member
 * drops it. What Redis forgot is written again by {@link #writeAgain}.
 */
public final class RedisWhereabouts implements Whereabouts {
  private static final Logger log = LoggerFactory.getLogger(RedisWhereabouts.class);

  /** A set goes after so long, if nobody ever finds that its nodes are dead. */
  private static final long KEPT_S = TimeUnit.DAYS.toSeconds(2);

  private final RedisLink redis;
  private final Nodes nodes;

  /** Sessions of this node with their accounts. */
  private final Map<String, String> here = new ConcurrentHashMap<>();

  /** Sessions in this Redis. */
  public RedisWhereabouts(RedisLink redis, Nodes nodes) {
    this.redis = redis;
    this.nodes = nodes;
  }

  @Override
  public void arrived(String account, String session) {
    here.put(session, account);
    write(account, session);
  }

  @Override
  public void left(String account, String session) {
    here.remove(session);
    redis.call(r -> r.srem(key(account), member(session)));
  }

  @Override
  public List<Place> whereIs(String account) {
    Set<String> members = redis.call(r -> r.smembers(key(account)));
    List<Place> places = new ArrayList<>();
    for (String member : members) {
      String[] parts = member.split(" ", 2);
      boolean there =
          parts[0].equals(nodes.own()) ? here.containsKey(parts[1]) : nodes.lives(parts[0]);
      if (there) {
        places.add(new Place(parts[0], parts[1]));
      } else {
        redis.call(r -> r.srem(key(account), member));
      }
    }
    return places;
  }

  /** Writes the sessions of this node again; to be called after Redis was away, and every day. */
  public void writeAgain() {
    try {
      here.forEach((session, account) -> write(account, session));
    } catch (RedisUnavailable e) {
      log.debug("sessions were not written again: {}", e.getMessage());
    }
  }

  private void write(String account, String session) {
    redis.call(r -> r.sadd(key(account), member(session)));
    redis.call(r -> r.expire(key(account), KEPT_S));
  }

  private String member(String session) {
    return nodes.own() + " " + session;
  }

  private static String key(String account) {
    return AccountTag.of(account) + ":at";
  }
}
