package dev.offing.sync.session;

import dev.offing.sync.account.Journal;
import dev.offing.sync.account.Play;
import dev.offing.sync.mutation.Chained;

/**
 * A mutation of the outbox with what the device expects of it.
 *
 * @param entryId the id of its entry in the book; a hash, so made once
 */
public record Pending(Chained row, String entryId, Play.Judged predicted) {
  /** A mutation that has just been judged for the first time. */
  static Pending of(Chained row, Play.Judged predicted) {
    return new Pending(row, Journal.entryId(Journal.cause(row.mutation())), predicted);
  }

  /** The same mutation, judged again. */
  Pending judged(Play.Judged again) {
    return new Pending(row, entryId, again);
  }

  /** The same mutation, at another place in a chain. */
  Pending at(Chained place) {
    return new Pending(place, entryId, predicted);
  }

  /** The mutation's id. */
  public String id() {
    return row.mutation().id();
  }
}
