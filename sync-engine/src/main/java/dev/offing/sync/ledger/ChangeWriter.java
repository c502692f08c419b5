package dev.offing.sync.ledger;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Journal;
import dev.offing.sync.account.State;
import dev.offing.sync.account.World;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a change, within a transaction that its caller ends. The statements are
 * prepared once and serve until one of them fails: the driver then closes some of them, so a failed
 * writer is replaced as a whole.
 *
 * <p>A gesture costs three statements: its row of the book, its outbox row, the purse. Many rows go
 * as batches, which saves the driver's bookkeeping per row.
 */
final class ChangeWriter implements AutoCloseable {
  /** How long the payload of a settled mutation is kept (docs/design/sync.md 5.7): 90 days. */
  static final long KEPT_MS = 90L * 24 * 60 * 60 * 1000;

  private static final String BOOK =
      """
      INSERT INTO journal (entry_id, mutation_id, at, kind, args, earned, moved, balance, status,
                           code, text, postings)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (entry_id) DO UPDATE SET
        at = excluded.at, earned = excluded.earned, moved = excluded.moved,
        balance = excluded.balance, status = excluded.status, code = excluded.code,
        text = excluded.text, postings = excluded.postings
      """;
  private static final String REWRITE =
      """
      UPDATE journal SET at = ?, earned = ?, moved = ?, balance = ?, status = ?, code = ?, text = ?,
                         postings = ?
      WHERE entry_id = ?
      """;
  private static final String SETTLE =
      """
      INSERT OR REPLACE INTO settled (entry_id, incarnation, seq, hash, payload, result, epoch,
                                      version, settled_at)
      SELECT entry_id, ?, seq, hash, payload, ?, ?, ?, ? FROM outbox WHERE seq = ? AND hash = ?
      """;
  private static final String CONFIRM =
      """
      INSERT OR REPLACE INTO confirmed (one, account, epoch, version, digest, seal, booked)
      VALUES (1, ?, ?, ?, ?, ?, ?)
      """;

  private final LedgerCodec codec;
  private final List<PreparedStatement> all = new ArrayList<>();
  private final PreparedStatement book;
  private final PreparedStatement rewrite;
  private final PreparedStatement append;
  private final PreparedStatement purse;
  private final PreparedStatement settle;
  private final PreparedStatement remove;
  private final PreparedStatement acked;
  private final PreparedStatement prune;
  private final PreparedStatement bind;
  private final PreparedStatement fork;
  private final PreparedStatement account;
  private final PreparedStatement empty;
  private final PreparedStatement unsettle;
  private final PreparedStatement confirm;
  private final PreparedStatement section;
  private final PreparedStatement world;
  private final PreparedStatement catalog;
  private final PreparedStatement clock;
  private final PreparedStatement seen;

  ChangeWriter(Connection connection, LedgerCodec codec) throws SQLException {
    this.codec = codec;
    book = prepare(connection, BOOK);
    rewrite = prepare(connection, REWRITE);
    append =
        prepare(
            connection, "INSERT INTO outbox (seq, hash, entry_id, payload) VALUES (?, ?, ?, ?)");
    purse =
        prepare(connection, "INSERT OR REPLACE INTO purse (one, grains, as_of) VALUES (1, ?, ?)");
    settle = prepare(connection, SETTLE);
    remove = prepare(connection, "DELETE FROM outbox WHERE seq = ?");
    acked = prepare(connection, "UPDATE profile SET acked_seq = ?, acked_hash = ?");
    prune = prepare(connection, "DELETE FROM settled WHERE settled_at < ?");
    bind = prepare(connection, "UPDATE profile SET server_id = ?");
    fork = prepare(connection, "UPDATE profile SET incarnation = ?, acked_seq = 0, acked_hash = ?");
    account = prepare(connection, "UPDATE profile SET account = ?");
    empty = prepare(connection, "DELETE FROM outbox");
    unsettle =
        prepare(connection, "DELETE FROM settled WHERE entry_id IN (SELECT entry_id FROM outbox)");
    confirm = prepare(connection, CONFIRM);
    section =
        prepare(connection, "INSERT OR REPLACE INTO section (name, digest, body) VALUES (?, ?, ?)");
    world = prepare(connection, "INSERT OR REPLACE INTO world (one, body) VALUES (1, ?)");
    catalog = prepare(connection, "INSERT OR REPLACE INTO catalog (hash, body) VALUES (?, ?)");
    clock =
        prepare(
            connection,
            "INSERT OR REPLACE INTO clock (one, offset_ms, server_ms) VALUES (1, ?, ?)");
    seen = prepare(connection, "INSERT OR REPLACE INTO seen (one, at, untold) VALUES (1, ?, ?)");
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    all.add(statement);
    return statement;
  }

  /** Writes a change that {@code before} was asked about. */
  void write(Change change, String account, Marks before, Marks after) throws SQLException {
    // The book first: an outbox row refers to its row there. Rows that come with a gesture are
    // new; others nearly all stand there already, as predictions.
    writeBook(change.gestures().isEmpty() ? rewriteBook(change.rows()) : change.rows());
    if (change.serverId() != null) {
      run(bind, change.serverId());
    }
    if (change.fork() != null) {
      writeFork(change.fork(), account);
    }
    writeOutbox(change.gestures(), entryIds(change));
    writeSettled(change.settled(), after.incarnation());
    if (change.confirmed() != null) {
      writeConfirmed(change.confirmed(), before);
    }
    if (change.predicted() != null) {
      run(purse, change.predicted().purse().toString(), change.predicted().asOf());
    }
    writeSurroundings(change.world(), change.catalogs(), change.clock());
    if (change.seen() != null) {
      Absence untold = change.seen().untold();
      run(seen, change.seen().atMs(), untold == null ? null : codec.write(untold));
    }
  }

