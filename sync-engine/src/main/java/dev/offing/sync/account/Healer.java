package dev.offing.sync.account;

import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Rulebook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of {@link State#heal}: holds what changes while the steps are replayed. */
final class Healer {
  private final State base;
  private final Heal heal;
  private final Rulebook rules;
  private final List<Entry> journal = new ArrayList<>();
  private Play play;
  private Devices devices;

  Healer(State base, Heal heal, Rulebook rules) {
    this.base = base;
    this.heal = heal;
    this.rules = rules;
    this.play = lit(base, heal.contact(), rules);
    this.devices = base.devices().forgettingAll();
  }

  /** What the rules read, with the contacts of both histories. */
  static Play lit(State base, @Nullable Contact contact, Rulebook rules) {
    long asOf = base.core().asOf();
    Contact both =
        contact == null
            ? base.contact()
            : base.contact().union(contact, rules.at(asOf).baseLampMs()).trimmed(asOf);
    return base.play().with(both, base.transfers());
  }

  Committed run() {
    if (!heal.account().equals(base.account())) {
      throw new CommitException("the heal is of another account");
    }
    if (!heal.base().equals(base.atOrNull())) {
      throw new CommitException(
          "the heal builds on " + heal.base() + ", this state is at " + base.atOrNull());
    }
    try {
      return replayed();
    } catch (IllegalArgumentException e) {
      throw new CommitException("the heal does not fit: " + e.getMessage());
    }
  }

  private Committed replayed() {
    if (heal.carryForward() != null) {
      journal.add(heal.carryForward());
    }
    heal.changes().forEach(this::change);
    heal.steps().forEach(this::replay);
    for (Entry entry : heal.entries()) {
      play = play.joined(entry);
    }
    State after = base.with(heal.to(), play, devices, heal.lineage());
    return new Committed(after, journal);
  }

  private void change(Heal.Rewanted wanted) {
    if (!devices.mayChange(wanted.by(), wanted.change())) {
      throw new CommitException("the base does not list the device of a change");
    }
    devices = devices.with(wanted.change());
  }

  private void replay(Heal.Redone redone) {
    Step step = redone.step();
    if (step.row().seq() <= devices.lastSeq(redone.incarnation())) {
      throw new CommitException("the heal takes number " + step.row().seq() + " again");
    }
    if (step.acts()) {
      Play.Judged acted = play.act(step.row().mutation(), step.effectiveAt(), heal.at(), rules);
      if (acted.outcome() != step.outcome()) {
        throw new CommitException(
            "mutation %s: the heal says %s, replaying it says %s"
                .formatted(step.row().mutation().id(), step.outcome(), acted.outcome()));
      }
      play = acted.after();
      journal.addAll(acted.journal());
    }
    devices =
        devices.taking(redone.incarnation(), redone.device(), step.row(), heal.to().version());
  }
}
