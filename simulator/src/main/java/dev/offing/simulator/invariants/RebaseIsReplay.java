package dev.offing.simulator.invariants;

import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.sync.account.Incarnation;
import dev.offing.sync.account.Play;
import dev.offing.sync.account.Prediction;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.session.Pending;
import dev.offing.sync.session.SyncSession;
import java.util.List;

/** 8: what a device expects is its outbox replayed on what is confirmed. */
final class RebaseIsReplay implements Watcher {
  /** A replay costs as much as the outbox is long, so not each step is looked at. */
  private static final int EVERY = 16;

  private int steps;

  /** Up to which number the outbox is in the state; the link there says whether it is its own. */
  private static long taken(Confirmed confirmed, SyncSession session) {
    Incarnation own = confirmed.state().devices().find(session.identity().incarnation());
    if (own == null || session.outbox().isEmpty()) {
      return own == null ? 0 : own.lastSeq();
    }
    if (own.lastSeq() < session.outbox().getFirst().row().seq()) {
      return own.lastSeq();
    }
    return session.outbox().stream()
            .anyMatch(p -> p.row().seq() == own.lastSeq() && p.row().hash().equals(own.lastHash()))
        ? own.lastSeq()
        : 0;
  }

  /** Whether its entry is in the book: then it is in the state, whoever brought it there. */
  private static boolean isBooked(Device device, Pending pending) {
    JournalRow row = device.disk().journal().get(pending.entryId());
    return row != null && row.status() == JournalRow.Status.CONFIRMED;
  }

  @Override
  public void acted(Device device) {
    SyncSession session = device.session().orElse(null);
    if (session == null || ++steps % EVERY != 0) {
      return;
    }
    Confirmed confirmed = session.confirmed();
    if (confirmed == null) {
      return;
    }
    long lastSeq = taken(confirmed, session);
    List<Pending> open =
        session.outbox().stream()
            .filter(p -> p.row().seq() > lastSeq && !isBooked(device, p))
            .toList();
    Play expected = session.predicted(device.now());
    Prediction replayed =
        Prediction.of(
            Play.of(confirmed.state()),
            open.stream().map(Pending::row).toList(),
            session.serverNow(device.now()),
            session.rulebook());
    for (int i = 0; i < open.size(); i++) {
      Play.Judged was = open.get(i).predicted();
      Play.Judged is = replayed.judged().get(i);
      if (was.outcome() != is.outcome() || was.effectiveAt() != is.effectiveAt()) {
        return; // time has passed since: a later replay may find money that was lacking
      }
    }
    if (!expected.core().equals(replayed.play().core())) {
      throw new Violation(
          "rebase-is-replay",
          "%s expects %s, its outbox replayed makes %s; %d of %d open"
              .formatted(
                  device.name(),
                  expected.core(),
                  replayed.play().core(),
                  open.size(),
                  session.outbox().size()));
    }
  }
}
