package dev.offing.sync.ledger;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.mutation.Mutation;
import java.util.List;
import java.util.function.Predicate;

/**
 * The durable half of a device. Its life is
 *
 * <pre>
 *   open -> load (once) -> write* -> close
 * </pre>
 *
 * {@link #write} is one transaction: all of a change is on disk when it returns, or nothing is and
 * it throws. So a pending mutation, its outbox row and its predicted entry exist together or not at
 * all (docs/design/sync.md 9, invariant 9).
 *
 * <p>Calls come from one thread at a time; those of {@link JournalReader} may come from any.
 */
public interface Ledger extends JournalReader, AutoCloseable {
  /** Everything that a session starts from. */
  Contents load();

  /**
   * Own mutations whose result came at a point of history that is gone, in the order of their
   * results; payloads are kept 90 days.
   */
  List<Mutation> settledAt(Predicate<EpochVersion> gone);

  /** The rows of the book of these entries, as far as they are there. */
  List<JournalRow> rows(List<String> entryIds);

  /**
   * Writes a change, durably.
   *
   * @throws LedgerException when it could not: nothing of it is there then
   * @throws IllegalArgumentException when it does not continue what is here (a hole in the numbers
   *     of the outbox, a result out of order, another server): a mistake of the caller, and nothing
   *     of it is there either
   */
  void write(Change change);

  /**
   * Makes the book shorter: of its oldest rows some that stand in one month become one row, which
   * holds what they summed up to; so no sum and no balance changes. Left alone are the newest, all
   * that is not final, and all whose payload is kept. One transaction, short enough to be waited
   * for.
   *
   * @param keep so many of the newest rows stay, and those of the same moment; 1 at least
   * @return whether there may be more to fold
   * @throws LedgerException when it could not; nothing of it is done then, and nothing is lost
   */
  boolean fold(int keep);

  @Override
  void close();
}
