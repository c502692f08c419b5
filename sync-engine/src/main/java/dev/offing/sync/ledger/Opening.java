package dev.offing.sync.ledger;

import dev.offing.sync.account.State;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The way from a folder to an open ledger.
 *
 * <pre>
 *   folder -> lock -> key -> database: there and whole? -> open it
 *                                      damaged?         -> set it aside, begin a new one
 *                                      not there?       -> begin a new one
 * </pre>
 *
 * A key comes before its database, so that a crash in between leaves a key without a database,
 * which the next opening completes, and never a database that nobody can prove to own.
 */
final class Opening {
  private final Path folder;
  private final Path file;
  private final Faults faults;
  private final Schema schema;
  private final LedgerCodec codec;
  private final RandomGenerator random;
  private final long wallMs;
  private final RecoveryText text;

  Opening(Profile profile, Schema schema, LedgerCodec codec, RandomGenerator random, long wallMs) {
    this.folder = profile.folder();
    this.file = folder.resolve(Profile.DATABASE);
    this.faults = new Faults(profile.name(), folder);
    this.schema = schema;
    this.codec = codec;
    this.random = random;
    this.wallMs = wallMs;
    this.text = new RecoveryText(profile.name());
  }

  Profile.Opened run() {
    try {
      PrivateFiles.createFolder(folder);
    } catch (IOException e) {
      throw faults.of(e);
    }
    ProfileLock lock = ProfileLock.take(folder, faults);
    try {
      return run(lock);
    } catch (IOException e) {
      lock.close();
      throw faults.of(e);
    } catch (SQLException e) {
      lock.close();
      throw faults.of(e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private Profile.Opened run(ProfileLock lock) throws IOException, SQLException {
    FoundKey key = FoundKey.in(folder);
    if (!Files.exists(file) || Files.size(file) == 0) {
      return beginWithoutDatabase(lock, key);
    }
    boolean logLost = lock.diedOpen() && !Files.exists(SetAside.log(file));
    SqliteLedger ledger;
    try {
      ledger = openExisting(inspect(key), key.linkedTo());
    } catch (DamagedException e) {
      return beginAfterDamage(lock, key, String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      if (Faults.isDamage(e)) {
        return beginAfterDamage(lock, key, String.valueOf(e.getMessage()));
      }
      throw e;
    }
    lock.opened();
    Recovery recovery = logLost ? beginNewLife(ledger) : null;
    return new Profile.Opened(new LockedLedger(ledger, lock), recovery);
  }

  // ---- a database that is there ----------------------------------------------------------------

  /**
   * Looks at the database through a connection that cannot change it: even closing a writing one
   * would move the log of a damaged or newer database into it.
   *
   * @return the key that belongs to it
   */
  private DeviceKey inspect(FoundKey key) throws SQLException, DamagedException {
    // Only a writer can undo a transaction that died before the first log was there.
    boolean undo = Files.exists(SetAside.rollbackJournal(file));
    try (Connection looking = undo ? Database.open(file) : Database.openToRead(file)) {
      schema.check(looking, faults);
      String verdict = Database.value(looking, "PRAGMA integrity_check(1)");
      if (!verdict.equals("ok")) {
        throw new DamagedException(verdict);
      }
      DeviceKey device = key.device();
      if (device == null) {
        throw faults.keyLost(key.problem());
      }
      String owner = Schema.isEmpty(looking) ? null : LedgerReader.owner(looking);
      if (owner != null && !owner.equals(device.publicKey())) {
        throw faults.keyLost("it belongs to another database");
      }
      return device;
    }
  }

  private SqliteLedger openExisting(DeviceKey device, @Nullable String linkedTo)
      throws SQLException, DamagedException {
    Connection connection = Database.open(file);
    try {
      Database.shrinkable(connection);
      Database.prepare(connection);
      schema.migrate(connection);
      return LedgerReader.owner(connection) == null
          ? begin(connection, device, linkedTo) // the program died right after it made the tables
          : ledger(connection, device);
    } catch (SQLException | DamagedException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private SqliteLedger ledger(Connection connection, DeviceKey device)
      throws SQLException, DamagedException {
    return new SqliteLedger(
        connection,
        device,
        codec,
        () -> Database.openToRead(file),
        account -> device.write(folder.resolve(Profile.KEY), account),
        faults);
  }

  /** A database older than it was is a restored one: another life (docs/design/sync.md 1, 6). */
  private Recovery beginNewLife(SqliteLedger ledger) {
    try {
      NewLife.begin(ledger, random);
    } catch (RuntimeException e) {
      ledger.close();
      throw e;
    }
    return new Recovery(Recovery.Cause.LOG_LOST, null, null, true, text.logLost());
  }

  // ---- a new database --------------------------------------------------------------------------

  private Profile.Opened beginWithoutDatabase(ProfileLock lock, FoundKey key)
      throws IOException, SQLException {
    boolean orphanLog = Files.exists(SetAside.log(file));
    if (key.isAbsent() && !orphanLog) {
      return beginNew(lock, newKey(), null, null);
    }
    SetAside aside = new SetAside(folder, wallMs);
    Path log = orphanLog ? aside.database(file) : null;
    boolean same = key.device() != null;
    DeviceKey device = keyAfter(aside, key);
    String sentence = text.missing(same);
    return beginNew(
        lock,
        device,
        key.linkedTo(),
        new Recovery(Recovery.Cause.MISSING, log, null, same, sentence));
  }

  private Profile.Opened beginAfterDamage(ProfileLock lock, FoundKey key, String what)
      throws IOException, SQLException {
    SetAside aside = new SetAside(folder, wallMs);
    Path moved = aside.database(file);
    List<Mutation> unsent = Salvage.unsent(moved, codec);
    boolean same = key.device() != null;
    DeviceKey device = keyAfter(aside, key);
    String sentence = text.damaged(what, moved, unsent, same);
    return beginNew(
        lock,
        device,
        key.linkedTo(),
        new Recovery(Recovery.Cause.DAMAGED, moved, unsent, same, sentence));
  }

  private DeviceKey keyAfter(SetAside aside, FoundKey key) throws IOException {
    DeviceKey device = key.device();
    if (device != null) {
      return device;
    }
    aside.key(key.damaged());
    return newKey();
  }

  private Profile.Opened beginNew(
      ProfileLock lock, DeviceKey device, @Nullable String linkedTo, @Nullable Recovery recovery)
      throws IOException, SQLException {
    PrivateFiles.createFile(file);
    Connection connection = Database.open(file);
    try {
      Database.shrinkable(connection);
      Database.prepare(connection);
      schema.migrate(connection);
      SqliteLedger ledger = begin(connection, device, linkedTo);
      PrivateFiles.sync(folder);
      lock.opened();
      return new Profile.Opened(new LockedLedger(ledger, lock), recovery);
    } catch (DamagedException e) {
      connection.close();
      throw faults.damaged(e);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private SqliteLedger begin(Connection connection, DeviceKey device, @Nullable String linkedTo)
      throws SQLException, DamagedException {
    String account = linkedTo == null ? State.accountOf(device.publicKey()) : linkedTo;
    String incarnation = NewLife.incarnation(random);
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO profile (one, account, public_key, incarnation, acked_seq, acked_hash)
            VALUES (1, ?, ?, ?, 0, ?)
            """)) {
      insert.setString(1, account);
      insert.setString(2, device.publicKey());
      insert.setString(3, incarnation);
      insert.setString(4, Chained.genesis(account, incarnation));
      insert.executeUpdate();
    }
    return ledger(connection, device);
  }

  private DeviceKey newKey() throws IOException {
    DeviceKey key = DeviceKey.draw(random);
    key.write(folder.resolve(Profile.KEY));
    return key;
  }
}
