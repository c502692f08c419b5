package dev.offing.sync.ledger;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.mutation.Mutation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in one SQLite file. The writer's connection belongs to whoever calls {@link #load} and
 * {@link #write}; the book is read through a second one, which sees whole transactions only and
 * never makes the writer wait.
 */
final class SqliteLedger implements Ledger {
  /** Notes, beside the database, to which account the device was linked. */
  @FunctionalInterface
  interface Binder {
    /** Durably. */
    void bind(String account) throws IOException;
  }

  /** Opens the second connection; it is not needed before somebody reads the book. */
  @FunctionalInterface
  interface Opener {
    Connection open() throws SQLException;
  }

  private final Connection connection;
  private final DeviceKey key;
  private final LedgerCodec codec;
  private final Opener bookOpener;
  private final Binder binder;
  private final Faults faults;
  private String account;

  /** Read at the opening, for the first {@link #load}; afterwards only the disk knows. */
  private @Nullable Contents first;

  private Marks marks;

  /** Null after a failure, until the next change. */
  private @Nullable Statements statements;

  private final Object bookLock = new Object();
  private @Nullable Connection book; // guarded by bookLock
  private boolean closed; // guarded by bookLock

  /**
   * Takes over a connection to a database of the newest schema.
   *
   * @throws DamagedException when its contents do not fit together
   */
  SqliteLedger(
      Connection connection,
      DeviceKey key,
      LedgerCodec codec,
      Opener bookOpener,
      Binder binder,
      Faults faults)
      throws SQLException, DamagedException {
    this.connection = connection;
    this.key = key;
    this.codec = codec;
    this.bookOpener = bookOpener;
    this.binder = binder;
    this.faults = faults;
    Contents contents = new LedgerReader(connection, codec).contents(key);
    this.first = contents;
    this.marks = Marks.of(contents);
    this.account = contents.identity().account();
    this.statements = new Statements(connection, codec);
  }

  @Override
  public Contents load() {
    Contents known = first;
    if (known != null) {
      first = null;
      return known;
    }
    try {
      return new LedgerReader(connection, codec).contents(key);
    } catch (SQLException e) {
      throw faults.of(e);
    } catch (DamagedException e) {
      throw faults.damaged(e);
    }
  }

  @Override
  public void write(Change change) {
    if (change.isEmpty()) {
      return;
    }
    Marks next = marks.after(change);
    first = null;
    String linked = change.fork() == null ? null : change.fork().account();
    try {
      if (linked != null) {
        binder.bind(linked); // before the database: a new one in its place must know it
      }
      Statements open = statements == null ? new Statements(connection, codec) : statements;
      statements = open;
      open.transactions.begin();
      open.writer.write(change, account, marks, next);
      open.transactions.commit();
    } catch (SQLException e) {
      rollback(e);
      if (Faults.isConstraint(e)) {
        throw new IllegalArgumentException("the change breaks a rule of the ledger", e);
      }
      throw faults.of(e);
    } catch (IOException e) {
      throw faults.of(e);
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
    marks = next;
    if (linked != null) {
      account = linked;
    }
  }

  @Override
  public boolean fold(int keep) {
    try {
      Statements open = statements == null ? new Statements(connection, codec) : statements;
      statements = open;
      open.transactions.begin();
      boolean folded = new BookFolder(connection, codec).fold(keep);
      open.transactions.commit();
      if (folded) {
        BookFolder.shrink(connection);
      }
      return folded;
    } catch (SQLException e) {
      rollback(e);
      throw faults.of(e);
    } catch (RuntimeException e) {
      rollback(e);
      throw e;
    }
  }

  /** Leaves the transaction; nothing of it is there then. */
  private void rollback(Exception why) {
    Statements failed = statements;
    statements = null;
    if (failed == null) {
      return;
    }
    failed.transactions.rollback(why);
    try {
      failed.close();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
  }

  /** What a change is written with. */
  private static final class Statements implements AutoCloseable {
    final Transactions transactions;
    final ChangeWriter writer;

    Statements(Connection connection, LedgerCodec codec) throws SQLException {
      transactions = new Transactions(connection);
      writer = new ChangeWriter(connection, codec);
    }

    @Override
    public void close() throws SQLException {
      transactions.close();
      writer.close();
    }
  }

  @Override
  public JournalPage journal(JournalQuery query, JournalPage.@Nullable Cursor after, int limit) {
    JournalReader.checkLimit(limit);
    return read(book -> book.page(query, after, limit));
  }

  @Override
  public long count(JournalQuery query) {
    return read(book -> book.count(query));
  }

  @Override
  public void each(Consumer<JournalRow> reader) {
    read(book -> {
      book.each(reader);
      return true;
    });
  }

  @Override
  public List<SettledRow> settled(int limit) {
    JournalReader.checkLimit(limit);
    return read(book -> book.settled(limit));
  }

  @Override
  public List<Mutation> settledAt(Predicate<EpochVersion> gone) {
    return read(book -> book.settledAt(gone));
  }

  @Override
  public List<JournalRow> rows(List<String> entryIds) {
    return read(book -> book.rows(entryIds));
  }

  @Override
  public void copyTo(Path file) {
    read(book -> {
      book.copyTo(file);
      return true;
    });
  }

  /** Reads something of the book. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(BookReader book) throws SQLException;
  }

  private <T> T read(Reading<T> reading) {
    synchronized (bookLock) {
      if (closed) {
        throw new IllegalStateException("the ledger is closed");
      }
      try {
        Connection open = book;
        if (open == null) {
          open = bookOpener.open();
          book = open;
        }
        return reading.from(new BookReader(open, codec));
      } catch (SQLException e) {
        throw faults.of(e);
      }
    }
  }

  @Override
  public void close() {
    synchronized (bookLock) {
      if (closed) {
        return;
      }
      closed = true;
      try (Connection _ = connection;
          Connection _ = book) {
        // The last one to close moves the log into the file.
      } catch (SQLException e) {
        throw faults.of(e);
      }
    }
  }
}