  /** Writes rows where they stand; cheaper than {@link #BOOK}. Returns those that are not there. */
  private List<JournalRow> rewriteBook(List<JournalRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return rows;
    }
    for (JournalRow row : rows) {
      bind(
          rewrite,
          row.at(),
          row.earned().toString(),
          row.moved().toString(),
          row.balance().toString(),
          row.status().name().toLowerCase(Locale.ROOT),
          row.code(),
          row.text(),
          codec.write(row.postings()),
          row.entryId());
      rewrite.addBatch();
    }
    int[] found = rewrite.executeBatch();
    List<JournalRow> missing = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (found[i] == 0) {
        missing.add(rows.get(i));
      }
    }
    return missing;
  }

  private void writeBook(List<JournalRow> rows) throws SQLException {
    for (JournalRow row : rows) {
      bind(
          book,
          row.entryId(),
          row.mutationId(),
          row.at(),
          row.kind(),
          row.args(),
          row.earned().toString(),
          row.moved().toString(),
          row.balance().toString(),
          row.status().name().toLowerCase(Locale.ROOT),
          row.code(),
          row.text(),
          codec.write(row.postings()));
      book.addBatch();
    }
    finish(book, rows.size());
  }

  /** The ids that gestures came with in their rows of the book: each is a hash, so made once. */
  private static Map<String, String> entryIds(Change change) {
    Map<String, String> ids = new HashMap<>();
    if (!change.gestures().isEmpty()) {
      for (JournalRow row : change.rows()) {
        if (row.mutationId() != null) {
          ids.put(row.mutationId(), row.entryId());
        }
      }
    }
    return ids;
  }

  private void writeOutbox(List<Chained> rows, Map<String, String> entryIds) throws SQLException {
    for (Chained row : rows) {
      Mutation mutation = row.mutation();
      String known = entryIds.get(mutation.id());
      String entryId = known != null ? known : entryId(mutation);
      bind(append, row.seq(), row.hash(), entryId, codec.write(mutation));
      append.addBatch();
    }
    finish(append, rows.size());
  }

  static String entryId(Mutation mutation) {
    return Journal.entryId(Journal.cause(mutation));
  }

  private void writeFork(Change.Fork change, String owner) throws SQLException {
    String whose = change.account() == null ? owner : change.account();
    run(account, whose);
    run(fork, change.incarnation(), Chained.genesis(whose, change.incarnation()));
    run(empty);
    writeOutbox(change.outbox(), Map.of());
    run(unsettle); // what a fork takes back has no result again
  }

  private void writeSettled(List<Change.Settled> rows, String incarnation) throws SQLException {
    for (Change.Settled it : rows) {
      Chained row = it.row();
      int moved =
          run(
              settle,
              incarnation,
              codec.write(it.result()),
              it.at().epoch(),
              it.at().version(),
              it.nowMs(),
              row.seq(),
              row.hash());
      if (moved != 1) {
        throw new IllegalArgumentException("row " + row.seq() + " is not in the outbox");
      }
      run(remove, row.seq());
    }
    if (!rows.isEmpty()) {
      Change.Settled last = rows.getLast();
      run(acked, last.row().seq(), last.row().hash());
      run(prune, last.nowMs() - KEPT_MS);
    }
  }

  private void writeConfirmed(Confirmed confirmed, Marks before) throws SQLException {
    State state = confirmed.state();
    EpochVersion at = state.atOrNull();
    Checkpoint seal = confirmed.seal();
    run(
        confirm,
        state.account(),
        at == null ? null : at.epoch(),
        at == null ? null : at.version(),
        state.digest(),
        seal == null ? null : codec.write(seal),
        confirmed.booked().toString());
    Map<String, String> digests = state.sectionDigests();
    for (StateSection it : StateSection.values()) {
      String digest = digests.get(it.title());
      if (!before.holds(it.title(), digest)) {
        run(section, it.title(), digest, codec.write(it.of(state)));
      }
    }
  }

  private void writeSurroundings(
      @Nullable World rows, Map<String, String> catalogs, @Nullable ClockAnchor anchor)
      throws SQLException {
    if (rows != null) {
      run(world, codec.write(rows));
    }
    for (Map.Entry<String, String> it : catalogs.entrySet()) {
      run(catalog, it.getKey(), it.getValue());
    }
    if (anchor != null) {
      run(clock, anchor.offsetMs(), anchor.serverMs());
    }
  }

  private static void finish(PreparedStatement statement, int rows) throws SQLException {
    if (rows > 0) {
      statement.executeBatch();
    }
  }

  private static int run(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    bind(statement, values);
    return statement.executeUpdate();
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case null -> statement.setNull(i + 1, Types.NULL);
        case Long number -> statement.setLong(i + 1, number);
        case Object text -> statement.setString(i + 1, text.toString());
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : all) {
      statement.close();
    }
  }
}
