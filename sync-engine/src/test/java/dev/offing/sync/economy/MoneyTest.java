package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MoneyTest {

  private static final String LARGEST = "9".repeat(Money.MAX_DIGITS);

  @Test
  void readsWhatItWrites() {
    for (String text :
        new String[] {
          "0",
          "7",
          "-7",
          "10",
          "999999999999999999",
          "-999999999999999999",
          "1000000000000000000",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          LARGEST,
          "-" + LARGEST
        }) {
      assertThat(Money.parse(text).toString()).isEqualTo(text);
      assertThat(Money.parse(text)).isEqualTo(new Money(new BigInteger(text)));
    }
    assertThat(Money.parse("0")).isSameAs(Money.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "-0",
        "00",
        "01",
        "-01",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "0x1",
        "1,000",
        "--1",
        "1-",
        "\u0661\u0662",
        "\uFF11",
        "null"
      })
  void refusesAnythingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.parse(text))
        .withMessageContaining("is not a whole decimal number");
  }

  @Test
  void longTextIsRefusedBeforeItIsParsed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.parse(LARGEST + "9"))
        .withMessage("A number has at most 1024 digits; this one has 1025.");
    // As many digits as fit in memory: no time is spent on their value.
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.parse("-" + "7".repeat(50_000_000)))
        .withMessageContaining("50000000");
  }

  @Test
  void noAmountOutgrowsItsText() {
    Money largest = Money.parse(LARGEST);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> largest.plus(Money.of(1)))
        .withMessageContaining("1024 digits");
    assertThatIllegalArgumentException().isThrownBy(() -> largest.negated().minus(Money.of(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> largest.times(2));
    assertThat(largest.minus(Money.of(1)).plus(Money.of(1))).isEqualTo(largest);
  }

  @Test
  void isArithmeticOnWholeGrains() {
    Money seven = Money.of(7);
    Money minusTwo = Money.of(-2);
    assertThat(seven.plus(minusTwo)).isEqualTo(Money.of(5));
    assertThat(seven.minus(minusTwo)).isEqualTo(Money.of(9));
    assertThat(seven.negated()).isEqualTo(Money.of(-7));
    assertThat(seven.times(-3)).isEqualTo(Money.of(-21));
    assertThat(seven.times(BigInteger.TWO.pow(70)).toString()).isEqualTo("8264141345021879123968");
    assertThat(seven.min(minusTwo)).isEqualTo(minusTwo);
    assertThat(minusTwo.min(seven)).isEqualTo(minusTwo);
    assertThat(seven.max(minusTwo)).isEqualTo(seven);
    assertThat(minusTwo.max(seven)).isEqualTo(seven);
    assertThat(seven).isGreaterThan(minusTwo).isEqualByComparingTo(Money.parse("7"));
    assertThat(new int[] {seven.signum(), minusTwo.signum(), Money.ZERO.signum()})
        .containsExactly(1, -1, 0);
    assertThat(minusTwo.isNegative()).isTrue();
    assertThat(Money.ZERO.isNegative()).isFalse();
    assertThat(seven.minus(seven)).isSameAs(Money.ZERO);
  }

  @Test
  void longMaxIsNoBorder() {
    assertThat(Money.of(Long.MAX_VALUE).plus(Money.of(1)).toString())
        .isEqualTo("9223372036854775808");
    assertThat(Money.of(Long.MIN_VALUE).negated().toString()).isEqualTo("9223372036854775808");
  }
}
