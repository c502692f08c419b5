package dev.offing.sync.account;

import dev.offing.sync.economy.Entry;
import java.util.List;

/**
 * A row of an account's journal.
 *
 * @param made the step
 * @param entries what the book gained by it, oldest first
 */
public record Booked(Journalled made, List<Entry> entries) {
  /** Copies the list. */
  public Booked {
    entries = List.copyOf(entries);
  }
}
