package dev.offing.sync.ledger;

import dev.offing.sync.mutation.Mutation;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found and done when a profile could not be opened as it was.
 *
 * @param cause what was wrong
 * @param setAside the damaged database under its new name; null where there was none
 * @param unsent mutations that the server has not answered, oldest first; null where that could not
 *     be read or nothing can be said of it. They are told, not sent again
 * @param sameAccount whether the device key is still there, so that the account goes on
 * @param sentence all of it, for people
 */
public record Recovery(
    Cause cause,
    @Nullable Path setAside,
    @Nullable List<Mutation> unsent,
    boolean sameAccount,
    String sentence) {
  /** What was wrong. */
  public enum Cause {
    /** The database is damaged or none at all. */
    DAMAGED,
    /** There is a device key but no database. */
    MISSING,
    /** The program died and its write-ahead log is gone: the database is older than it was. */
    LOG_LOST
  }

  /** Copies the list. */
  public Recovery {
    unsent = unsent == null ? null : List.copyOf(unsent);
  }
}
