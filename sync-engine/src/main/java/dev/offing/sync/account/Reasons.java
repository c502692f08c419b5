package dev.offing.sync.account;

import dev.offing.sync.economy.Rejection;

/**
 * Refusals that the account machine itself makes; those of the rules stand in {@link Rejection}.
 */
final class Reasons {
  static final Rejection ID_REUSED =
      new Rejection(
          "id_reused",
          "Another action was sent under the same id before. That one stands; this one did nothing.");

  static final Rejection RULE_FAILED =
      new Rejection(
          "rule_failed", "The rules could not judge this. Nothing was taken; please tell us.");

  static final Rejection WRONG_ORIGIN =
      new Rejection(
          "wrong_origin",
          "This action says that it was written first under another number of this same game file."
              + " It did nothing.");

  static final Rejection TOO_MANY_ORIGINS =
      new Rejection(
          "too_many_origins",
          "This game was copied or restored too often to take over what another copy of it did."
              + " This action did nothing; new ones do.");

  static final Rejection TOO_OLD =
      new Rejection(
          "too_old",
          "A gift has to reach the server within 7 days, by a clock that is right. Nothing was"
              + " taken; send it again.");

  static final Rejection TOO_MANY_GIFTS =
      new Rejection(
          Rejection.LIMIT, "You have sent as many gifts in 24 hours as can be sent. Try tomorrow.");

  static final Rejection ALREADY_REDEEMED =
      new Rejection("already_redeemed", "You have handed in this code already.");

  private Reasons() {}
}
