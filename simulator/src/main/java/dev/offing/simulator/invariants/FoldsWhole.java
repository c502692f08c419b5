package dev.offing.simulator.invariants;

import dev.offing.server.account.Opening;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;

/** A fold changes no balance: an opening holds what the purse held at that point of history. */
final class FoldsWhole implements Watcher {
  private final Histories histories;

  FoldsWhole(Histories histories) {
    this.histories = histories;
  }

  @Override
  public void folded(String account, Opening opening) {
    Money purse = histories.find(account, opening.through()).purse;
    Money opened = opening.balances().getOrDefault(Posting.PURSE, Money.ZERO);
    if (!opened.equals(purse)) {
      throw new Violation(
          "folds-whole",
          "the book of %s opens at %s with %s, the purse held %s"
              .formatted(account.substring(0, 8), opening.through(), opened, purse));
    }
  }
}
