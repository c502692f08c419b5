package dev.offing.client.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.economy.Money;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void coinsAreTypedWithOrWithoutTheirGrains() {
    assertThat(Figures.coins("1,500.25")).contains(Money.of(1_500_250));
    assertThat(Figures.coins(" 12 ")).contains(Money.of(12_000));
    assertThat(Figures.coins("0.001")).contains(Money.of(1));
    assertThat(Figures.coins("0.0001")).isEmpty();
    assertThat(Figures.coins("-1")).isEmpty();
    assertThat(Figures.coins("1e9")).isEmpty();
    assertThat(Figures.coins("")).isEmpty();
    assertThat(Figures.coins("9".repeat(41))).isEmpty();
  }

  @Test
  void whatIsWrittenCanBeTypedAgain() {
    for (long grains : new long[] {1, 10, 999, 1_000, 1_500_250, 12_000_000}) {
      assertThat(Figures.coins(Figures.typed(Money.of(grains)))).contains(Money.of(grains));
    }
  }

  @Test
  void aChangeIsRoundedToTenthsOfAHundredth() {
    assertThat(Figures.change(Money.of(1_000), Money.of(1_064))).isEqualTo("+6.4%");
    assertThat(Figures.change(Money.of(1_000), Money.of(991))).isEqualTo("\u22120.9%");
    assertThat(Figures.change(Money.of(1_000), Money.of(1_000))).isEqualTo("+0.0%");
    assertThat(Figures.change(Money.ZERO, Money.of(5))).isEmpty();
  }
}
