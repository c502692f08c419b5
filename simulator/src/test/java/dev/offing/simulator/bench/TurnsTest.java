package dev.offing.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {

  @Test
  void bothRunInTurnsAndOnlyTheRoundsAfterTheWarmUpCount() throws Exception {
    List<String> order = new ArrayList<>();
    long[] ours = {1_000, 5, 3, 100};
    long[] floor = {1_000, 2, 9, 1};
    int[] at = {0, 0};

    Turns.Medians medians =
        new Turns(1, 3)
            .run(
                () -> {
                  order.add("A");
                  return ours[at[0]++];
                },
                () -> {
                  order.add("B");
                  return floor[at[1]++];
                },
                round -> order.add(Integer.toString(round)));

    assertThat(order).containsExactly("1", "A", "B", "2", "A", "B", "3", "A", "B", "4", "A", "B");
    assertThat(medians).isEqualTo(new Turns.Medians(5, 2));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Turns.median(new long[] {4, 1, 3, 100})).isEqualTo(3.5);
  }
}
