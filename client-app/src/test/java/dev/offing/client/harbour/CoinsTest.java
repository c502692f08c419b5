package dev.offing.client.harbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.economy.Money;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CoinsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.00, 0.00",
    "9, 0.00, 0.01",
    "10, 0.01, 0.01",
    "16050, 16.05, 16.05",
    "16059, 16.05, 16.06",
    "999999, 999.99, 1.00K",
    "1000000, 1.00K, 1.00K",
    "1234567, 1.23K, 1.24K",
    "12340001, 12.3K, 12.4K",
    "999999999, 999K, 1.00M",
    "1284506913000, 1.28B, 1.29B",
    "-15000, \u221215.00, \u221215.00",
  })
  void whatOneHasIsCutAndWhatOnePaysIsRoundedUp(String grains, String owned, String price) {
    assertThat(Coins.owned(Money.parse(grains))).isEqualTo(owned);
    assertThat(Coins.price(Money.parse(grains))).isEqualTo(price);
  }

  @Test
  void beyondTheUnitsStandsAPowerOfTen() {
    Money large = Money.of(BigInteger.TEN.pow(39).multiply(BigInteger.valueOf(123)));
    assertThat(Coins.owned(large)).isEqualTo("1.23e38");
  }

  @Test
  void everyDigitIsThereOnDemand() {
    assertThat(Coins.exact(Money.parse("1284506913042"))).isEqualTo("1,284,506,913.042");
    assertThat(Coins.exact(Money.parse("7"))).isEqualTo("0.007");
    assertThat(Coins.exact(Money.parse("-1000"))).isEqualTo("\u22121.000");
  }

  @ParameterizedTest
  @CsvSource({
    "SHORT, 1284506913042, 1.28B, 1.29B",
    "SCIENTIFIC, 1284506913042, 1.28e9, 1.29e9",
    "ENGINEERING, 12845069130, 12.8e6, 12.9e6",
    "FULL, 1284506913042, '1,284,506,913', '1,284,506,914'",
    "FULL, 999999999999001, '999,999,999,999', 1.00e12",
    "SCIENTIFIC, 999999, 999.99, 1.00e3",
    "ENGINEERING, 999999999999, 999e6, 1.00e9",
    "FULL, 16059, 16.05, 16.06",
    "SCIENTIFIC, -1284506913042, \u22121.28e9, \u22121.29e9",
  })
  void eachNotationCutsWhatOneHasAndRoundsUpWhatOnePays(
      Notation notation, String grains, String owned, String price) {
    assertThat(Coins.owned(Money.parse(grains), notation)).isEqualTo(owned);
    assertThat(Coins.price(Money.parse(grains), notation)).isEqualTo(price);
  }

  @ParameterizedTest
  @CsvSource({
    "SHORT, 1284506913042, '1,284,506,913'",
    "SHORT, 999990, 999.99",
    "SHORT, 1000999, '1,000'",
    "SHORT, 1234567890123456789, 1.234567Qa",
    "FULL, 1234567890123456789, 1.234567e15",
    "SCIENTIFIC, 1284506913042, 1.284506e9",
    "ENGINEERING, 12845069130, 12.84506e6",
    "SCIENTIFIC, 1234567, 1.234567e3",
  })
  void aSumThatCountsUpHasDigitsEnoughToBeSeenGrowing(
      Notation notation, String grains, String sum) {
    assertThat(Coins.sum(Money.parse(grains), notation)).isEqualTo(sum);
  }

  /** A purse that shows a price can pay it: the bounds lie on their sides of the amount. */
  @Test
  void ofAnyTwoAmountsThatReadTheSameThePurseIsTheLarger() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      BigInteger grains = new BigInteger(random.nextInt(60) + 1, random);
      BigInteger price = grains.add(BigInteger.valueOf(random.nextInt(2_000) - 1_000)).abs();
      for (Notation notation : Notation.values()) {
        String owned = Coins.owned(Money.of(grains), notation);
        if (owned.equals(Coins.price(Money.of(price), notation))) {
          assertThat(grains).isGreaterThanOrEqualTo(price);
        }
      }
    }
  }
}
