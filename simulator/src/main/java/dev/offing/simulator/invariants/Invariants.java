package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Watcher;
import java.util.List;

/** All checkers, for one run. */
public final class Invariants {
  private Invariants() {}

  /** New ones: each remembers what it saw of its run. */
  public static List<Watcher> all() {
    Histories histories = new Histories();
    return List.of(
        histories,
        new SameDigest(),
        new Listed(histories),
        new ActsOnce(histories),
        new ToldWhole(),
        new NothingLost(histories),
        new Kept(),
        new Heals(histories),
        new Accrual(histories),
        new BooksBalance(histories),
        new Between(),
        new Ordered(),
        new RebaseIsReplay(),
        new DiskHolds(),
        new RoomsWhole(),
        new ForkHasReason(),
        new StaysDeleted(),
        new FoldsWhole(histories),
        new Lively());
  }
}
