package dev.offing.sync.ledger;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a ledger. Whatever is null or empty stays as it is.
 *
 * <p>The rows of the book come first, because an outbox row refers to its own; then the other parts
 * in the order of the components: gestures follow a fork, results may be of gestures of the same
 * change.
 *
 * @param serverId binds the profile to a server
 * @param fork the life of the database begins anew: the outbox is replaced as a whole
 * @param gestures new rows at the end of the outbox
 * @param settled rows that leave the outbox because their result is here
 * @param rows rows of the book, inserted or, by entry id, replaced
 * @param confirmed the new confirmed state
 * @param predicted the purse that the device expects
 * @param world the world rows known now
 * @param catalogs texts of catalogs to keep, by hash
 * @param clock what is known of the server's time now
 * @param seen until when somebody was here
 */
public record Change(
    @Nullable String serverId,
    @Nullable Fork fork,
    List<Chained> gestures,
    List<Settled> settled,
    List<JournalRow> rows,
    @Nullable Confirmed confirmed,
    @Nullable Predicted predicted,
    @Nullable World world,
    Map<String, String> catalogs,
    @Nullable ClockAnchor clock,
    @Nullable Seen seen) {
  private static final Change NONE =
      new Change(
          null, null, List.of(), List.of(), List.of(), null, null, null, Map.of(), null, null);

  /** Copies the collections. */
  public Change {
    gestures = List.copyOf(gestures);
    settled = List.copyOf(settled);
    rows = List.copyOf(rows);
    catalogs = Map.copyOf(catalogs);
  }

  /**
   * A new incarnation.
   *
   * @param account whose it is from now on, where nothing was played here yet; null as before
   * @param outbox the whole outbox, numbered from 1 in the new incarnation
   */
  public record Fork(@Nullable String account, String incarnation, List<Chained> outbox) {
    /** Copies the list. */
    public Fork {
      outbox = List.copyOf(outbox);
    }

    /** Of the same account. */
    public Fork(String incarnation, List<Chained> outbox) {
      this(null, incarnation, outbox);
    }
  }

  /**
   * A result that arrived.
   *
   * @param at the version with which it came: a history that does not contain it has lost it
   * @param nowMs server time, from which the payload is kept 90 days
   */
  public record Settled(Chained row, Result result, EpochVersion at, long nowMs) {}

  /** The purse that a device expects at a moment. */
  public record Predicted(Money purse, long asOf) {}

  /** Changes nothing. */
  public static Change none() {
    return NONE;
  }

  /** New gestures with their rows of the book. */
  public static Change of(List<Chained> gestures, List<JournalRow> rows, Predicted predicted) {
    return new Change(
        null, null, gestures, List.of(), rows, null, predicted, null, Map.of(), null, null);
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return equals(NONE);
  }

  /** With a binding to a server. */
  public Change withServer(String id) {
    return new Change(
        id, fork, gestures, settled, rows, confirmed, predicted, world, catalogs, clock, seen);
  }

  /** With a new incarnation. */
  public Change withFork(Fork next) {
    return new Change(
        serverId, next, gestures, settled, rows, confirmed, predicted, world, catalogs, clock,
        seen);
  }

  /** With results. */
  public Change withSettled(List<Settled> next) {
    return new Change(
        serverId, fork, gestures, next, rows, confirmed, predicted, world, catalogs, clock, seen);
  }

  /** With rows of the book. */
  public Change withRows(List<JournalRow> next) {
    return new Change(
        serverId, fork, gestures, settled, next, confirmed, predicted, world, catalogs, clock,
        seen);
  }

  /** With a confirmed state. */
  public Change withConfirmed(Confirmed next) {
    return new Change(
        serverId, fork, gestures, settled, rows, next, predicted, world, catalogs, clock, seen);
  }

  /** With an expected purse. */
  public Change withPredicted(Predicted next) {
    return new Change(
        serverId, fork, gestures, settled, rows, confirmed, next, world, catalogs, clock, seen);
  }

  /** With world rows and catalogs. */
  public Change withWorld(World next, Map<String, String> texts) {
    return new Change(
        serverId, fork, gestures, settled, rows, confirmed, predicted, next, texts, clock, seen);
  }

  /** With a clock. */
  public Change withClock(ClockAnchor next) {
    return new Change(
        serverId, fork, gestures, settled, rows, confirmed, predicted, world, catalogs, next, seen);
  }

  /** With a mark that somebody is here. */
  public Change withSeen(Seen next) {
    return new Change(
        serverId, fork, gestures, settled, rows, confirmed, predicted, world, catalogs, clock,
        next);
  }
}
