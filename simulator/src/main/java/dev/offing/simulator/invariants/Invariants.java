package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Watcher;
import java.util.List;

/** All checkers, for one run. */
public final class Invariants {
  private Invariants() {}

  /** New ones: each remembers what it saw of its run. */
  public static List<Watcher> all() {
    return List.of(
        new SameDigest(),
        new ActsOnce(),
        new ToldWhole(),
        new NothingLost(),
        new Kept(),
        new Accrual(),
        new BooksBalance(),
        new Ordered(),
        new RebaseIsReplay(),
        new DiskHolds(),
        new RoomsWhole(),
        new ForkHasReason(),
        new Lively());
  }
}
