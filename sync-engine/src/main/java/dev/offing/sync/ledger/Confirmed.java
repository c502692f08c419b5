package dev.offing.sync.ledger;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.State;
import org.jspecify.annotations.Nullable;

/**
 * The newest state that the server confirmed, with its seal.
 *
 * @param seal null exactly while the account is not enrolled
 */
public record Confirmed(State state, @Nullable Checkpoint seal) {
  /** Checks that a state has the seal of its version. */
  public Confirmed {
    if (state.enrolled() != (seal != null)) {
      throw new IllegalArgumentException("an enrolled state has a seal, another has none");
    }
    if (seal != null && !seal.at().equals(state.at())) {
      throw new IllegalArgumentException("the seal is of another version");
    }
  }
}
