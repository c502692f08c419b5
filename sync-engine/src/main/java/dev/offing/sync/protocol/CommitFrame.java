package dev.offing.sync.protocol;

import dev.offing.sync.account.Commit;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Forgotten;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Step;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.mutation.Chained;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A commit on its way to a client. To the client that pushed it the mutations are named by id only:
 * they are in its outbox, and an acknowledgement of 256 stays small.
 */
public record CommitFrame(
    @Nullable EpochVersion from,
    EpochVersion to,
    Commit.@Nullable Genesis genesis,
    @Nullable String incarnation,
    @Nullable String device,
    List<StepFrame> steps,
    List<Entry> entries,
    @Nullable Long contact,
    List<Forgotten> forgotten,
    long worldSeq,
    @Nullable DeviceChange change) {
  /** Checks the parts as the commit will: a frame that exists is one. */
  public CommitFrame {
    Objects.requireNonNull(to, "to");
    steps = List.copyOf(steps);
    entries = List.copyOf(entries);
    forgotten = List.copyOf(forgotten);
    Commit.requireFits(from, to, genesis);
    Commit.requirePusher(incarnation, device, steps);
    Commit.requireWanted(device, change);
  }

  /**
   * One mutation of the commit.
   *
   * @param row the mutation with its place; null where the reader has it
   */
  public record StepFrame(
      String id, @Nullable Chained row, Outcome outcome, boolean again, long effectiveAt) {
    /** Checks the parts. */
    public StepFrame {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(outcome, "outcome");
    }
  }

  /** The frame of a commit; {@code toItsPusher} leaves the mutations out. */
  public static CommitFrame of(Commit commit, boolean toItsPusher) {
    List<StepFrame> steps = new ArrayList<>();
    for (Step s : commit.steps()) {
      steps.add(
          new StepFrame(
              s.row().mutation().id(),
              toItsPusher ? null : s.row(),
              s.outcome(),
              s.again(),
              s.effectiveAt()));
    }
    return new CommitFrame(
        commit.from(),
        commit.to(),
        commit.genesis(),
        commit.incarnation(),
        commit.device(),
        steps,
        commit.entries(),
        commit.contact(),
        commit.forgotten(),
        commit.worldSeq(),
        commit.change());
  }

  /**
   * The commit again.
   *
   * @param account whose commit this is
   * @param outbox finds the reader's own row by mutation id; null where it is not there
   * @return empty where a mutation is named that the reader does not have: it needs the state
   */
  public Optional<Commit> toCommit(String account, Function<String, @Nullable Chained> outbox) {
    List<Step> whole = new ArrayList<>();
    for (StepFrame s : steps) {
      Chained row = s.row() != null ? s.row() : outbox.apply(s.id());
      if (row == null) {
        return Optional.empty();
      }
      whole.add(new Step(row, s.outcome(), s.again(), s.effectiveAt()));
    }
    return Optional.of(
        new Commit(
            account,
            from,
            to,
            genesis,
            incarnation,
            device,
            whole,
            entries,
            contact,
            forgotten,
            worldSeq,
            change));
  }
}
