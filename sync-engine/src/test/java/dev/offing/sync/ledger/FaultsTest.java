package dev.offing.sync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite and the file system say, and what people read. */
final class FaultsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "SQLITE_BUSY, IN_USE",
    "SQLITE_BUSY_SNAPSHOT, IN_USE",
    "SQLITE_LOCKED, IN_USE",
    "SQLITE_READONLY, READ_ONLY",
    "SQLITE_READONLY_DBMOVED, READ_ONLY",
    "SQLITE_CANTOPEN, READ_ONLY",
    "SQLITE_AUTH, READ_ONLY",
    "SQLITE_PERM, READ_ONLY",
    "SQLITE_FULL, FULL",
    "SQLITE_IOERR_SHMSIZE, FULL",
    "SQLITE_CORRUPT, DAMAGED",
    "SQLITE_CORRUPT_INDEX, DAMAGED",
    "SQLITE_NOTADB, DAMAGED",
    "SQLITE_IOERR_READ, FAILED",
    "SQLITE_NOMEM, FAILED"
  })
  void whatSqliteSaysHasItsReason(SQLiteErrorCode code, Reason reason) {
    LedgerException told = faults().of(new SQLiteException("said", code));

    assertThat(told.reason()).isEqualTo(reason);
    assertThat(told)
        .hasMessageContaining("\"mine\"")
        .hasMessageContaining("did not happen")
        .hasCauseInstanceOf(SQLiteException.class);
  }

  @Test
  void aDriverWithoutCodesHasFailed() {
    assertThat(faults().of(new SQLException("closed")).reason()).isEqualTo(Reason.FAILED);
  }

  @Test
  void whatTheFileSystemSaysHasItsReason() {
    assertThat(faults().of(new AccessDeniedException("x")).reason()).isEqualTo(Reason.READ_ONLY);
    assertThat(faults().of(new FileSystemException("x", null, "Read-only file system")))
        .hasMessageContaining("(Read-only file system)");
    assertThat(faults().of(new IOException()).reason()).isEqualTo(Reason.FAILED);
  }

  @Test
  void aFolderThatIsNotThereIsNoFullDisk() {
    Faults faults = new Faults("mine", Path.of("nowhere at all"));

    assertThat(faults.of(new AccessDeniedException("x")).reason()).isEqualTo(Reason.READ_ONLY);
  }

  @Test
  void aHolderMayBeUnknown() {
    assertThat(faults().inUse(null, false))
        .hasMessage(
            "Profile \"mine\" is open in another program. Nothing was changed. Close it there, or"
                + " play another profile: --profile NAME.");
  }

  private Faults faults() {
    return new Faults("mine", folder);
  }
}
