package dev.offing.sync.session;

import dev.offing.sync.account.Play;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.World;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.clock.ServerClock;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Rejection;
import dev.offing.sync.ledger.Absence;
import dev.offing.sync.ledger.Change;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.ledger.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the mark until when somebody was here, and the absence that is still to be told.
 *
 * <pre>
 *   open: the mark is a minute old or older -> the absence is written down as it stands
 *   told and acknowledged                   -> it is gone, and the mark is now
 *   killed before that                      -> the next opening finds it and tells all of it again
 * </pre>
 *
 * While an absence is untold the mark stays where it is. Otherwise it moves every half minute and
 * at the end, so a kill makes an absence too long by that much at most, and never a total wrong:
 * what is told is counted from the account, not from the mark.
 *
 * <p>Not thread-safe: belongs to the session.
 */
final class AwayDesk {
  private static final Logger LOG = LoggerFactory.getLogger(AwayDesk.class);

  /** Between two marks that somebody is here, ms. */
  static final long MARK_MS = 30_000;

  /** A shorter absence is not told, ms. */
  static final long LEAST_MS = 60_000;

  /** A return that turns out to have been this much earlier or later is told anew, ms. */
  private static final long CLOCK_WAS_WRONG_MS = 1_000;

  private static final Rejection FORGOTTEN =
      new Rejection("outcome_forgotten", "The server no longer knows what became of it.");

  private final Ledger ledger;
  private final Replica replica;
  private final Rules rules;
  private final ServerClock clock;
  private final Moment opened;
  private final Map<String, AwayReport.Fate> fates = new HashMap<>();
  private @Nullable Absence absence;
  private @Nullable AwayReport report;
  private long backMs;
  private boolean backIsCertain;
  private long nextMarkMs = Long.MIN_VALUE;

  AwayDesk(
      Ledger ledger,
      Contents contents,
      Replica replica,
      Rules rules,
      ServerClock clock,
      Moment opened) {
    this.ledger = ledger;
    this.replica = replica;
    this.rules = rules;
    this.clock = clock;
    this.opened = opened;
    this.backMs = clock.now(opened);
    Seen seen = contents.seen();
    if (seen == null) {
      return;
    }
    if (seen.untold() != null) {
      absence = seen.untold();
      contents.fates().forEach(this::known);
    } else if (backMs - seen.atMs() >= LEAST_MS && replica.confirmed() != null) {
      absence = begun(seen.atMs(), replica.confirmed());
      write(new Seen(seen.atMs(), absence));
    }
  }

  private Absence begun(long leftMs, Confirmed confirmed) {
    List<Pending> outbox = replica.outbox();
    long lastSeq = confirmed.state().devices().lastSeq(replica.identity().incarnation());
    return new Absence(
        leftMs,
        Play.of(confirmed.state()),
        outbox.stream().map(it -> it.row().mutation()).toList(),
        (int) outbox.stream().filter(it -> it.row().seq() <= lastSeq).count(),
        news(List.of()));
  }

  private Absence.News news(List<Entry> arrived) {
    World world = rules.world();
    return new Absence.News(
        world == null ? "" : world.epoch(), world == null ? 0 : world.seq(), arrived);
  }

  /**
   * The server told where the account stands: entries that befell the absence are part of it, and
   * are written down with it, because they leave the timeline when they have acted.
   */
  void confirmed() {
    Absence it = absence;
    Confirmed confirmed = replica.confirmed();
    if (it == null || confirmed == null) {
      return;
    }
    Set<String> known = new HashSet<>();
    it.base().entries().forEach(e -> known.add(e.id()));
    it.arrived().forEach(e -> known.add(e.id()));
    List<Entry> arrived = new ArrayList<>(it.arrived());
    for (Entry entry : confirmed.state().timeline()) {
      if (entry.at() <= backMs && known.add(entry.id())) {
        arrived.add(entry);
      }
    }
    if (arrived.size() > it.arrived().size()) {
      Absence.News before = it.news();
      Absence.News news =
          before == null
              ? news(arrived)
              : new Absence.News(before.worldEpoch(), before.worldSeq(), arrived);
      absence = new Absence(it.leftMs(), it.base(), it.moves(), it.taken(), news);
      report = null;
      write(new Seen(it.leftMs(), absence));
    }
  }

