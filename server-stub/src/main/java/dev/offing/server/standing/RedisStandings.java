package dev.offing.server.standing;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.economy.Money;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The standing in Redis. Its scores are doubles, which know 2^53 grains and then guess; so all
 * scores are 0, and members sort as text: how many digits, the digits, the account. It lies in
 * {@value #PARTS} parts, by account, so that no key meets all traffic: a rank is the sum of those
 * who stand above in each part, and the first are among the first of each.
 */
public final class RedisStandings implements Standings {
  private static final LuaScript NOTE = LuaScript.beside(RedisStandings.class, "note.lua");
  private static final int PARTS = 16;
  private static final List<Integer> ALL = IntStream.range(0, PARTS).boxed().toList();

  private final RedisLink redis;

  /** The standing in this Redis. */
  public RedisStandings(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public void note(String account, Money earned) {
    int part = part(account);
    String member = earned.signum() > 0 ? member(account, earned) : "";
    redis.run(NOTE, List.of(key(part), members(part)), List.of(account, member));
  }

  @Override
  public long size() {
    return redis.callEach(ALL, (r, part) -> r.zcard(key(part))).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  @Override
  public List<Place> top(int most) {
    List<String> first =
        redis.callEach(ALL, (r, part) -> r.zrevrange(key(part), 0, most - 1L)).stream()
            .flatMap(List::stream)
            .sorted(Comparator.reverseOrder())
            .limit(most)
            .toList();
    List<Place> places = new ArrayList<>();
    for (String member : first) {
      places.add(place(places.size() + 1L, member));
    }
    return places;
  }

  @Override
  public Optional<Place> of(String account) {
    String member = redis.call(r -> r.hget(members(part(account)), account));
    if (member == null) {
      return Optional.empty();
    }
    Range<String> above = Range.from(Boundary.excluding(member), Boundary.unbounded());
    long before =
        redis.callEach(ALL, (r, part) -> r.zlexcount(key(part), above)).stream()
            .mapToLong(Long::longValue)
            .sum();
    return Optional.of(place(before + 1, member));
  }

  private static int part(String account) {
    return Integer.parseInt(account.substring(0, 1), 16);
  }

  private static String key(int part) {
    return "offing:{s" + part + "}:standing";
  }

  private static String members(int part) {
    return "offing:{s" + part + "}:standing:of";
  }

  private static String member(String account, Money earned) {
    String digits = earned.grains().toString();
    return "%04d %s %s".formatted(digits.length(), digits, account);
  }

  private static Place place(long rank, String member) {
    String[] parts = member.split(" ", 3);
    return new Place(rank, parts[2], Money.of(new BigInteger(parts[1])));
  }
}
