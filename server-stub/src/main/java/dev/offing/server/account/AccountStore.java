package dev.offing.server.account;

import dev.offing.sync.account.Booked;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Journalled;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.economy.Entry;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts live (docs/design/sync.md 4.4). Everything that one commit changes is written in
 * one step or not at all, and only on top of the very point, and in the very life of the store, on
 * which it was judged. Safe for use by many threads; calls block.
 *
 * <p>Every method throws {@link dev.offing.server.redis.RedisUnavailable} when there is no answer;
 * then the outcome of a commit is unknown, and the caller loads and judges again.
 */
public interface AccountStore extends AccountList {
  /**
   * An account and the life of the store in which it was read, together in one step.
   *
   * @param record null when there is no such account
   * @param newest the commit that made the record; null when it was not asked for, or when a heal
   *     made it
   * @param run the life of the store now
   * @param deleted whether there was such an account, and there will be none again
   */
  record Loaded(
      @Nullable AccountRecord record, @Nullable Commit newest, String run, boolean deleted) {
    /** Of an account that nobody deleted. */
    public Loaded(@Nullable AccountRecord record, @Nullable Commit newest, String run) {
      this(record, newest, run, false);
    }
  }

  /** What became of a commit. */
  enum Written {
    /** It is on the disk of the store. */
    OK,
    /** The account is at another point by now; nothing was written. */
    CONFLICT,
    /** The store began another life since; nothing was written. */
    NEW_RUN,
    /** The account was deleted meanwhile; nothing was written. */
    DELETED
  }

  /**
   * What one commit writes.
   *
   * @param before the state that was judged; null when the account is new
   * @param after the state that the commit makes; in another epoch than {@code before}, the epoch
   *     of that one is closed
   * @param checkpoint the seal on {@code after}
   * @param run the life of the store in which {@code before} was loaded
   * @param made for the journal
   * @param journal what the book gained
   * @param remembered outcomes for the id store
   * @param storedAt when they were stored, ms of server time
   * @param acked up to which numbers clients have their results, by incarnation; what those
   *     mutations moved leaves the store
   * @param dropped ids that leave the id store
   * @param notice what other nodes are told
   */
  record Write(
      @Nullable State before,
      State after,
      Checkpoint checkpoint,
      String run,
      Journalled made,
      List<Entry> journal,
      List<Verdict.Remembered> remembered,
      long storedAt,
      Map<String, Long> acked,
      List<OldId> dropped,
      String notice) {
    /** Copies the collections. */
    public Write {
      journal = List.copyOf(journal);
      remembered = List.copyOf(remembered);
      acked = Map.copyOf(acked);
      dropped = List.copyOf(dropped);
    }

    /** What has to be looked after once this is written; it is written with it. */
    public List<Errand> errands() {
      return Errands.of(before, after, made);
    }

    boolean closesEpoch() {
      return before != null && !before.at().epoch().equals(after.at().epoch());
    }
  }

  /**
   * An id that may be old enough to be dropped.
   *
   * @param incarnation that carried it
   * @param seq its number there
   * @param originSeq its number where it was written first
   * @param storedAt when it got its outcome, ms of server time
   */
  record OldId(
      String origin, String id, String incarnation, long seq, long originSeq, long storedAt) {}

  /**
   * Something of an account that somebody has to look after until it is done.
   *
   * @param id of a transfer's row, or of an order; any word for an enrolment; for a heal the number
   *     of mutations that it left out, a slash and its epoch
   * @param since when it began, or was put behind the others, ms of server time
   */
  record Errand(String account, Kind kind, String id, long since) {
    /** What it is about. */
    public enum Kind {
      /** A row of the account's transfers. */
      TRANSFER,
      /** An open order. */
      ORDER,
      /** The beginning of the account. */
      ENROLMENT,
      /** A gift has come: its player is told. */
      GIFT,
      /** The account was healed: its player is told. */
      HEAL
    }
  }

  /**
   * The account.
   *
   * @param withNewest whether the commit that made it is wanted, too
   */
  Loaded load(String account, boolean withNewest);

  /** The outcomes that are known of these ids. */
  Map<IdKey, KnownIds.Known> outcomes(String account, Collection<IdKey> ids);

  /** Writes a commit, whole or not at all. */
  Written commit(Write write);

  /**
   * Whether an account is still at this point, in this life of the store: to be asked before an
   * answer that commits nothing.
   */
  boolean unchanged(String account, @Nullable EpochVersion at, String run);

  /**
   * Deletes an account with everything that is kept of it, and keeps it from coming back. May be
   * repeated: then it completes what was begun.
   *
   * @param at ms of server time
   */
  void delete(String account, long at);

  /**
   * The account's journal, newest row first, read as far as it is asked for. Rows that are written
   * meanwhile may come late or twice, but none is left out that was there before.
   */
  Iterator<Booked> journal(String account);

  /**
   * How a journal begins.
   *
   * @param rows how many it has
   * @param opening in place of rows before them; null where there were none
   */
  record Head(long rows, @Nullable Opening opening) {}

  /** How the account's journal begins. */
  Head head(String account);

  /**
   * The oldest rows of the account's journal, oldest first.
   *
   * @param from so many are passed over
   * @param most at most so many
   */
  List<Booked> oldest(String account, long from, int most);

  /**
   * Puts an opening in place of the oldest rows.
   *
   * @param epoch in which they were added up
   * @param before the opening so far
   * @param rows so many are replaced
   * @return false when the journal or its epoch changed meanwhile; nothing was done then
   */
  boolean fold(String account, String epoch, @Nullable Opening before, Opening after, long rows);

  /** The ids of an incarnation up to a number, the oldest first, at most so many. */
  List<OldId> oldestIds(String account, String incarnation, long upToSeq, int most);

  /**
   * The errands of partitions, each one's oldest first.
   *
   * @param partitions see {@link #partitionOf}
   * @param most of a partition
   * @return by partition; those without any are no key
   */
  Map<Integer, List<Errand>> errands(Set<Integer> partitions, int most);

  /** Nothing is left to do for an errand. */
  void done(Errand errand);

  /** Errands that may have been done, of one account, are to be done again. */
  void again(List<Errand> errands);

  /** An errand that is not done stands behind the others from now on. */
  void later(Errand errand, long now);

  /** Which of the partitions an account lies in: everything of it lies there. */
  static int partitionOf(String account) {
    return AccountKeys.partition(account);
  }

  /** What is told on its channel when an account was deleted. */
  String DELETED = "deleted";

  /** The channel of the bus on which commits to an account are told. */
  static String channel(String account) {
    return "offing:account:" + account;
  }
}
