package dev.offing.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SteadyTest {
  @Test
  void isReachedWhenARateDoesNotClimbAnyMore() {
    List<Double> rates = new ArrayList<>();
    for (double rate : new double[] {100, 200, 300, 400, 500, 400, 600, 700, 690}) {
      rates.add(rate);
      assertThat(Steady.reached(rates)).describedAs("%s", rates).isFalse();
    }
    rates.addAll(List.of(720.0, 600.0));
    assertThat(Steady.reached(rates)).describedAs("two of the last four climb").isFalse();
    rates.add(680.0);
    assertThat(Steady.reached(rates)).isTrue();
  }

  @Test
  void isNotReachedByAFewRounds() {
    assertThat(Steady.reached(List.of())).isFalse();
    assertThat(Steady.reached(List.of(5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0))).isFalse();
    assertThat(Steady.reached(List.of(5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0))).isTrue();
  }
}
