package dev.offing.sync.ledger;

import dev.offing.sync.LedgerJson;
import dev.offing.sync.account.State;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.Codec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;

/** A ledger in a file, and the writer's connection beneath it. */
final class LedgerFile implements AutoCloseable {
  /** The real codec, which can be told to fail. */
  static final class BreakableCodec implements LedgerCodec {
    private final LedgerCodec real = new LedgerJson(new Codec());
    private int left = Integer.MAX_VALUE;

    void failAfter(int writes) {
      left = writes;
    }

    @Override
    public String write(Object part) {
      if (left-- == 0) {
        throw new IllegalStateException("codec");
      }
      return real.write(part);
    }

    @Override
    public <T> T read(String json, Class<T> type) {
      return real.read(json, type);
    }
  }

  private final Path path;
  private final DeviceKey key = DeviceKey.draw(new Random(1));
  private final BreakableCodec codec = new BreakableCodec();
  private Connection connection;
  private SqliteLedger ledger;

  private LedgerFile(Path path) {
    this.path = path;
  }

  static LedgerFile create(Path path) throws SQLException, DamagedException {
    LedgerFile file = new LedgerFile(path);
    file.connection = Database.open(path);
    Database.shrinkable(file.connection);
    Database.prepare(file.connection);
    Schema.shipped().migrate(file.connection);
    String account = State.accountOf(file.key.publicKey());
    String hash = Chained.genesis(account, LedgerSamples.INCARNATION);
    Database.execute(
        file.connection,
        "INSERT INTO profile VALUES (1, '%s', '%s', '%s', 0, '%s', NULL)"
            .formatted(account, file.key.publicKey(), LedgerSamples.INCARNATION, hash));
    file.ledger = file.over(file.connection);
    return file;
  }

  private SqliteLedger over(Connection open) throws SQLException, DamagedException {
    return new SqliteLedger(
        open,
        key,
        codec,
        () -> Database.openToRead(path),
        account -> key.write(path.resolveSibling("bound.key"), account),
        new Faults("test", path.getParent()));
  }

  Path path() {
    return path;
  }

  SqliteLedger ledger() {
    return ledger;
  }

  Connection connection() {
    return connection;
  }

  BreakableCodec codec() {
    return codec;
  }

  SqliteLedger reopened() {
    try {
      ledger.close();
      connection = Database.open(path);
      Database.prepare(connection);
      ledger = over(connection);
      return ledger;
    } catch (SQLException | DamagedException e) {
      throw new AssertionError(e);
    }
  }

  /** A value as the writer's connection sees it. */
  String value(String sql) throws SQLException {
    return Database.value(connection, sql);
  }

  long number(String sql) throws SQLException {
    return Long.parseLong(value(sql));
  }

  void execute(String sql) throws SQLException {
    Database.execute(connection, sql);
  }

  @Override
  public void close() {
    ledger.close();
  }
}
