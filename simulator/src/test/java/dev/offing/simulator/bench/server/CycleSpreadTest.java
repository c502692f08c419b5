package dev.offing.simulator.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class CycleSpreadTest {
  @Test
  void quantilesAreReckonedWithinTheirBuckets() throws Exception {
    CycleSpread before = CycleSpread.of(page(10, 10, 10));
    CycleSpread all = CycleSpread.of(page(20, 110, 110)).since(before);

    assertThat(all.cycles()).isEqualTo(100);
    assertThat(all.quantileMs(0.1)).isEqualTo(10);
    assertThat(all.quantileMs(0.55)).isCloseTo(30, Offset.offset(0.001));
    assertThat(all.quantileMs(1)).isEqualTo(50);
    assertThat(CycleSpread.of(page(0, 0, 1)).quantileMs(0.5)).isEqualTo(50);
  }

  @Test
  void aPageWithoutThemIsNoSilentZero() {
    assertThatThrownBy(() -> CycleSpread.of("offing_ready 1\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("push cycles");
  }

  private static String page(long first, long second, long all) {
    return """
    offing_ready 1
    offing_push_cycle_seconds_bucket{le="0.0100000000"} %d
    offing_push_cycle_seconds_bucket{le="0.0500000000"} %d
    offing_push_cycle_seconds_bucket{le="+Inf"} %d
    offing_push_cycle_seconds_sum 1
    """
        .formatted(first, second, all);
  }
}
