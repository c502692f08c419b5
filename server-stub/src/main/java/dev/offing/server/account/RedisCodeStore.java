package dev.offing.server.account;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.economy.Money;
import java.util.List;
import java.util.Optional;

/** Codes in Redis. */
public final class RedisCodeStore implements CodeStore {
  private static final LuaScript CLAIM = LuaScript.beside(RedisCodeStore.class, "claim.lua");
  private static final String AMOUNTS = "offing:{codes}:amounts";
  private static final String OWNERS = "offing:{codes}:owners";

  private final RedisLink redis;

  /** The codes in this Redis. */
  public RedisCodeStore(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public void issue(String codeId, Money amount) {
    redis.call(r -> r.hsetnx(AMOUNTS, codeId, amount.toString()));
  }

  @Override
  public Optional<Money> claim(String codeId, String account, long at) {
    List<Object> answer =
        redis.run(CLAIM, List.of(AMOUNTS, OWNERS), List.of(codeId, account + " " + at));
    String amount = (String) answer.get(0);
    if (amount.isEmpty()) {
      return Optional.empty();
    }
    String[] first = ((String) answer.get(1)).split(" ", 2);
    boolean same = first[0].equals(account) && Math.abs(at - Long.parseLong(first[1])) < SAME_MS;
    return same ? Optional.of(Money.parse(amount)) : Optional.empty();
  }
}
