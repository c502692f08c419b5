package dev.offing.sync.session;

import dev.offing.sync.account.Play;
import dev.offing.sync.mutation.Chained;

/** A mutation of the outbox with what the device expects of it. */
public record Pending(Chained row, Play.Judged predicted) {
  /** The mutation's id. */
  public String id() {
    return row.mutation().id();
  }
}
