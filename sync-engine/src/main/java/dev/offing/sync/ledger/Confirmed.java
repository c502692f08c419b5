package dev.offing.sync.ledger;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Money;
import org.jspecify.annotations.Nullable;

/**
 * The newest state that the server confirmed, with its seal.
 *
 * @param seal null exactly while the account is not enrolled
 * @param booked the purse by the book: the fold of all rows that will not change any more. It is
 *     the state's purse but for pushed mutations whose result is still to come
 */
public record Confirmed(State state, @Nullable Checkpoint seal, Money booked) {
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
