package dev.offing.sync.protocol;

import static dev.offing.sync.account.Accounts.ACCOUNT;
import static dev.offing.sync.account.Accounts.EPOCH;
import static dev.offing.sync.account.Accounts.KEY;
import static dev.offing.sync.account.Accounts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offing.sync.account.Accounts;
import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Forgotten;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import dev.offing.sync.mutation.Chained;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CommitFrameTest {
  private final Life life = new Life("a");
  private final Chained one = life.does(Accounts.buy(1), T0);
  private final Chained two = life.does(Accounts.tooDear(), T0 + 1);
  private final Commit commit =
      new Commit(
          ACCOUNT,
          new EpochVersion(EPOCH, 6),
          new EpochVersion(EPOCH, 7),
          null,
          life.incarnation(),
          KEY,
          List.of(
              new Step(one, Outcome.APPLIED, false, T0), new Step(two, Outcome.REJECTED, true, 0)),
          List.of(Accounts.gift("g", T0 + 9, 5)),
          T0 + 5,
          List.of(new Forgotten(Accounts.id32("x"), 1, 2)),
          3);

  @Test
  void toOthersItCarriesTheWholeCommit() {
    CommitFrame frame = CommitFrame.of(commit, false);

    assertThat(frame.toCommit(ACCOUNT, id -> null)).contains(commit);
  }

  @Test
  void toItsPusherItNamesMutationsById() {
    CommitFrame frame = CommitFrame.of(commit, true);
    Map<String, Chained> outbox = Map.of(one.mutation().id(), one, two.mutation().id(), two);

    assertThat(frame.steps()).extracting(CommitFrame.StepFrame::row).containsOnlyNulls();
    assertThat(frame.toCommit(ACCOUNT, outbox::get)).contains(commit);
    assertThat(frame.toCommit(ACCOUNT, id -> null))
        .describedAs("a reader without the mutations needs the state")
        .isEmpty();
  }

  @Test
  void travelsUnchanged() {
    Codec codec = new Codec();

    for (boolean toItsPusher : new boolean[] {true, false}) {
      CommitFrame frame = CommitFrame.of(commit, toItsPusher);
      assertThat(codec.read(codec.write(frame), CommitFrame.class)).isEqualTo(frame);
    }
    CommitFrame first = CommitFrame.of(Accounts.first(T0), false);
    assertThat(codec.read(codec.write(first), CommitFrame.class)).isEqualTo(first);
  }

  @Test
  void oneThatIsNoCommitIsNoFrame() {
    EpochVersion here = new EpochVersion(EPOCH, 6);
    EpochVersion later = new EpochVersion(EPOCH, 8);
    List<CommitFrame.StepFrame> steps = CommitFrame.of(commit, true).steps();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(null, here, null, null, List.of()))
        .withMessage("exactly the first commit has a genesis");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(here, later, KEY, life.incarnation(), List.of()))
        .withMessage("a commit makes the next version");
    EpochVersion next = new EpochVersion(EPOCH, 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(here, next, null, life.incarnation(), steps))
        .withMessage("mutations come from a device");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(here, next, KEY, "x", List.of()))
        .withMessageStartingWith("incarnation must be");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> frame(here, next, "x", null, List.of()))
        .withMessageStartingWith("device must be");
  }

  private static CommitFrame frame(
      @Nullable EpochVersion from,
      EpochVersion to,
      @Nullable String device,
      @Nullable String incarnation,
      List<CommitFrame.StepFrame> steps) {
    return new CommitFrame(
        from, to, null, incarnation, device, steps, List.of(), null, List.of(), 1, null);
  }

  @Test
  void aPositionHasACommitOrAStateAndNotBoth() {
    State state = Accounts.enrolled();
    Checkpoint seal = Checkpoint.seal(state, Accounts.id32("k"), new byte[32], Accounts.id32("s"));

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Position(
                state.at(),
                state.at(),
                state.digest(),
                seal,
                0,
                "",
                1,
                CommitFrame.of(commit, true),
                state))
        .withMessage("a position carries a commit or a state, not both");
  }

  /** Found by simulation, seed 77 of 2,000 steps (docs/found-by-simulation.md). */
  @Test
  void aPositionsPartsAreOfOneVersion() {
    State state = Accounts.enrolled();
    Checkpoint seal = Checkpoint.seal(state, Accounts.id32("k"), new byte[32], Accounts.id32("s"));
    EpochVersion spoilt = new EpochVersion(state.at().epoch(), state.at().version() + 10);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Position(state.at(), spoilt, state.digest(), seal, 0, "", 1, null, null))
        .withMessageContaining("another version");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new Position(
                null,
                state.at(),
                state.digest(),
                seal,
                0,
                "",
                1,
                CommitFrame.of(commit, true),
                null))
        .withMessageContaining("leads elsewhere");
  }
}
