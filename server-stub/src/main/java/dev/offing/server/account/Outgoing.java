package dev.offing.server.account;

import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What accounts set going outside their books. The first two are done at least once after the
 * commit that they follow, also when the node that made that commit dies: what is behind them must
 * be harmless when it is done again. All may throw {@link
 * dev.offing.server.redis.RedisUnavailable}; those two are asked again then.
 *
 * @param enrolled hears of each account that begins
 * @param letter takes a letter to an account; the same one has the same id
 * @param standing hears what an account has ever earned, at each contact that is one
 */
public record Outgoing(
    Consumer<String> enrolled,
    BiConsumer<String, Notice> letter,
    BiConsumer<String, Money> standing) {
  /** Where nobody hears of anything. */
  public static final Outgoing NONE = new Outgoing(_ -> {}, (_, _) -> {}, (_, _) -> {});
}
