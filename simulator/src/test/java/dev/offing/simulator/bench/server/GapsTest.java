package dev.offing.simulator.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GapsTest {
  @Test
  void aFirstTickHasNoGapAndTicksThatComeTogetherHaveNone() {
    Gaps gaps = new Gaps();
    gaps.add(1, -1);
    assertThat(gaps.taken()).isEqualTo(new Gaps.Seen(1, 0, 0));

    for (int i = 0; i < 97; i++) {
      gaps.add(1, TimeUnit.MILLISECONDS.toNanos(250));
    }
    gaps.add(2, TimeUnit.MILLISECONDS.toNanos(900));
    gaps.add(1, TimeUnit.HOURS.toNanos(1));

    assertThat(gaps.taken()).isEqualTo(new Gaps.Seen(100, 250, 900));
    assertThat(gaps.taken().ticks()).isZero();
  }
}
