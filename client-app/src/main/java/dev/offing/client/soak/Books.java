package dev.offing.client.soak;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Money;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.Codec;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a profile holds on disk while nobody plays it, and whether that is what a crash may leave.
 *
 * @param outbox ids of mutations that have no result
 * @param predicted ids of the rows of the book that are only expected
 * @param settled ids of the rows of the book that are final
 * @param acted ids of those of them that moved money
 * @param folded what the final rows add up to
 * @param confirmed the newest confirmed state; null before the first gesture
 * @param incarnation the life of the database
 */
record Books(
    List<String> outbox,
    List<String> predicted,
    List<String> settled,
    List<String> acted,
    Money folded,
    @Nullable Confirmed confirmed,
    String incarnation) {

  /** Rows of the book that are read: more than two rounds write. */
  private static final int ROWS = 10_000;

  /** Opens, reads and closes a profile. */
  static Books read(Path data, String profile) {
    Ledger ledger =
        Profile.in(data, profile)
            .open(new LedgerJson(new Codec()), new SecureRandom(), System.currentTimeMillis())
            .ledger();
    try (ledger) {
      Contents contents = ledger.load();
      List<String> predicted = new ArrayList<>();
      List<String> settled = new ArrayList<>();
      List<String> acted = new ArrayList<>();
      Money folded = Money.ZERO;
      for (JournalRow row : ledger.journal(ROWS)) {
        folded =
            switch (row.status()) {
              case PREDICTED, PREDICTED_REFUSED -> folded;
              case CONFIRMED, REFUSED, FORGOTTEN -> folded.plus(row.earned()).plus(row.moved());
            };
        if (row.mutationId() != null) {
          switch (row.status()) {
            case PREDICTED, PREDICTED_REFUSED -> predicted.add(row.mutationId());
            case REFUSED, FORGOTTEN -> settled.add(row.mutationId());
            case CONFIRMED -> {
              settled.add(row.mutationId());
              acted.add(row.mutationId());
            }
          }
        }
      }
      return new Books(
          contents.outbox().stream().map(it -> it.mutation().id()).toList(),
          predicted,
          settled,
          acted,
          folded,
          contents.confirmed(),
          contents.identity().incarnation());
    }
  }

  /**
   * Pending mutation, outbox row and predicted entry: each once, or not at all; and everything that
   * was told as saved is here.
   *
   * @param told ids of which the player was told
   * @param before ids that were seen as settled before: the book is not read to its beginning
   */
  void check(Set<String> told, Set<String> before) {
    if (!new TreeSet<>(outbox).equals(new TreeSet<>(predicted))
        || outbox.size() != predicted.size()
        || new HashSet<>(outbox).size() != outbox.size()) {
      throw new SoakException(
          "outbox and predicted entries are not the same: %s and %s".formatted(outbox, predicted));
    }
    if (new HashSet<>(settled).size() != settled.size()) {
      throw new SoakException("a mutation has two final rows in the book");
    }
    Set<String> kept = new HashSet<>(outbox);
    kept.addAll(settled);
    kept.addAll(before);
    Set<String> missing = new TreeSet<>(told);
    missing.removeAll(kept);
    if (!missing.isEmpty()) {
      throw new SoakException("told as saved and not on disk: " + missing);
    }
  }

  /** How many things the confirmed state owns. */
  long owned() {
    return confirmed == null
        ? 0
        : confirmed.state().core().owned().values().stream().mapToLong(it -> it).sum();
  }

  /** The confirmed purse. */
  Money purse() {
    return confirmed == null ? Money.ZERO : confirmed.state().core().purse();
  }

  /** What the server's Redis holds of the account must be this, bit for bit. */
  void checkAgainst(State server) {
    if (!server.digest().equals(digest()) || !server.core().purse().equals(purse())) {
      throw new SoakException(
          "Redis has digest %s and purse %s, the device %s and %s"
              .formatted(server.digest(), server.core().purse(), digest(), purse()));
    }
  }

  /** The confirmed state's digest. */
  String digest() {
    return confirmed == null ? "none" : confirmed.state().digest();
  }
}
