package dev.offing.sync.account;

import dev.offing.sync.economy.Entry;
import java.util.List;

/**
 * What a commit made.
 *
 * @param state the next state
 * @param journal what the book gained, oldest first
 */
public record Committed(State state, List<Entry> journal) {
  /** Copies the list. */
  public Committed {
    journal = List.copyOf(journal);
  }
}