  /** The rules changed, so what happened has to be told anew. */
  void rulesChanged() {
    report = null;
  }

  /** What is to be told; empty when nothing is. The same object until something in it changes. */
  Optional<AwayReport> report(Moment now) {
    Absence it = absence;
    if (it == null) {
      return Optional.empty();
    }
    correctReturn(now);
    AwayReport known = report;
    if (known == null) {
      known =
          AwayReport.of(
              it,
              fates,
              replica.predicted(clock.now(now)).contact(),
              backMs,
              it.news() == null
                  ? rules.book()
                  : rules.bookAt(it.news().worldEpoch(), it.news().worldSeq()),
              rules.book());
      report = known;
    }
    return Optional.of(known);
  }

  /** At the return the server's time was a guess; its first answer says whether a good one. */
  private void correctReturn(Moment now) {
    if (backIsCertain || !clock.verified()) {
      return;
    }
    backIsCertain = true;
    long was = clock.now(now) - (now.monotonicMs() - opened.monotonicMs());
    if (Math.abs(was - backMs) > CLOCK_WAS_WRONG_MS) {
      backMs = was;
      report = null;
    }
  }

  /** A mutation has its result. */
  void settled(String mutationId, Result result) {
    if (absence == null) {
      return;
    }
    Rejection why =
        switch (result.outcome()) {
          case APPLIED, RESERVED -> null;
          case REJECTED -> result.rejection();
          case OUTCOME_FORGOTTEN -> FORGOTTEN;
        };
    fates.put(mutationId, new AwayReport.Fate(why));
    report = null;
  }

  private void known(JournalRow row) {
    String id = row.mutationId();
    if (id == null) {
      return;
    }
    switch (row.status()) {
      case CONFIRMED -> fates.put(id, new AwayReport.Fate(null));
      case REFUSED -> fates.put(id, new AwayReport.Fate(rejection(row)));
      case FORGOTTEN -> fates.put(id, new AwayReport.Fate(FORGOTTEN));
      case PREDICTED, PREDICTED_REFUSED -> {}
    }
  }

  private static Rejection rejection(JournalRow row) {
    return new Rejection(String.valueOf(row.code()), String.valueOf(row.text()));
  }

  /**
   * The absence was told: from now on somebody is here.
   *
   * @throws LedgerException when the disk refuses; it will be told again then
   */
  void acknowledge(Moment now) {
    if (absence != null) {
      ledger.write(Change.none().withSeen(new Seen(clock.now(now), null)));
      nextMarkMs = now.monotonicMs() + MARK_MS;
      absence = null;
      report = null;
    }
  }

  /**
   * When the mark wants to be moved, ms of the monotonic clock; {@code Long.MAX_VALUE} for never.
   */
  long markAtMs() {
    return isHere() ? nextMarkMs : Long.MAX_VALUE;
  }

  /** Moves the mark, if that is due. */
  void mark(Moment now) {
    if (now.monotonicMs() >= markAtMs()) {
      nextMarkMs = now.monotonicMs() + MARK_MS;
      write(new Seen(clock.now(now), null));
    }
  }

  /** A change with the mark in it: the last one. */
  Change marked(Change change, Moment now) {
    return isHere() ? change.withSeen(new Seen(clock.now(now), null)) : change;
  }

  private boolean isHere() {
    return absence == null && replica.confirmed() != null;
  }

  private void write(Seen seen) {
    try {
      ledger.write(Change.none().withSeen(seen));
    } catch (LedgerException e) {
      LOG.debug("It could not be written down that somebody was here: {}", e.getMessage());
    }
  }
}
