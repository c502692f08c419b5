package dev.offing.client.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.market.Chart.Point;
import dev.offing.sync.economy.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChartTest {
  private static final long STEP = Span.HOUR.stepMs();
  private static final Chart CHART =
      Chart.of(Span.HOUR, 10 * STEP, STEP, List.of(Money.of(5), Money.of(9), Money.of(7)));

  @Test
  void pricesStandAtTheirTimes() {
    assertThat(CHART.points())
        .containsExactly(
            new Point(8 * STEP, Money.of(5)),
            new Point(9 * STEP, Money.of(9)),
            new Point(10 * STEP, Money.of(7)));
    assertThat(CHART.lowest()).isEqualTo(Money.of(5));
    assertThat(CHART.highest()).isEqualTo(Money.of(9));
    assertThat(CHART.nearest(9 * STEP + 1).price()).isEqualTo(Money.of(9));
  }

  @Test
  void livePricesTakeOneAnothersPlaceUntilAStepIsOver() {
    Chart live = CHART;
    for (int i = 1; i <= 4; i++) {
      live = live.plus(new Point(10 * STEP + i * STEP / 2, Money.of(i)));
    }
    assertThat(live.points()).hasSize(5);
    assertThat(live.points().getLast()).isEqualTo(new Point(12 * STEP, Money.of(4)));
    assertThat(live.plus(new Point(12 * STEP, Money.of(9)))).as("no news").isSameAs(live);
  }

  @Test
  void whatIsTooOldGoes() {
    Chart later = CHART.plus(new Point(9 * STEP + Span.HOUR.ms(), Money.of(1)));

    assertThat(later.points())
        .extracting(Point::price)
        .containsExactly(Money.of(9), Money.of(7), Money.of(1));
    assertThat(Chart.EMPTY.plus(new Point(1, Money.of(1)))).isSameAs(Chart.EMPTY);
  }
}
