package dev.offing.sync.protocol;

import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.State;
import dev.offing.sync.mutation.Ids;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an account stands, and how to get there: by a commit on {@code from}, or by the whole state
 * (docs/design/sync.md 3).
 *
 * @param from what {@code commit} builds on; null for a first commit; equal to {@code to} where
 *     nothing changed
 * @param to the point described
 * @param digest of the state at {@code to}
 * @param checkpoint the seal on it
 * @param lastSeq the last number that the session's incarnation took; 0 for none, -1 when it was
 *     removed
 * @param lastHash the link there; the chain's genesis for none, empty when it was removed
 * @param worldSeq the newest world row that the state was judged with
 * @param commit the step from {@code from}; in the acknowledgement of an own push its steps name
 *     mutations by id only
 * @param state the whole state, instead of a commit
 */
public record Position(
    @Nullable EpochVersion from,
    EpochVersion to,
    String digest,
    Checkpoint checkpoint,
    long lastSeq,
    String lastHash,
    long worldSeq,
    @Nullable CommitFrame commit,
    @Nullable State state) {
  /** Checks the parts. */
  public Position {
    Objects.requireNonNull(to, "to");
    Ids.hash(digest, "digest");
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(lastHash, "lastHash");
    if (commit != null && state != null) {
      throw new IllegalArgumentException("a position carries a commit or a state, not both");
    }
    if (!checkpoint.at().equals(to)) {
      throw new IllegalArgumentException("the checkpoint of a position is of another version");
    }
    if (commit != null && !commit.to().equals(to)) {
      throw new IllegalArgumentException("the commit of a position leads elsewhere");
    }
    if (state != null && !to.equals(state.atOrNull())) {
      throw new IllegalArgumentException("the state of a position is of another version");
    }
  }
}
