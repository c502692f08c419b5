package dev.offing.server.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Money;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Prices that every node knows. */
final class TickerTest {
  private static final Commons.Good TEA =
      new Commons.Good("tea", "Tea", Money.of(10_000), 40, 5, 100);
  private static final long NOW = 1_770_000_000_000L;

  @Test
  void aPriceStaysForATickAndIsTheSameEverywhere() {
    Ticker one = new Ticker("seed");
    assertThat(new Ticker("seed").price(TEA, NOW + 3)).isEqualTo(one.price(TEA, NOW + 3));
    assertThat(one.price(TEA, NOW + Ticker.TICK_MS - 1)).isEqualTo(one.price(TEA, NOW));
    assertThat(Ticker.tickOf(NOW + 249)).isEqualTo(NOW);
  }

  @Test
  void pricesMoveInSmallStepsWithinTheirSwing() {
    Ticker ticker = new Ticker("seed");
    Set<Money> seen = new HashSet<>();
    Money before = ticker.price(TEA, NOW);
    for (int i = 1; i < 20_000; i++) {
      Money price = ticker.price(TEA, NOW + i * Ticker.TICK_MS);
      assertThat(price).isBetween(Money.of(6_000), Money.of(14_000));
      assertThat(price.minus(before).max(before.minus(price))).isLessThan(Money.of(100));
      seen.add(price);
      before = price;
    }
    assertThat(seen).hasSizeGreaterThan(1_000);
    assertThat(new Ticker("other").price(TEA, NOW)).isNotEqualTo(ticker.price(TEA, NOW));
  }

  @Test
  void aPriceIsAtLeastAGrain() {
    Commons.Good straw = new Commons.Good("straw", "Straw", Money.of(1), 90, 5, 100);
    for (int i = 0; i < 1_000; i++) {
      assertThat(new Ticker("seed").price(straw, NOW + i * 60_000L).signum()).isPositive();
    }
  }
}
