package dev.offing.sync.ledger;

import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Journal;
import dev.offing.sync.account.Judge;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.economy.Ratio;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a session would write, in small. */
final class LedgerSamples {
  static final long NOW = 1_790_000_000_000L;
  static final String SERVER = "5e".repeat(16);
  static final String EPOCH = "e0".repeat(16);
  static final String INCARNATION = "1c".repeat(16);
  static final String OTHER_INCARNATION = "2d".repeat(16);
  static final byte[] SERVER_KEY = new byte[32];
  static final String CATALOG_HASH = Canonical.sha256("a catalog".getBytes(StandardCharsets.UTF_8));

  static final Rulebook RULES =
      Rulebook.of(
          new Catalog(
              CATALOG_HASH,
              "Test waters",
              1,
              Money.of(1_000_000),
              new TreeMap<>(),
              3_600_000,
              7_200_000,
              600_000,
              List.of(),
              Ratio.ONE,
              List.of(
                  new Producer(
                      "rowboat", "Rowboat", Money.of(10), Ratio.parse("107/100"), Ratio.ONE)),
              List.of(),
              List.of()));

  private LedgerSamples() {}

  /** A purchase whose id and time follow from its number. */
  static Mutation mutation(String incarnation, long seq) {
    return new Mutation(
        UuidV7.of(NOW + seq, seq, seq * 31),
        new Origin(incarnation, seq),
        NOW + seq,
        Command.buy("rowboat", 1, 0, Money.of(12_345)),
        CATALOG_HASH);
  }

  /** {@code count} purchases that follow {@code head}. */
  static List<Chained> gestures(Head head, String incarnation, int count) {
    List<Chained> rows = new ArrayList<>();
    Head at = head;
    for (int i = 0; i < count; i++) {
      Chained row = Chained.link(at.hash(), mutation(incarnation, at.seq() + 1), at.seq() + 1);
      rows.add(row);
      at = new Head(row.seq(), row.hash());
    }
    return rows;
  }

  /** The gestures that {@code contents} would go on with. */
  static List<Chained> gestures(Contents contents, int count) {
    return gestures(contents.head(), contents.identity().incarnation(), count);
  }

  /** The same mutations in a new incarnation. */
  static List<Chained> renumbered(String account, String incarnation, List<Chained> rows) {
    List<Chained> next = new ArrayList<>();
    Head head = Head.genesis(account, incarnation);
    for (Chained old : rows) {
      Chained row = Chained.link(head.hash(), old.mutation(), head.seq() + 1);
      head = new Head(row.seq(), row.hash());
      next.add(row);
    }
    return next;
  }

  static JournalRow entry(Chained row, JournalRow.Status status) {
    Mutation m = row.mutation();
    boolean refused =
        status == JournalRow.Status.REFUSED || status == JournalRow.Status.PREDICTED_REFUSED;
    return new JournalRow(
        Journal.entryId(Journal.cause(m)),
        m.id(),
        m.at(),
        m.command().kind(),
        "{\"producer\":\"rowboat\",\"count\":\"1\"}",
        Money.of(17),
        refused ? Money.ZERO : Money.of(-10),
        Money.of(1_000_000 - 10 * row.seq()),
        status,
        refused ? "funds" : null,
        refused ? "The purse does not hold enough." : null,
        refused
            ? List.of()
            : List.of(
                new Posting(Posting.PURSE, Money.of(-10)),
                new Posting(Posting.SHOP, Money.of(10))));
  }

  /** What others caused. */
  static JournalRow foreign(String cause, long at) {
    return new JournalRow(
        Journal.entryId(cause),
        null,
        at,
        "opening",
        "{}",
        Money.ZERO,
        Money.of(5),
        Money.of(5),
        JournalRow.Status.CONFIRMED,
        null,
        null,
        List.of());
  }

  static List<JournalRow> entries(List<Chained> rows, JournalRow.Status status) {
    return rows.stream().map(r -> entry(r, status)).toList();
  }

  /** Gestures with all that belongs to them. */
  static Change played(List<Chained> rows) {
    return Change.of(
        rows,
        entries(rows, JournalRow.Status.PREDICTED),
        new Change.Predicted(Money.of(1_000_000 - 10 * rows.getLast().seq()), NOW));
  }

  static Change.Settled settled(Chained row, long nowMs) {
    return new Change.Settled(
        row,
        new Result(
            row.mutation().id(),
            Outcome.APPLIED,
            null,
            false,
            row.mutation().at(),
            List.of(new Posting(Posting.PURSE, Money.of(-10)))),
        new EpochVersion(EPOCH, row.seq()),
        nowMs);
  }

  static List<Change.Settled> settled(List<Chained> rows) {
    return rows.stream().map(r -> settled(r, NOW)).toList();
  }

  /** The account before the server knows it. */
  static Confirmed begun(Identity identity) {
    State state = State.genesis(identity.publicKey(), NOW, RULES);
    return new Confirmed(state, null, state.core().purse());
  }

  /** The account after the server took {@code rows}, in a commit each. */
  static Confirmed enrolled(Identity identity, List<Chained> rows) {
    State state = null;
    for (Chained row : rows) {
      EpochVersion base = state == null ? null : state.at();
      Batch batch =
          new Batch(
              identity.account(), identity.publicKey(), identity.incarnation(), base, List.of(row));
      long version = base == null ? 1 : base.version() + 1;
      Verdict verdict =
          Judge.judge(
              state,
              batch,
              KnownIds.NONE,
              NOW + 10_000,
              RULES,
              new EpochVersion(EPOCH, version),
              1);
      state = ((Verdict.Commits) verdict).after();
    }
    return sealed(state);
  }

  static Confirmed sealed(State state) {
    Checkpoint seal = Checkpoint.seal(state, "4b".repeat(16), SERVER_KEY, SERVER);
    return new Confirmed(state, seal, state.core().purse());
  }
}
