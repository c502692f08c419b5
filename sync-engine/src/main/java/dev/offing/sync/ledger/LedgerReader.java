package dev.offing.sync.ledger;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.State;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger and believes nothing: SQLite checks its pages, but a flipped bit within a text is
 * a valid text. The chain's hashes prove the outbox, the digest proves the state.
 */
final class LedgerReader {
  private final Connection connection;
  private final LedgerCodec codec;

  LedgerReader(Connection connection, LedgerCodec codec) {
    this.connection = connection;
    this.codec = codec;
  }

  /**
   * Everything that a session starts from.
   *
   * @throws DamagedException when something does not fit the rest
   */
  Contents contents(DeviceKey key) throws SQLException, DamagedException {
    try {
      return read(key);
    } catch (RuntimeException e) {
      throw new DamagedException("what it holds cannot be read: " + e.getMessage(), e);
    }
  }

  private Contents read(DeviceKey key) throws SQLException, DamagedException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT account, incarnation, acked_seq, acked_hash, server_id FROM profile")) {
      if (!row.next()) {
        throw new DamagedException("it does not say whose it is");
      }
      Identity identity =
          new Identity(text(row, 1), key.publicKey(), key.privateKey(), text(row, 2));
      Head acked = new Head(row.getLong(3), text(row, 4));
      Set<String> booked = new HashSet<>();
      List<Chained> outbox = outbox(acked, booked);
      Seen seen = seen();
      Confirmed confirmed = confirmed();
      whose(identity, acked, confirmed);
      return new Contents(
          identity,
          row.getString(5),
          confirmed,
          outbox,
          acked,
          booked,
          world(),
          catalogs(),
          clock(),
          seen,
          fates(seen));
    }
  }

  /** The account is written twice: in the state, or in the beginning of the chain. */
  private static void whose(Identity identity, Head acked, @Nullable Confirmed confirmed)
      throws DamagedException {
    boolean other = confirmed != null && !confirmed.state().account().equals(identity.account());
    boolean strange =
        acked.seq() == 0 && !acked.equals(Head.genesis(identity.account(), identity.incarnation()));
    if (other || strange) {
      throw new DamagedException("whose it is, is not what was written");
    }
  }

  /** The public key to which the database belongs; null when it was never told. */
  static @Nullable String owner(Connection connection) throws SQLException {
    String key = Database.value(connection, "SELECT public_key FROM profile");
    return key.isEmpty() ? null : key;
  }

  private List<Chained> outbox(Head acked, Set<String> booked)
      throws SQLException, DamagedException {
    List<Chained> outbox = new ArrayList<>();
    Head head = acked;
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT o.seq, o.hash, o.payload, j.status
                FROM outbox o LEFT JOIN journal j ON j.entry_id = o.entry_id ORDER BY o.seq
                """)) {
      while (rows.next()) {
        Mutation mutation = codec.read(text(rows, 3), Mutation.class);
        Chained row = new Chained(mutation, rows.getLong(1), text(rows, 2));
        if (!row.follows(head.seq(), head.hash())) {
          throw new DamagedException("row " + row.seq() + " of the outbox is not what was written");
        }
        if (status(text(rows, 4)) == JournalRow.Status.CONFIRMED) {
          booked.add(mutation.id());
        }
        head = new Head(row.seq(), row.hash());
        outbox.add(row);
      }
    }
    return outbox;
  }

  private @Nullable Confirmed confirmed() throws SQLException, DamagedException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT account, epoch, version, digest, seal, booked FROM confirmed")) {
      if (!row.next()) {
        return null;
      }
      String epoch = row.getString(2);
      EpochVersion at = epoch == null ? null : new EpochVersion(epoch, row.getLong(3));
      State state = StateSection.read(text(row, 1), at, sections(), codec);
      String seal = row.getString(5);
      if (!state.digest().equals(text(row, 4))) {
        throw new DamagedException("the confirmed state is not what was written");
      }
      return new Confirmed(
          state,
          seal == null ? null : codec.read(seal, Checkpoint.class),
          Money.parse(text(row, 6)));
    }
  }

  private Map<String, String> sections() throws SQLException {
    return texts("SELECT name, body FROM section");
  }

  private @Nullable World world() throws SQLException {
    String body = Database.value(connection, "SELECT body FROM world");
    return body.isEmpty() ? null : codec.read(body, World.class);
  }

  private SortedMap<String, String> catalogs() throws SQLException {
    return new TreeMap<>(texts("SELECT hash, body FROM catalog"));
  }

  private Map<String, String> texts(String sql) throws SQLException {
    Map<String, String> texts = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.put(text(rows, 1), text(rows, 2));
      }
    }
    return texts;
  }

  private @Nullable ClockAnchor clock() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT offset_ms, server_ms FROM clock")) {
      return row.next() ? new ClockAnchor(row.getLong(1), row.getLong(2)) : null;
    }
  }

  private @Nullable Seen seen() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT at, untold FROM seen")) {
      return row.next() ? new Seen(row.getLong(1), untold(row.getString(2))) : null;
    }
  }

  /** What cannot be read is not told: no profile is set aside for a greeting. */
  private @Nullable Absence untold(@Nullable String text) {
    try {
      return text == null ? null : codec.read(text, Absence.class);
    } catch (RuntimeException _) {
      return null;
    }
  }

  private List<JournalRow> fates(@Nullable Seen seen) throws SQLException {
    Absence untold = seen == null ? null : seen.untold();
    List<String> entryIds =
        untold == null ? List.of() : untold.moves().stream().map(ChangeWriter::entryId).toList();
    return new BookReader(connection, codec).rows(entryIds);
  }

  static JournalRow.Status status(String text) {
    return JournalRow.Status.valueOf(text.toUpperCase(Locale.ROOT));
  }

  static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    if (text == null) {
      throw new IllegalArgumentException("a text is missing");
    }
    return text;
  }
}
