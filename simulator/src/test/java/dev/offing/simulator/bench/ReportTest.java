package dev.offing.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.simulator.bench.Report.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {

  @Test
  void aFigureThatReachesItsShareOfTheFloorIsOk() {
    assertThat(Row.atLeast("speed", 800, 1_000, "gestures/s", 0.8).ok()).isTrue();
    assertThat(Row.atLeast("speed", 799, 1_000, "gestures/s", 0.8).ok()).isFalse();
  }

  @Test
  void aTimeMustStayUnderItsLimit() {
    assertThat(Row.under("time", 49.9, "ms", 50).ok()).isTrue();
    assertThat(Row.under("time", 50, "ms", 50).ok()).isFalse();
    assertThat(Row.under("time", 29, 10, "ms", 3).ok()).isTrue();
    assertThat(Row.under("time", 30, 10, "ms", 3).ok()).isFalse();
  }

  @Test
  void whatTheFloorIsSparedCountsOnTopOfItsShare() {
    assertThat(Row.under("x", 24.9, 10, "ms", 1.5, 10, "for ropes").ok()).isTrue();
    Row missed = Row.under("x", 25, 10, "ms", 1.5, 10, "for ropes");
    assertThat(missed.ok()).isFalse();
    assertThat(missed.goal()).isEqualTo("< 1.5 x the floor + 10.0 for ropes");
  }

  @Test
  void aFigureOfWhichNothingIsAskedIsOk() {
    assertThat(Row.told("load", 1_000_000, "ms").ok()).isTrue();
    assertThat(Row.limited("load", 3, 99, "kB", 2).ok()).isFalse();
    assertThat(Row.limited("load", 1, 99, "kB", 2).floor()).isEqualByComparingTo("99");
  }

  @Test
  void theReportIsOneLineOfJson() {
    Report report =
        new Report(
            "engine",
            List.of(
                Row.atLeast("gestures", 4_321.9, 5_000.2, "gestures/s", 0.8),
                Row.under("replay", 12.34, "ms", 50)));

    assertThat(report.json())
        .isEqualTo(
            "{\"bench\":\"engine\",\"rows\":["
                + "{\"name\":\"gestures\",\"ours\":4322,\"floor\":5000,\"unit\":\"gestures/s\","
                + "\"goal\":\">= 80 % of the floor\",\"ok\":true},"
                + "{\"name\":\"replay\",\"ours\":12.3,\"floor\":null,\"unit\":\"ms\","
                + "\"goal\":\"< 50 ms\",\"ok\":true}]}");
  }

  @Test
  void oneMissedGoalIsAMissedReport() {
    Row good = Row.under("a", 1, "ms", 2);
    Row bad = Row.under("b", 3, "ms", 2);
    assertThat(new Report("x", List.of(good)).ok()).isTrue();
    assertThat(new Report("x", List.of(good, bad)).ok()).isFalse();
  }
}
