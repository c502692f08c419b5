package dev.offing.server.account;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Codes by which devices ask to be linked, and where recovery keys lead (docs/design/sync.md 8).
 * What it holds lets nobody in by itself: the account's state says who belongs to it. Safe for use
 * by many threads; calls block.
 *
 * <p>Every method throws {@link dev.offing.server.redis.RedisUnavailable} when there is no answer.
 */
public interface LinkStore {
  /** Devices other than the first that may name a code before it is worth nothing. */
  int TRIES = 5;

  /** What became of a claim. */
  enum Fate {
    /** The code is this device's. */
    CLAIMED,
    /** There is no such code, or not any more. */
    UNKNOWN,
    /** Another device was first. */
    TAKEN,
    /** It is of another account than the one that may be; nobody claimed it by that. */
    OTHER_ACCOUNT
  }

  /**
   * A claim.
   *
   * @param account of the code; null where it is unknown
   */
  record Claim(Fate fate, @Nullable String account) {}

  /** A device that claimed a code. */
  record Claimant(String device, String name) {}

  /** A code of an account, good for so many ms; the one before is worth nothing from now on. */
  void offer(String code, String account, long forMs);

  /**
   * A device names a code: the first one has it, and may ask again.
   *
   * @param only the account that it must be of; null for any
   */
  Claim claim(String code, String device, String name, @Nullable String only);

  /** Who claimed the account's code, and is not answered. */
  Optional<Claimant> claimant(String account);

  /**
   * The claimant was answered: nobody else can use the code, and it cannot be answered again. One
   * that was let in still finds its account by it.
   */
  void answered(String account, boolean allowed);

  /** A recovery key leads to an account from now on. */
  void recoverable(String key, String account);

  /** Where a recovery key leads, or led: the account's state knows better. */
  Optional<String> recovers(String key);
}
