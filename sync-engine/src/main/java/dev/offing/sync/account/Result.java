package dev.offing.sync.account;

import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rejection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the server tells of one mutation, and tells again however often it is asked.
 *
 * @param id the mutation
 * @param rejection the reason, exactly when {@code outcome} is rejected
 * @param again it was known before this push
 * @param effectiveAt when it acted, ms of server time; 0 where it did not
 * @param postings what it moved; empty where it did not act, and for {@code again} once the client
 *     has said that it has the result
 */
public record Result(
    String id,
    Outcome outcome,
    @Nullable Rejection rejection,
    boolean again,
    long effectiveAt,
    List<Posting> postings) {
  /** Checks the parts. */
  public Result {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(outcome, "outcome");
    postings = List.copyOf(postings);
    if ((outcome == Outcome.REJECTED) != (rejection != null)) {
      throw new IllegalArgumentException("a rejection has a reason, anything else has none");
    }
  }

  Result repeated() {
    return new Result(id, outcome, rejection, true, effectiveAt, postings);
  }
}
