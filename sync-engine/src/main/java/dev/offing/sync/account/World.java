package dev.offing.sync.account;

import dev.offing.sync.economy.Calendar;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for every account of a server, with its times: the catalogs in force, and the
 * events that change everybody's income (docs/design/sync.md 1, 2).
 *
 * @param epoch the random id of one unbroken life of the list
 * @param rows by seq, from 1, without holes
 */
public record World(String epoch, List<Row> rows) {
  /**
   * A catalog change, or an event.
   *
   * @param seq its number
   * @param at from when it rules, or runs, ms of server time
   * @param catalog the catalog's hash; null for an event
   * @param event what runs; null for a catalog
   */
  public record Row(long seq, long at, @Nullable String catalog, @Nullable Event event) {
    /** Checks the parts. */
    public Row {
      if (catalog != null) {
        Ids.hash(catalog, "catalog");
      }
      if ((catalog == null) == (event == null)) {
        throw new IllegalArgumentException("a world row is a catalog or an event");
      }
      if (event != null && event.until() <= at) {
        throw new IllegalArgumentException("an event ends after it began");
      }
    }

    /** A catalog change. */
    public Row(long seq, long at, String catalog) {
      this(seq, at, catalog, null);
    }

    /** An event. */
    public Row(long seq, long at, Event event) {
      this(seq, at, null, event);
    }
  }

  /**
   * Something that runs for a while.
   *
   * @param id the event of the catalog
   * @param until its end, ms of server time
   */
  public record Event(String id, long until) {
    /** Checks the parts. */
    public Event {
      Objects.requireNonNull(id, "id");
    }
  }

  /** Copies the list and checks that it has no holes. */
  public World {
    Ids.random(epoch, "world epoch");
    rows = List.copyOf(rows);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).seq() != i + 1) {
        throw new IllegalArgumentException("world rows are numbered 1, 2, 3 ...");
      }
    }
  }

  /** The number of the newest row, 0 for none. */
  public long seq() {
    return rows.size();
  }

  /** This list with the rows that follow its last one. */
  public World plus(List<Row> newer) {
    List<Row> all = new ArrayList<>(rows);
    newer.stream().filter(r -> r.seq() > seq()).forEach(all::add);
    return new World(epoch, all);
  }

  /** The hashes of all catalogs named. */
  public SortedSet<String> catalogs() {
    SortedSet<String> hashes = new TreeSet<>();
    for (Row row : rows) {
      if (row.catalog() != null) {
        hashes.add(row.catalog());
      }
    }
    return hashes;
  }

  /**
   * The rules by time.
   *
   * @param catalogs finds a catalog by its hash; null where it is not known yet
   * @throws IllegalArgumentException when a catalog is not known or no row is there
   */
  public Rulebook rulebook(Function<String, @Nullable Catalog> catalogs) {
    List<Rulebook.Edition> editions = new ArrayList<>();
    List<Calendar.Happening> happenings = new ArrayList<>();
    for (Row row : rows) {
      Event event = row.event();
      if (event != null) {
        happenings.add(new Calendar.Happening(row.at(), event.until(), event.id()));
        continue;
      }
      Catalog catalog = catalogs.apply(Objects.requireNonNull(row.catalog()));
      if (catalog == null) {
        throw new IllegalArgumentException("catalog " + row.catalog() + " is not known");
      }
      // The first catalog rules from the beginning: an account may start before the server did.
      editions.add(new Rulebook.Edition(editions.isEmpty() ? Long.MIN_VALUE : row.at(), catalog));
    }
    return new Rulebook(editions, new Calendar(happenings));
  }
}
