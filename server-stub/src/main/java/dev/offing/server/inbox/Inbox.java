package dev.offing.server.inbox;

import dev.offing.sync.protocol.ServerMessage.Notice;
import java.util.Collection;
import java.util.List;

/**
 * The letters of each account that its player has not acknowledged. A letter has an id: put again,
 * whoever does it and also after it was read, it is no second one. Every method throws {@link
 * dev.offing.server.redis.RedisUnavailable} when there is no answer. Safe for use by many threads.
 */
public interface Inbox {
  /** Letters of an account that may go when there are more; those about money never do. */
  int SPARE = 200;

  /** Whether a letter may go. */
  enum Keep {
    /** Until it is acknowledged: whatever tells of money. */
    ALWAYS,
    /** While it is among the newest {@link #SPARE} of its kind. */
    NEWEST
  }

  /**
   * Puts a letter in.
   *
   * @return false where it was there, or was read within 30 days, or the account is deleted
   */
  boolean put(String account, Notice letter, Keep keep);

  /** The oldest letters that wait, at most so many, oldest first. */
  List<Notice> waiting(String account, int most);

  /** These were read. Unknown ones do not matter. */
  void acknowledge(String account, Collection<String> ids, long now);
}
