package dev.offing.server.account;

import dev.offing.server.redis.RedisLink;
import io.lettuce.core.SetArgs;
import java.util.Optional;

/** Tokens in Redis, which lets them go when their time is over. */
public final class RedisTokenStore implements TokenStore {
  private static final int PARTS = 5;

  private final RedisLink redis;

  /** A store behind this connection. */
  public RedisTokenStore(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public void put(String hash, Tokens.Holder holder, long forMs) {
    String value =
        "%s %s %s %d %d"
            .formatted(
                holder.account(),
                holder.device(),
                holder.incarnation(),
                holder.protocol(),
                holder.rules());
    redis.call(r -> r.set(key(hash), value, SetArgs.Builder.px(forMs)));
  }

  @Override
  public Optional<Tokens.Holder> find(String hash) {
    String value = redis.call(r -> r.get(key(hash)));
    if (value == null) {
      return Optional.empty();
    }
    String[] parts = value.split(" ", PARTS);
    return Optional.of(
        new Tokens.Holder(
            parts[0], parts[1], parts[2], Integer.parseInt(parts[3]), Integer.parseInt(parts[4])));
  }

  private static String key(String hash) {
    return "offing:token:" + hash;
  }
}
