package dev.offing.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class WarpTest {
  private static final Warp HURRIED =
      Warp.NONE.plus(new Warp.Stretch(1_000, 9_000, 1)).plus(new Warp.Stretch(2_000, 20_000, 60));

  @Test
  void untilSomebodyAsksServerTimeIsRealTime() {
    assertThat(Warp.NONE.at(123)).isEqualTo(123);
    assertThat(Warp.NONE.realOf(123)).isEqualTo(123);
    assertThat(Warp.NONE.speed(123)).isEqualTo(1);
    assertThat(HURRIED.at(999)).isEqualTo(999);
  }

  @Test
  void eachStretchCountsFromItsBeginning() {
    assertThat(HURRIED.at(1_000)).isEqualTo(9_000);
    assertThat(HURRIED.at(1_999)).isEqualTo(9_999);
    assertThat(HURRIED.at(2_000)).isEqualTo(20_000);
    assertThat(HURRIED.at(2_010)).isEqualTo(20_600);
    assertThat(HURRIED.speed(2_000)).isEqualTo(60);
    assertThat(HURRIED.fastest(1_500)).isEqualTo(60);
    assertThat(HURRIED.nextChange(1_500)).isEqualTo(2_000);
    assertThat(HURRIED.nextChange(2_000)).isEqualTo(2_000);
  }

  @Test
  void timeNeverRunsBackward() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HURRIED.plus(new Warp.Stretch(3_000, 79_999, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HURRIED.plus(new Warp.Stretch(1_500, 90_000, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Warp.Stretch(1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Warp.parse("1 2"));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    assertThat(Warp.parse(HURRIED.text())).isEqualTo(HURRIED);
    assertThat(Warp.parse(Warp.NONE.text())).isEqualTo(Warp.NONE);
  }

  /** Whatever was asked for: it only goes on, and each server time has its first moment. */
  @RepeatedTest(50)
  void itOnlyGoesOnAndCanBeTurnedRound() {
    Random random = new Random();
    Warp warp = Warp.NONE;
    long from = 0;
    for (int i = 0; i < 3; i++) {
      from += random.nextInt(500);
      warp =
          warp.plus(
              new Warp.Stretch(
                  from, warp.at(from) + random.nextInt(2_000), 1 + random.nextInt(70)));
    }
    long before = warp.at(-1);
    for (long real = 0; real < 2_000; real++) {
      long now = warp.at(real);
      assertThat(now).as("%s at %d", warp, real).isGreaterThan(before);
      for (long server = before + 1; server <= now; server += 7) {
        assertThat(warp.realOf(server)).as("%s of %d", warp, server).isEqualTo(real);
      }
      before = now;
    }
  }
}
