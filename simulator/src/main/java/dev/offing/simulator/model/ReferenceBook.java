package dev.offing.simulator.model;

import dev.offing.sync.account.Commit;
import dev.offing.sync.account.Heal;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import dev.offing.sync.economy.Calendar;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Mutation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The book of one account as a naive reader of docs/design/economy.md and sync.md 2 would keep it:
 * from each commit it takes only what came from outside (what was asked, when, and when the device
 * was in touch), works everything else out by itself, and says where the account differs.
 *
 * <p>It shares no arithmetic with the engine: lit time is counted contact by contact, and what is
 * owned is priced and multiplied by {@link ReferenceFleet}.
 */
public final class ReferenceBook {
  private final List<Long> contacts = new ArrayList<>();
  private final ReferencePrestige prestige;
  private final ReferenceFleet fleet;
  private final ReferenceDealings dealings = new ReferenceDealings();
  private BigInteger purse = BigInteger.ZERO;
  private BigInteger owed = BigInteger.ZERO;
  private BigInteger lifetime = BigInteger.ZERO;
  private long asOf;

  /** An empty book. */
  public ReferenceBook() {
    this.prestige = new ReferencePrestige();
    this.fleet = new ReferenceFleet(prestige);
  }

  private ReferenceBook(ReferenceBook of) {
    this.prestige = new ReferencePrestige();
    this.prestige.takeOver(of.prestige);
    this.fleet = of.fleet.copy(prestige);
  }

  /**
   * Follows a commit.
   *
   * @return what is wrong with it; null when nothing is
   */
  public @Nullable String follow(Commit commit, Rulebook rules) {
    Commit.Genesis genesis = commit.genesis();
    if (genesis != null) {
      asOf = genesis.asOf();
      contacts.add(asOf);
      purse = rules.at(asOf).startPurse().grains();
      fleet.begin(rules.at(asOf));
      dealings.began = asOf;
    }
    Long contact = commit.contact();
    for (Step step : commit.steps()) {
      if (!step.again()) {
        String wrong = judge(step, contact == null ? Long.MAX_VALUE : contact, rules);
        if (wrong != null) {
          return "mutation " + step.row().mutation().id() + ": " + wrong;
        }
      }
    }
    dealings.expect(commit.entries());
    if (contact != null) {
      met(List.of(contact));
    }
    return null;
  }

  /**
   * Follows a heal; this is the book of its base.
   *
   * @param both contacts of both histories
   * @return what is wrong with it; null when nothing is
   */
  public @Nullable String follow(Heal heal, List<Long> both, Rulebook rules) {
    met(both);
    for (Heal.Redone redone : heal.steps()) {
      if (!redone.step().again()) {
        String wrong = judge(redone.step(), heal.at(), rules);
        if (wrong != null) {
          return "mutation %s, done again: %s"
              .formatted(redone.step().row().mutation().id(), wrong);
        }
      }
    }
    dealings.expect(heal.entries());
    return null;
  }

  private void met(List<Long> more) {
    contacts.addAll(more);
    contacts.sort(null);
    while (contacts.size() > 1 && contacts.get(1) < asOf) {
      contacts.removeFirst();
    }
  }

  /** The same book, to be written on by itself. */
  public ReferenceBook copy() {
    ReferenceBook copy = new ReferenceBook(this);
    copy.dealings.takeOver(dealings);
    copy.owed = owed;
    copy.contacts.addAll(contacts);
    copy.purse = purse;
    copy.lifetime = lifetime;
    copy.asOf = asOf;
    return copy;
  }

  // ---- one mutation -----------------------------------------------------------------------------

  private @Nullable String judge(Step step, long now, Rulebook rules) {
    Mutation mutation = step.row().mutation();
    long first = Math.min(now, Math.max(mutation.at(), asOf));
    long latest = Math.min(now, first + rules.at(first).slideLimitMs());
    if (step.outcome() == Outcome.REJECTED) {
      // What the account's memory of transfers refuses is not this book's affair.
      return ReferenceDealings.isSent(mutation.command())
          ? null
          : wronglyRejected(mutation.command(), first, latest, rules);
    }
    long at = step.effectiveAt();
    if (at < first || at > Math.max(first, latest)) {
      return "it acted at %d, which is not within %d and %d".formatted(at, first, latest);
    }
    if (at > first && canPay(mutation.command(), at - 1, rules)) {
      return "it acted at " + at + " although it could be paid a millisecond before";
    }
    advance(at, rules);
    if (dealings.isSentAlready(mutation)) {
      return null; // its other leg came first
    }
    BigInteger cost = cost(mutation.command(), rules.at(at));
    if (cost == null) {
      return "it was applied although the rules refuse it";
    }
    if (cost.compareTo(purse) > 0) {
      return "it cost %s and the purse held %s".formatted(cost, purse);
    }
    purse = purse.subtract(cost);
    if (ReferenceDealings.isDealing(mutation.command())) {
      credit(dealings.take(mutation, asOf, rules.at(at)));
    } else if (mutation.command().kind().equals(Command.CHARTER)) {
      charter(rules.at(at));
    } else if (ReferencePrestige.isOurs(mutation.command())) {
      prestige.learn(mutation.command(), rules.at(at));
    } else {
      fleet.take(mutation.command(), asOf, rules.at(at));
    }
    return null;
  }

  /** Everything is given up but what is owed, and what was ever earned. */
  private void charter(Catalog catalog) {
    prestige.charter(catalog, lifetime, fleet.owned());
    fleet.begin(catalog);
    dealings.giveUp();
    purse = BigInteger.ZERO;
    credit(prestige.startPurse(catalog));
  }

