package dev.offing.server.account;

import dev.offing.sync.account.Entries;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Commons.Dividend;
import dev.offing.sync.economy.Commons.Season;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What everybody gets from time to time (docs/design/economy.md): with a contact what fell due, and
 * by a task also while nobody is there. A period pays an account once, because the account notes
 * the newest that did. Periods are numbered by the millisecond in which they end, so that another
 * length never makes an old number new.
 */
final class Dividends {
  private Dividends() {}

  /**
   * What an account has to get of which nobody was heard since: as much as it would get on coming
   * back, so that nobody gains or loses by staying away.
   */
  static List<Entry> dueAway(State state, long now, Rulebook rules) {
    Dividend dividend = rules.at(now).commons().dividend();
    boolean remembered =
        dividend != null && state.contact().end() > now - Dividend.WAITING * dividend.everyMs();
    return remembered ? due(state, now, rules) : List.of();
  }

  /**
   * What a season that ended is worth to an account; empty where the catalog has none, and for who
   * began after it, or was not there in it.
   */
  static Optional<Entry> season(State state, long now, Rulebook rules, long end, int times) {
    Catalog catalog = rules.at(now);
    return Optional.ofNullable(catalog.commons().season())
        .filter(it -> state.core().dealings().began() < end)
        .filter(it -> state.contact().end() > end - it.everyMs())
        .map(it -> Economy.worth(it.worth(), catalog, state.core()).times(times))
        .map(amount -> Entries.period(Season.TASK, end, amount));
  }

  /**
   * What an account has to get.
   *
   * @param now ms of server time
   * @return oldest first, to act as soon as it can
   */
  static List<Entry> due(State state, long now, Rulebook rules) {
    Catalog catalog = rules.at(now);
    Dividend dividend = catalog.commons().dividend();
    if (dividend == null) {
      return List.of();
    }
    long every = dividend.everyMs();
    long newest = Math.floorDiv(now, every) * every;
    long paid =
        state
            .core()
            .dealings()
            .periods()
            .getOrDefault(Dividend.TASK, state.core().dealings().began());
    long first = Math.max(paid + 1, newest - (Dividend.WAITING - 1) * every);
    List<Entry> due = new ArrayList<>();
    Money amount = Economy.worth(dividend.worth(), catalog, state.core());
    for (long end = Math.ceilDiv(first, every) * every; end <= newest; end += every) {
      due.add(
          Entries.period(Dividend.TASK, end, amount)
              .actingAt(Math.max(now, state.core().asOf() + 1)));
    }
    return due;
  }
}
