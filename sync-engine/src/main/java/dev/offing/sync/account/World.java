package dev.offing.sync.account;

import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for every account of a server, with its times: the catalogs in force
 * (docs/design/sync.md 1, 2).
 *
 * @param epoch the random id of one unbroken life of the list
 * @param rows by seq, from 1, without holes
 */
public record World(String epoch, List<Row> rows) {
  /**
   * A catalog change.
   *
   * @param seq its number
   * @param at from when it rules, ms of server time
   * @param catalog the catalog's hash
   */
  public record Row(long seq, long at, String catalog) {
    /** Checks the parts. */
    public Row {
      Ids.hash(catalog, "catalog");
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
    rows.forEach(r -> hashes.add(r.catalog()));
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
    for (Row row : rows) {
      Catalog catalog = catalogs.apply(row.catalog());
      if (catalog == null) {
        throw new IllegalArgumentException("catalog " + row.catalog() + " is not known");
      }
      // The first catalog rules from the beginning: an account may start before the server did.
      editions.add(new Rulebook.Edition(editions.isEmpty() ? Long.MIN_VALUE : row.at(), catalog));
    }
    return new Rulebook(editions);
  }
}
