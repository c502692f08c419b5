package dev.offing.sync.account;

import dev.offing.sync.economy.Entry;
import dev.offing.sync.mutation.Chained;
import java.util.List;

/** What {@link Judge} says of a batch. */
public sealed interface Verdict {
  /**
   * Something is new: write it, then answer.
   *
   * @param after the state that the commit makes
   * @param results of all rows that were judged, in order; a row after a gap has none
   * @param remembered the outcomes that join the id store
   */
  record Commits(
      Commit commit,
      State after,
      List<Result> results,
      List<Remembered> remembered,
      List<Entry> journal)
      implements Verdict {}

  /** All rows had their results: nothing to write. */
  record Known(List<Result> results) implements Verdict {}

  /**
   * The rows do not follow what the account has of this incarnation.
   *
   * @param lastSeq the last number taken; -1 for an incarnation that was removed
   * @param lastHash the link there; empty for a removed one
   */
  record Gap(long lastSeq, String lastHash) implements Verdict {}

  /** The client's base is not in this account's history. */
  record StaleEpoch() implements Verdict {}

  /** The key may not push to this account. */
  record Unlinked() implements Verdict {}

  /**
   * A row lies less than a second ahead: judge again at {@code atMs} of server time (sync.md 2).
   */
  record Wait(long atMs) implements Verdict {}

  /**
   * An outcome to remember under (origin, id).
   *
   * @param incarnation that carried the row
   */
  record Remembered(String incarnation, Chained row, Result result) {}
}
