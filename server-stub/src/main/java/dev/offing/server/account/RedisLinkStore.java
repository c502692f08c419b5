package dev.offing.server.account;

import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import io.lettuce.core.SetArgs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Codes in Redis, which lets them go when their time is over. */
public final class RedisLinkStore implements LinkStore {
  private static final LuaScript OFFER = LuaScript.beside(RedisLinkStore.class, "link-offer.lua");
  private static final LuaScript CLAIM = LuaScript.beside(RedisLinkStore.class, "link-claim.lua");
  private static final LuaScript ANSWER = LuaScript.beside(RedisLinkStore.class, "link-answer.lua");

  private final RedisLink redis;

  /** A store behind this connection. */
  public RedisLinkStore(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public void offer(String code, String account, long forMs) {
    String before = redis.call(r -> r.get(codeOf(account)));
    if (before != null) {
      redis.call(r -> r.del(key(before)));
    }
    redis.run(OFFER, List.of(key(code)), List.of(account, Long.toString(forMs)));
    redis.call(r -> r.set(codeOf(account), code, SetArgs.Builder.px(forMs)));
  }

  @Override
  public Claim claim(String code, String device, String name, @Nullable String only) {
    List<Object> answer =
        redis.run(
            CLAIM,
            List.of(key(code)),
            List.of(device, name, only == null ? "" : only, Integer.toString(TRIES)));
    String account = (String) answer.get(1);
    return new Claim(
        switch ((String) answer.get(0)) {
          case "claimed" -> Fate.CLAIMED;
          case "unknown" -> Fate.UNKNOWN;
          case "taken" -> Fate.TAKEN;
          case "other" -> Fate.OTHER_ACCOUNT;
          default -> throw new IllegalStateException("link-claim.lua answered " + answer);
        },
        account.isEmpty() ? null : account);
  }

  @Override
  public Optional<Claimant> claimant(String account) {
    String code = redis.call(r -> r.get(codeOf(account)));
    if (code == null) {
      return Optional.empty();
    }
    Map<String, String> offer = redis.call(r -> r.hgetall(key(code)));
    String device = offer.get("device");
    String name = offer.get("name");
    return device == null || name == null || offer.containsKey("answered")
        ? Optional.empty()
        : Optional.of(new Claimant(device, name));
  }

  @Override
  public void answered(String account, boolean allowed) {
    String code = redis.call(r -> r.get(codeOf(account)));
    if (code != null) {
      redis.run(ANSWER, List.of(key(code)), List.of(allowed ? "1" : "0"));
    }
  }

  @Override
  public void recoverable(String key, String account) {
    redis.call(r -> r.set(recovery(key), account));
  }

  @Override
  public Optional<String> recovers(String key) {
    return Optional.ofNullable(redis.call(r -> r.get(recovery(key))));
  }

  private static String key(String code) {
    return "offing:link:" + code;
  }

  private static String codeOf(String account) {
    return "offing:linkof:" + account;
  }

  private static String recovery(String key) {
    return "offing:recovers:" + key;
  }
}
