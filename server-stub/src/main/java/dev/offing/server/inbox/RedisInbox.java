package dev.offing.server.inbox;

import dev.offing.server.redis.AccountTag;
import dev.offing.server.redis.LuaScript;
import dev.offing.server.redis.RedisLink;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Letters as they lie in Redis, beside the account that they are for. */
public final class RedisInbox implements Inbox {
  static final long REMEMBERED_MS = TimeUnit.DAYS.toMillis(30);

  private static final LuaScript PUT = LuaScript.beside(RedisInbox.class, "put.lua");
  private static final LuaScript WAITING = LuaScript.beside(RedisInbox.class, "waiting.lua");
  private static final LuaScript READ = LuaScript.beside(RedisInbox.class, "read.lua");

  private final RedisLink redis;
  private final Codec codec;

  /** Letters in this Redis. */
  public RedisInbox(RedisLink redis, Codec codec) {
    this.redis = redis;
    this.codec = codec;
  }

  @Override
  public boolean put(String account, Notice letter, Keep keep) {
    List<String> keys = new ArrayList<>(AccountTag.inbox(account));
    keys.add(AccountTag.of(account));
    return redis
        .run(
            PUT,
            keys,
            List.of(
                letter.id(),
                Long.toString(letter.at()),
                codec.write(letter),
                keep == Keep.ALWAYS ? "" : Integer.toString(SPARE)))
        .getFirst()
        .equals("1");
  }

  @Override
  public List<Notice> waiting(String account, int most) {
    return redis
        .run(WAITING, AccountTag.inbox(account).subList(0, 2), List.of(Integer.toString(most)))
        .stream()
        .map(it -> codec.read((String) it, Notice.class))
        .toList();
  }

  @Override
  public void acknowledge(String account, Collection<String> ids, long now) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(now));
    arguments.add(Long.toString(REMEMBERED_MS));
    arguments.addAll(ids);
    redis.run(READ, AccountTag.inbox(account), arguments);
  }
}