  private @Nullable String wronglyRejected(
      Command command, long first, long latest, Rulebook rules) {
    boolean sameRules = rules.at(first).equals(rules.at(latest));
    return sameRules && canPay(command, latest, rules) && canPay(command, first, rules)
        ? "it was refused although it could be paid from %d to %d".formatted(first, latest)
        : null;
  }

  private boolean canPay(Command command, long at, Rulebook rules) {
    if (at < asOf) {
      return false;
    }
    ReferenceBook then = copy();
    then.advance(at, rules);
    BigInteger cost = then.cost(command, rules.at(at));
    return cost != null && cost.compareTo(then.purse) <= 0;
  }

  /** What it costs; null when it cannot be had for any money. */
  private @Nullable BigInteger cost(Command command, Catalog catalog) {
    if (command.run() != prestige.run()) {
      return null;
    }
    if (ReferencePrestige.isOurs(command)) {
      return prestige.can(command, catalog, lifetime) ? BigInteger.ZERO : null;
    }
    BigInteger cost =
        ReferenceFleet.isOurs(command)
            ? fleet.cost(command, catalog, lifetime)
            : dealings.cost(command, asOf, catalog);
    boolean tooDear =
        cost != null && command.maxCost() != null && cost.compareTo(command.maxCost().grains()) > 0;
    return tooDear ? null : cost;
  }

  // ---- time -------------------------------------------------------------------------------------

  private void advance(long to, Rulebook rules) {
    while (asOf < to) {
      Catalog catalog = rules.at(asOf);
      long next = Math.min(to, rules.nextChangeAfter(asOf).orElse(to));
      next = Math.min(next, Math.min(fleet.nextEnd(), dealings.nextAfter(asOf)));
      for (Calendar.Happening it : rules.calendar().happenings()) {
        next = it.from() > asOf ? Math.min(next, it.from()) : next;
        next = it.until() > asOf ? Math.min(next, it.until()) : next;
      }
      BigInteger rate = fleet.rate(catalog, lifetime, true, running(rules));
      long capMs = fleet.capMs(catalog);
      for (BigInteger asked : ReferencePrestige.ahead(catalog, lifetime)) {
        next = whenEarned(asked.subtract(lifetime), rate, capMs, next);
      }
      BigInteger earned = rate.multiply(BigInteger.valueOf(litMs(next, capMs)));
      credit(earned);
      lifetime = lifetime.add(earned);
      asOf = next;
      fleet.end(asOf);
      credit(dealings.expired(asOf));
      for (Entry entry : dealings.due(asOf)) {
        BigInteger moved = dealings.moved(entry);
        if (moved.signum() < 0) {
          debit(moved.negate());
        } else {
          credit(moved);
        }
      }
    }
  }

  /** The first millisecond until {@code next} at which so much is earned; else that: by trying. */
  private long whenEarned(BigInteger grains, BigInteger rate, long capMs, long next) {
    long low = asOf;
    long high = next;
    if (rate.multiply(BigInteger.valueOf(litMs(next, capMs))).compareTo(grains) < 0) {
      return next;
    }
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      boolean enough =
          rate.multiply(BigInteger.valueOf(litMs(middle, capMs))).compareTo(grains) >= 0;
      low = enough ? low : middle;
      high = enough ? middle : high;
    }
    return high;
  }

  private List<String> running(Rulebook rules) {
    return rules.calendar().happenings().stream()
        .filter(it -> it.from() <= asOf && asOf < it.until())
        .map(Calendar.Happening::event)
        .toList();
  }

  /** What is owed is paid first. */
  private void credit(BigInteger amount) {
    BigInteger paid = amount.min(owed);
    owed = owed.subtract(paid);
    purse = purse.add(amount.subtract(paid));
  }

  /** What the purse does not hold is owed. */
  private void debit(BigInteger amount) {
    BigInteger taken = amount.min(purse);
    purse = purse.subtract(taken);
    owed = owed.add(amount.subtract(taken));
  }

  private long litMs(long to, long capMs) {
    long lit = 0;
    for (int i = 0; i < contacts.size(); i++) {
      long start = Math.max(asOf, contacts.get(i));
      long end = contacts.get(i) + capMs;
      if (i + 1 < contacts.size()) {
        end = Math.min(end, contacts.get(i + 1));
      }
      lit += Math.max(0, Math.min(to, end) - start);
    }
    return lit;
  }

  // ---- comparison -------------------------------------------------------------------------------

  /** Where an account differs from this book; null where it does not. */
  public @Nullable String compared(State after) {
    var core = after.core();
    if (core.asOf() != asOf) {
      return "the account stands at %d, the last mutation at %d".formatted(core.asOf(), asOf);
    }
    if (!core.purse().grains().equals(purse)) {
      return "the purse holds %s, it should hold %s".formatted(core.purse().grains(), purse);
    }
    if (!core.claim().grains().equals(owed)) {
      return "%s is owed, it should be %s".formatted(core.claim().grains(), owed);
    }
    String others = dealings.compared(core.dealings());
    if (others != null) {
      return others;
    }
    if (!core.lifetime().grains().equals(lifetime)) {
      return "%s were earned, it should be %s".formatted(core.lifetime().grains(), lifetime);
    }
    String lasting = prestige.compared(core);
    return lasting == null ? fleet.compared(core) : lasting;
  }
}
