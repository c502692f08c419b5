package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.RULES;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.id32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineageTest {
  private static EpochVersion point(int epoch, long version) {
    return new EpochVersion(id32("epoch " + epoch), version);
  }

  @Test
  void listsWhatLiesUpToTheEndOfAnEpoch() {
    Lineage lineage = Lineage.EMPTY.closing(point(1, 7)).closing(point(2, 9));

    assertThat(lineage.lists(point(1, 1))).isTrue();
    assertThat(lineage.lists(point(1, 7))).isTrue();
    assertThat(lineage.lists(point(1, 8))).isFalse();
    assertThat(lineage.lists(point(2, 9))).isTrue();
    assertThat(lineage.lists(point(3, 1))).isFalse();
    assertThat(lineage.ends()).containsExactly(point(1, 7), point(2, 9));
  }

  @Test
  void keepsTheNewestThousand() {
    Lineage lineage = Lineage.EMPTY;
    for (int i = 1; i <= 1_003; i++) {
      lineage = lineage.closing(point(i, i));
    }

    assertThat(lineage.ends()).hasSize(1_000);
    assertThat(lineage.ends().getFirst()).isEqualTo(point(4, 4));
    assertThat(lineage.ends().getLast()).isEqualTo(point(1_003, 1_003));
    assertThat(lineage.lists(point(3, 1))).isFalse();
  }

  @Test
  void moreThanAThousandAreNone() {
    List<EpochVersion> ends = new ArrayList<>();
    for (int i = 1; i <= 1_001; i++) {
      ends.add(point(i, i));
    }

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lineage(ends))
        .withMessage("a lineage lists at most 1000 epochs");
  }

  @Test
  void aStateContainsItsOwnPastAndNothingElse() {
    State first = Accounts.enrolled();
    State second = first.commit(Accounts.contact(first, T0), RULES).state();
    EpochVersion end = second.at();
    State third = opened(second, "another life", 3);

    assertThat(third.contains(first.at())).isTrue();
    assertThat(third.contains(end)).isTrue();
    assertThat(third.contains(third.at())).isTrue();
    assertThat(third.contains(new EpochVersion(end.epoch(), end.version() + 1))).isFalse();
    assertThat(third.contains(new EpochVersion(third.at().epoch(), 4))).isFalse();
    assertThat(third.contains(point(9, 1))).isFalse();
    assertThat(second.contains(third.at())).isFalse();
  }

  @Test
  void anEpochIsClosedByTheCommitThatOpensTheNext() {
    State first = Accounts.enrolled();

    State same = first.commit(Accounts.contact(first, T0), RULES).state();
    State other = opened(same, "another life", 3);
    State on = other.commit(Accounts.contact(other, T0), RULES).state();

    assertThat(same.lineage()).isEqualTo(Lineage.EMPTY);
    assertThat(other.lineage().ends()).containsExactly(same.at());
    assertThat(other.at()).isEqualTo(new EpochVersion(id32("another life"), 3));
    assertThat(on.lineage()).isEqualTo(other.lineage());
    assertThat(on.at()).isEqualTo(new EpochVersion(id32("another life"), 4));
  }

  private static State opened(State on, String epoch, long version) {
    Commit c =
        new Commit(
            on.account(),
            on.at(),
            new EpochVersion(id32(epoch), version),
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            List.of(),
            1);
    return on.commit(c, RULES).state();
  }
}
