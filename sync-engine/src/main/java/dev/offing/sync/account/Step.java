package dev.offing.sync.account;

import dev.offing.sync.mutation.Chained;
import java.util.Objects;

/**
 * One mutation in a commit.
 *
 * @param row the mutation and the number it takes
 * @param outcome what became of it
 * @param again it had its outcome already: now it only takes its number
 * @param effectiveAt when it acted, ms of server time; 0 where it did not
 */
public record Step(Chained row, Outcome outcome, boolean again, long effectiveAt) {
  /** Checks the parts. */
  public Step {
    Objects.requireNonNull(row, "row");
    Objects.requireNonNull(outcome, "outcome");
  }

  /** Whether the economy changes. */
  public boolean acts() {
    return !again && (outcome == Outcome.APPLIED || outcome == Outcome.RESERVED);
  }
}
