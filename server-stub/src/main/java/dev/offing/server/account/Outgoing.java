package dev.offing.server.account;

import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What accounts set going outside their books. Each is done at least once after the commit that it
 * follows, also when the node that made that commit dies: what is behind it must be harmless when
 * it is done again. Both may throw {@link dev.offing.server.redis.RedisUnavailable}; they are asked
 * again then.
 *
 * @param enrolled hears of each account that begins
 * @param letter takes a letter to an account; the same one has the same id
 */
public record Outgoing(Consumer<String> enrolled, BiConsumer<String, Notice> letter) {
  /** Where nobody hears of anything. */
  public static final Outgoing NONE = new Outgoing(_ -> {}, (_, _) -> {});
}
