package dev.offing.client.harbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.economy.Money;
import org.junit.jupiter.api.Test;

/** The count-up on a clock that is told. */
final class CountUpTest {

  private final CountUp count = new CountUp();

  @Test
  void incomeIsWrittenAsItComes() {
    show(1_000, 1_000, 5, 0);
    for (int ms = 10; ms < 500; ms += 10) {
      assertThat(show(1_000 + 5 * ms, 1_000 + 5 * ms, 5, ms)).isFalse();
      assertThat(at(ms)).isEqualTo(1_000 + 5 * ms);
      assertThat(count.isMoving(ms)).isFalse();
    }
  }

  @Test
  void aPurchaseEasesOutFromWhatWasShownToWhatIsTrueMeanwhile() {
    show(10_000, 10_000, 0, 0);
    assertThat(show(2_000, 10_000, 0, 100)).isTrue();
    assertThat(at(100)).isEqualTo(10_000);
    long before = 10_000;
    long step = Long.MAX_VALUE;
    for (int ms = 135; ms < 450; ms += 35) {
      long now = at(ms);
      assertThat(before - now).isPositive().isLessThanOrEqualTo(step);
      step = before - now;
      before = now;
    }
    assertThat(at(450)).isEqualTo(2_000);
    assertThat(count.isMoving(450)).isFalse();
  }

  @Test
  void whatIsEarnedDuringAGlideComesIntoIt() {
    show(10_000, 0, 10, 0);
    show(2_000, 0, 10, 0);
    show(3_000, 1_000, 10, 100);
    assertThat(count.isMoving(100)).isTrue();
    show(5_500, 3_500, 10, 350);
    assertThat(at(350)).isEqualTo(5_500);
  }

  @Test
  void aSecondJumpGoesOnFromWhatIsShown() {
    show(10_000, 0, 0, 0);
    show(2_000, 0, 0, 0);
    long shown = at(175);
    show(1_000, 0, 0, 175);
    assertThat(at(175)).isEqualTo(shown);
    assertThat(at(525)).isEqualTo(1_000);
  }

  @Test
  void whatARefusalBringsBackTakesLonger() {
    show(2_000, 0, 0, 0);
    show(10_000, 0, 0, 1_000);
    assertThat(count.refused(1_000)).isTrue();
    assertThat(count.beforeJump()).isEqualTo(Money.of(2_000));
    assertThat(count.isMoving(1_000 + CountUp.JUMP_MS + 1)).isTrue();
    assertThat(at(1_000 + CountUp.BACK_MS)).isEqualTo(10_000);
    assertThat(count.refused(5_000)).as("nothing jumped just now").isFalse();
  }

  @Test
  void aboveAMillionASecondDigitsRestFor50Ms() {
    long fast = 1_000_001;
    show(0, 0, fast, 0);
    assertThat(at(0)).isZero();
    show(20 * fast, 20 * fast, fast, 20);
    assertThat(at(20)).isZero();
    show(50 * fast, 50 * fast, fast, 50);
    assertThat(at(50)).isEqualTo(50 * fast);
    show(60 * fast, 60 * fast, 1_000_000, 60);
    assertThat(at(60)).as("a million is not too fast").isEqualTo(60 * fast);
  }

  @Test
  void aClockThatWasCorrectedIsAJumpToo() {
    show(10_000, 10_000, 5, 0);
    assertThat(show(9_000, 9_000, 5, 10)).isTrue();
    assertThat(at(10)).isEqualTo(10_000);
  }

  private boolean show(long purse, long lifetime, long perMs, long ms) {
    return count.show(Money.of(purse), Money.of(lifetime), Money.of(perMs), ms, false);
  }

  private long at(long ms) {
    return count.at(ms).grains().longValueExact();
  }
}
