package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RatioTest {

  @Test
  void equalValuesAreEqualRecords() {
    assertThat(Ratio.of(6, 4)).isEqualTo(Ratio.of(3, 2)).isEqualTo(Ratio.parse("9/6"));
    assertThat(Ratio.parse("4/2")).isEqualTo(Ratio.parse("2"));
    assertThat(Ratio.parse("115/100")).hasToString("23/20");
    assertThat(Ratio.parse("2")).hasToString("2");
    assertThat(Ratio.of(3, 2).times(Ratio.of(2, 3))).isEqualTo(Ratio.ONE);
    assertThat(Ratio.of(2, 3)).isLessThan(Ratio.of(3, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0/1", "1/0", "-1", "-1/-1", "1/-2"})
  void isPositive(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ratio.parse(text))
        .withMessageContaining("positive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "1/", "/2", "1/2/3", "1.5", "3 / 2", "+3/2", "03/2"})
  void refusesOtherText(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Ratio.parse(text));
  }

  @Test
  void productIsFlooredOnceWhateverItsSize() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      Product product = new Product();
      BigInteger num = BigInteger.ONE;
      BigInteger den = BigInteger.ONE;
      for (int i = random.nextInt(12); i > 0; i--) {
        int bits = 1 + random.nextInt(random.nextInt(10) == 0 ? 90 : 30);
        Ratio ratio =
            new Ratio(
                new BigInteger(bits, random).add(BigInteger.ONE),
                new BigInteger(1 + random.nextInt(bits), random).add(BigInteger.ONE));
        num = num.multiply(ratio.num());
        den = den.multiply(ratio.den());
        if (random.nextBoolean()) {
          product.times(ratio);
        } else {
          product.times(new Product().times(ratio));
        }
      }
      int count = 1 + random.nextInt(5_000);
      assertThat(product.floorTimes(count).grains())
          .isEqualTo(num.multiply(BigInteger.valueOf(count)).divide(den));
    }
  }
}
