package dev.offing.server.standing;

import dev.offing.sync.economy.Money;
import java.util.List;
import java.util.Optional;

/**
 * The order of all players by what they have ever earned; who earned the same stands by account.
 * News, not books: an account is noted when it is in touch, and stands with that until it is again.
 * Safe for use by many threads; every method blocks, and throws {@link
 * dev.offing.server.redis.RedisUnavailable} when there is no answer.
 */
public interface Standings {
  /** One can ask for so many of the first at most. */
  int MOST = 1_000;

  /**
   * A place.
   *
   * @param rank from 1
   * @param account whose
   * @param earned grains, ever
   */
  record Place(long rank, String account, Money earned) {}

  /** What an account has ever earned; zero takes it off. */
  void note(String account, Money earned);

  /** How many stand there. */
  long size();

  /**
   * The first ones.
   *
   * @param most 1 to {@link #MOST}
   */
  List<Place> top(int most);

  /** Where an account stands; empty where it does not. */
  Optional<Place> of(String account);
}
