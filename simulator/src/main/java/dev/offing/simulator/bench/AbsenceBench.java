package dev.offing.simulator.bench;

import dev.offing.sync.economy.Calendar;
import dev.offing.sync.economy.Calendar.Happening;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.economy.Upgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What it costs to move a large account through a year in which much happens in the world. */
final class AbsenceBench {
  static final double YEAR_MS = 10;
  static final int EVENTS = 1_000;

  private static final long YEAR = 365L * 24 * 3_600_000;
  private static final int OWNED = 400;

  private final EconomyState start;
  private final Timeline timeline;
  private final Consumer<String> progress;

  /** Everything is owned, and the lamp burns all the year, so that every stretch earns. */
  AbsenceBench(Catalog catalog, Consumer<String> progress) {
    this.progress = progress;
    TreeMap<String, Integer> owned = new TreeMap<>();
    catalog.producers().stream().map(Producer::id).forEach(id -> owned.put(id, OWNED));
    TreeSet<String> upgrades = new TreeSet<>();
    catalog.upgrades().stream().map(Upgrade::id).forEach(upgrades::add);
    EconomyState fresh = Economy.genesis(catalog, 0);
    this.start =
        new EconomyState(
            0, fresh.purse(), fresh.claim(), fresh.lifetime(), 0, owned, upgrades, List.of());
    List<Happening> happenings = new ArrayList<>();
    List<Commons.Event> events = catalog.commons().events();
    for (int i = 0; i < EVENTS; i++) {
      Commons.Event event = events.get(i % events.size());
      long from = YEAR / EVENTS * i + 1;
      happenings.add(new Happening(from, from + event.durationMs(), event.id()));
    }
    Rulebook rules = new Rulebook(Rulebook.of(catalog).editions(), new Calendar(happenings));
    this.timeline = Timeline.of(rules, new Contact(List.of(new Contact.Interval(0, YEAR))));
  }

  Report.Row run(Turns turns) throws Exception {
    String name = "a year's absence with %,d world events".formatted(EVENTS);
    Turns.Medians times =
        turns.run(
            () -> {
              long begin = System.nanoTime();
              EconomyState end = Economy.advance(start, YEAR, timeline).state();
              long time = System.nanoTime() - begin;
              if (end.purse().compareTo(start.purse()) <= 0) {
                throw new IllegalStateException("a year earned nothing");
              }
              return time;
            },
            () -> 0,
            round -> progress.accept("%s: %d of %d".formatted(name, round, turns.all())));
    return Report.Row.under(name, times.ours() / 1e6, "ms", YEAR_MS);
  }
}
