package dev.offing.server.account;

import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Money;
import java.util.Optional;

/**
 * Codes that give something once, by their ids: the codes themselves stand nowhere (docs/design/
 * sync.md 7). Every method throws {@link dev.offing.server.redis.RedisUnavailable} when there is no
 * answer. Safe for use by many threads.
 */
public interface CodeStore {
  /** Makes a code good for so many grains; one that is known stays as it is. */
  void issue(String codeId, Money amount);

  /** Two questions of one account that are nearer than this are the same one, ms. */
  long SAME_MS = Transfers.LEG_MS;

  /**
   * Gives a code to an account, for good. The same account may ask again while its row of the first
   * time cannot have been forgotten by age: it is the same question then.
   *
   * @param at when it was asked, ms of server time
   * @return what it is worth; empty for a code that is unknown, or another account's
   */
  Optional<Money> claim(String codeId, String account, long at);
}
