package dev.offing.sync.session;

import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rejection;

/** What became of a gesture at the moment it was made. */
public sealed interface Submission {
  /**
   * It is on disk and will reach the server.
   *
   * @param mutationId names it from now on
   * @param effectiveAt when it acts, ms of server time as the device estimates it
   * @param cost what it takes from the purse, grains
   */
  record Saved(String mutationId, long effectiveAt, Money cost) implements Submission {}

  /** The rules refuse it now: nothing was written, nothing taken. */
  record Refused(Rejection why) implements Submission {}
}
