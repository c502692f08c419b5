package dev.offing.client.harbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.economy.Money;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SharesTest {

  @Test
  void whatIsShownOfThePartsSumsToWhatIsShownOfTheTotal() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      Map<String, Money> parts = new TreeMap<>();
      Money total = Money.ZERO;
      for (int k = random.nextInt(10); k >= 0; k--) {
        Money part = Money.of(random.nextLong(1L << (1 + random.nextInt(50))));
        parts.put("p" + k, part);
        total = total.plus(part);
      }
      Map<String, Money> shown = Shares.shown(parts, total);
      long unit = total.compareTo(Money.of(1_000_000)) < 0 ? 10 : 1_000;
      Money sum = shown.values().stream().reduce(Money.ZERO, Money::plus);
      assertThat(sum.grains().longValueExact())
          .isEqualTo(total.grains().longValueExact() / unit * unit);
      parts.forEach((id, part) ->
          assertThat(shown.get(id).minus(part).grains().longValueExact())
              .isGreaterThan(-unit)
              .isLessThan(unit));
    }
  }
}
