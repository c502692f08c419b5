package dev.offing.sync.account;

import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One run of {@link State#commit}: holds what changes while the steps are replayed. */
final class Committer {
  private final State before;
  private final Commit commit;
  private final Rulebook rules;
  private final List<Entry> journal = new ArrayList<>();
  private Play play;
  private Devices devices;

  Committer(State before, Commit commit, Rulebook rules) {
    this.before = before;
    this.commit = commit;
    this.rules = rules;
    this.play = before.play();
    this.devices = before.devices();
  }

  Committed run() {
    requireFits();
    try {
      return replayed();
    } catch (IllegalArgumentException e) {
      // A value that the state cannot take: back in time, a number twice, an id twice.
      throw new CommitException("the commit does not fit: " + e.getMessage());
    }
  }

  private Committed replayed() {
    replaySteps();
    DeviceChange change = commit.change();
    if (change != null) {
      devices = devices.with(change);
    }
    for (Entry entry : commit.entries()) {
      play = play.joined(entry);
    }
    play = play.with(contact(), transfers());
    commit.forgotten().forEach(f -> devices = devices.forgetting(f));
    State after = before.with(commit.to(), play, devices, lineage());
    return new Committed(after, journal);
  }

  private void requireFits() {
    if (!commit.account().equals(before.account())) {
      throw new CommitException("the commit is of another account");
    }
    EpochVersion here = before.atOrNull();
    if (here == null ? commit.from() != null : !here.equals(commit.from())) {
      throw new CommitException(
          "the commit builds on " + commit.from() + ", this state is at " + here);
    }
    Commit.Genesis genesis = commit.genesis();
    if (genesis != null && genesis.asOf() != before.core().asOf()) {
      throw new CommitException("the commit begins the account at another moment");
    }
    if (genesis != null && !State.accountOf(genesis.publicKey()).equals(commit.account())) {
      throw new CommitException("the commit begins the account with another key");
    }
    requireListed();
  }

  private void requireListed() {
    String device = commit.device();
    DeviceChange change = commit.change();
    boolean pushes = !commit.steps().isEmpty() && !devices.keys().contains(device);
    boolean changes = change != null && !devices.mayChange(Objects.requireNonNull(device), change);
    if (pushes || changes) {
      throw new CommitException("the account does not list the device of the commit");
    }
  }

  /** The numbers are taken all at once: devices that are copied for each cost more than it. */
  private void replaySteps() {
    if (commit.steps().isEmpty()) {
      return;
    }
    String incarnation = Objects.requireNonNull(commit.incarnation());
    long last = devices.lastSeq(incarnation);
    for (Step step : commit.steps()) {
      replay(step, incarnation, last);
      last = step.row().seq();
    }
    devices =
        devices.taking(
            incarnation,
            Objects.requireNonNull(commit.device()),
            commit.steps().stream().map(Step::row).toList(),
            commit.to().version());
  }

  private void replay(Step step, String incarnation, long last) {
    if (step.row().seq() != last + 1 || devices.removed().containsKey(incarnation)) {
      throw new CommitException(
          "the commit takes number %d after %d of incarnation %s"
              .formatted(step.row().seq(), last, incarnation));
    }
    if (step.acts()) {
      Play.Judged acted =
          play.act(step.row().mutation(), step.effectiveAt(), judgedAt(step), rules);
      if (acted.outcome() != step.outcome()) {
        throw new CommitException(
            "mutation %s: the commit says %s, replaying it says %s %s"
                .formatted(
                    step.row().mutation().id(),
                    step.outcome(),
                    acted.outcome(),
                    acted.rejection()));
      }
      play = acted.after();
      journal.addAll(acted.journal());
    }
  }

  /** A batch is judged when its device is in touch, and so is what it sends. */
  private long judgedAt(Step step) {
    Long contact = commit.contact();
    return contact == null ? step.effectiveAt() : contact;
  }

  private Contact contact() {
    Long at = commit.contact();
    if (at == null) {
      return play.contact();
    }
    long asOf = play.core().asOf();
    return play.contact().plus(at, rules.at(asOf).baseLampMs()).trimmed(asOf);
  }

  private Transfers transfers() {
    Long at = commit.contact();
    return at == null ? play.transfers() : play.transfers().prunedAt(at);
  }

  private Lineage lineage() {
    EpochVersion from = commit.from();
    return from == null || from.epoch().equals(commit.to().epoch())
        ? before.lineage()
        : before.lineage().closing(from);
  }
}
