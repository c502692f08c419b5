package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Errand;
import dev.offing.server.redis.RedisLink;
import io.lettuce.core.ZAddArgs;
import java.util.List;
import java.util.Locale;

/** How errands lie in Redis: one sorted set per partition, by when they began. */
final class RedisErrands {
  private RedisErrands() {}

  /** {@code account kind id}. */
  static String member(Errand errand) {
    return errand.account()
        + " "
        + errand.kind().name().toLowerCase(Locale.ROOT)
        + " "
        + errand.id();
  }

  static List<Errand> read(RedisLink redis, int partition, int most) {
    return redis
        .call(r -> r.zrangeWithScores(AccountKeys.errands(partition), 0, most - 1L))
        .stream()
        .map(it -> {
          String[] parts = it.getValue().split(" ", 3);
          Errand.Kind kind = Errand.Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
          return new Errand(parts[0], kind, parts[2], (long) it.getScore());
        })
        .toList();
  }

  static void later(RedisLink redis, Errand errand, long now) {
    redis.call(r ->
        r.zadd(
            new AccountKeys(errand.account()).errands(),
            ZAddArgs.Builder.xx(), // somebody else may have done it meanwhile
            (double) now,
            member(errand)));
  }

  static void done(RedisLink redis, Errand errand) {
    redis.call(r -> r.zrem(new AccountKeys(errand.account()).errands(), member(errand)));
  }
}
