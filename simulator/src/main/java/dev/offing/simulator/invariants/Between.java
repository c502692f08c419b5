package dev.offing.simulator.invariants;

import dev.offing.server.account.AccountStore;
import dev.offing.simulator.world.Device;
import dev.offing.simulator.world.Violation;
import dev.offing.simulator.world.Watcher;
import dev.offing.simulator.world.World;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Commons.Dividend;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * 6, and sync.md 7: what is held, and what goes from one account to another. Escrow is what open
 * orders hold, at each commit. A gift arrives once or comes back once; what all accounts sent and
 * did not get is on its way, to the grain; a code is one player's; a dividend is missing nobody.
 */
final class Between implements Watcher {
  /** So long a gift may be on its way when everybody had time, ms. */
  private static final long QUICK_MS = 120_000;

  private final Set<String> accounts = new TreeSet<>();
  private boolean forgot;

  /** With an account its side of what was on its way is gone. */
  private boolean deleted;

  @Override
  public void deleted(String account) {
    deleted = true;
  }

  @Override
  public void committed(AccountStore.Write write) {
    accounts.add(write.after().account());
    var dealings = write.after().core().dealings();
    if (!dealings.on(Posting.ESCROW).equals(dealings.held())) {
      throw new Violation(
          "between",
          "escrow of %s stands at %s, open orders hold %s"
              .formatted(
                  write.after().account().substring(0, 8),
                  dealings.on(Posting.ESCROW),
                  dealings.held()));
    }
  }

  @Override
  public void forgot(World world) {
    forgot = true;
  }

  @Override
  public void settled(World world) {
    Map<String, State> states = new TreeMap<>();
    for (String account : accounts) {
      State state = world.stored(account);
      if (state != null) {
        states.put(account, state);
      }
    }
    for (Device device : world.devices()) {
      State state = states.get(device.account());
      if (state != null) {
        dividends(world, state);
      }
    }
    Money onItsWay = Money.ZERO;
    Money transit = Money.ZERO;
    Map<String, String> owners = new TreeMap<>();
    for (State state : states.values()) {
      transit = transit.plus(transit(state));
      for (Transfer row : state.transfers().rows()) {
        onItsWay = onItsWay.plus(check(world, state.account(), row, states));
        if (row.direction().equals(Transfer.GRANTED)) {
          String other = owners.put(row.id(), state.account());
          if (other != null && !forgot) {
            throw new Violation("between", "two players got what one code gives");
          }
        }
      }
    }
    boolean wholeStory =
        !forgot
            && !deleted
            && states.values().stream().allMatch(it -> it.transfers().prunedTo() == 0);
    if (wholeStory && !transit.equals(onItsWay)) {
      throw new Violation(
          "between", "%s is in transit, gifts of %s are on their way".formatted(transit, onItsWay));
    }
  }

  /** What one row has on its way. */
  private Money check(World world, String account, Transfer row, Map<String, State> states) {
    State peer = states.get(row.peer());
    Transfer other = peer == null ? null : peer.transfers().find(row.id()).orElse(null);
    boolean old = row.at() <= world.nowMs() - Transfers.LEG_MS;
    boolean unknown = old && (forgot || (peer != null && row.at() <= peer.transfers().prunedTo()));
    if (unknown) {
      return Money.ZERO;
    }
    switch (row.direction()) {
      case Transfer.OUT -> {
        if (other == null && peer != null && !old && hasTime(world, peer, row)) {
          throw new Violation("between", "gift " + row.id() + " has not arrived");
        }
        return other == null ? row.amount() : Money.ZERO;
      }
      case Transfer.RETURNED -> {
        if (other != null && other.direction().equals(Transfer.IN)) {
          throw new Violation("between", "gift " + row.id() + " arrived and came back");
        }
      }
      case Transfer.IN -> {
        if (peer != null && other == null) {
          throw new Violation("between", "gift " + row.id() + " arrived from nobody");
        }
        if (!forgot && !world.tellsOfGift(account, row.id())) {
          throw new Violation("between", "nobody was told of gift " + row.id());
        }
      }
      case Transfer.CODE -> {
        if (row.at() < world.nowMs() - QUICK_MS) {
          throw new Violation("between", "code " + row.id() + " has no answer");
        }
      }
      default -> {}
    }
    return Money.ZERO;
  }

  private static boolean hasTime(World world, State peer, Transfer row) {
    var gifts = world.rules().at(world.nowMs()).commons().gifts();
    boolean full =
        gifts != null && peer.transfers().inADay(world.nowMs(), Transfer.IN) >= gifts.inPerDay();
    return !full && peer.timeline().size() < 256 && row.at() < world.nowMs() - QUICK_MS;
  }

  /** What an account sent less what it got, also where that has not acted yet. */
  private static Money transit(State state) {
    Money sum = state.core().dealings().on(Posting.TRANSIT);
    for (Entry entry : state.timeline()) {
      for (Posting posting : entry.postings()) {
        if (posting.account().equals(Posting.TRANSIT)) {
          sum = sum.plus(posting.amount());
        }
      }
    }
    return sum;
  }

  private static void dividends(World world, State state) {
    Dividend dividend = world.rules().at(world.nowMs()).commons().dividend();
    if (dividend == null) {
      return;
    }
    long met = state.contact().end();
    long newest = Math.floorDiv(met, dividend.everyMs()) * dividend.everyMs();
    var dealings = state.core().dealings();
    Long paid = dealings.periods().get(Dividend.TASK);
    // A push is contact, too, but the next one that is nothing else pays; the first of an account
    // may have come just now.
    if (paid != null && paid < newest - dividend.everyMs() - 300_000) {
      throw new Violation(
          "between",
          "%s was paid up to %d, it was here at %d"
              .formatted(state.account().substring(0, 8), paid, met));
    }
  }
}
