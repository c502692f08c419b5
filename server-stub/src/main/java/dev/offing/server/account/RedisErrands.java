package dev.offing.server.account;

import dev.offing.server.account.AccountStore.Errand;
import dev.offing.server.redis.RedisLink;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ZAddArgs;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

  static Map<Integer, List<Errand>> read(RedisLink redis, Set<Integer> partitions, int most) {
    List<Integer> asked = List.copyOf(partitions);
    List<List<ScoredValue<String>>> answers =
        redis.callEach(asked, (r, it) -> r.zrangeWithScores(AccountKeys.errands(it), 0, most - 1L));
    Map<Integer, List<Errand>> found = new TreeMap<>();
    for (int i = 0; i < asked.size(); i++) {
      if (!answers.get(i).isEmpty()) {
        found.put(asked.get(i), answers.get(i).stream().map(RedisErrands::errand).toList());
      }
    }
    return found;
  }

  private static Errand errand(ScoredValue<String> row) {
    String[] parts = row.getValue().split(" ", 3);
    Errand.Kind kind = Errand.Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
    return new Errand(parts[0], kind, parts[2], (long) row.getScore());
  }

  static void again(RedisLink redis, List<Errand> errands) {
    for (Errand errand : errands) {
      redis.call(r ->
          r.zadd(
              new AccountKeys(errand.account()).errands(),
              ZAddArgs.Builder.nx(),
              (double) errand.since(),
              member(errand)));
    }
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
