package dev.offing.simulator.bench;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.Scheduler;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.session.Submission;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A profile on a real disk and the engine that plays it, with a clock of its own. */
final class BenchProfile {

  /** Between two gestures, ms of the player's time: each of them has earned something. */
  private static final long GESTURE_MS = 1_000;

  final BenchFleet fleet = new BenchFleet();
  final BenchClock clock = new BenchClock();
  final BenchServer server = new BenchServer(clock, fleet.catalog());
  private final Profile profile;

  BenchProfile(Path folder, String name) {
    profile = Profile.in(folder, name);
  }

  /** The ledger, as the program opens it. */
  Ledger ledger() {
    // Not worth a secure source: nobody plays with this money.
    return profile.open(new LedgerJson(new Codec()), new Random(1), clock.read().wallMs()).ledger();
  }

  /** An engine on it, without a server until it is told one. */
  SyncEngine engine() {
    return SyncEngine.builder()
        .ledger(ledger())
        .catalog(fleet.catalog())
        .transport(server)
        .clock(clock)
        .random(new Random(2))
        .scheduler(new Never())
        .open();
  }

  String name() {
    return profile.name();
  }

  /** The database, for a look beside the engine. */
  Path file() {
    return profile.folder().resolve("profile.db");
  }

  /** Buys the next {@code count}, one second later than what was before. */
  void buy(SyncEngine engine, int count) {
    clock.advance(GESTURE_MS);
    requireSaved(engine.submitAll(fleet.next(count)));
  }

  /** Carries out a gesture of one purchase. */
  void buyOne(SyncEngine engine, Command command) {
    clock.advance(GESTURE_MS);
    requireSaved(List.of(engine.submit(command)));
  }

  private static void requireSaved(List<Submission> submissions) {
    for (Submission it : submissions) {
      if (!(it instanceof Submission.Saved)) {
        throw new IllegalStateException("a purchase was not saved: " + it);
      }
    }
  }

  /** Time is only what the clock says. */
  private static final class Never implements Scheduler {
    @Override
    public Runnable after(long delayMs, Runnable task) {
      return () -> {};
    }

    @Override
    public void close() {}
  }
}
