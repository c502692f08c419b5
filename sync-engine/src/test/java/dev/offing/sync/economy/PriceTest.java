package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PriceTest {

  /** ceil(base x p^n / q^n), each from nothing. */
  private static BigInteger unitPrice(Producer producer, int n) {
    BigInteger top = producer.baseCost().grains().multiply(producer.growth().num().pow(n));
    BigInteger bottom = producer.growth().den().pow(n);
    BigInteger[] parts = top.divideAndRemainder(bottom);
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }

  private static BigInteger sum(Producer producer, int owned, int count) {
    BigInteger sum = BigInteger.ZERO;
    for (int n = owned; n < owned + count; n++) {
      sum = sum.add(unitPrice(producer, n));
    }
    return sum;
  }

  private static Catalog with(Producer producer) {
    return new Catalog(
        "h",
        "n",
        1,
        Money.ZERO,
        new TreeMap<>(),
        1,
        1,
        0,
        List.of(),
        Ratio.ONE,
        List.of(producer),
        List.of(),
        List.of());
  }

  private static Producer random(Random random) {
    return new Producer(
        "it",
        "It",
        Money.of(1 + random.nextInt(random.nextBoolean() ? 20 : 1_000_000)),
        Ratio.of(1_070 + random.nextInt(81), 1_000),
        Ratio.ONE);
  }

  @Test
  void blockCostsTheTextbookSum() {
    Random random = new Random(1);
    for (int round = 0; round < 150; round++) {
      Producer producer = random(random);
      Catalog catalog = with(producer);
      for (int i = 0; i < 10; i++) {
        int owned = random.nextInt(120);
        int count = 1 + random.nextInt(60);
        EconomyState state = Worlds.state(0, 0, owned == 0 ? Map.of() : Map.of("it", owned));
        assertThat(Economy.price(catalog, state, "it", count).grains())
            .isEqualTo(sum(producer, owned, count));
      }
    }
  }

  @Test
  void lastOfFiveThousandIsExact() {
    for (String growth : List.of("107/100", "1087/1000", "115/100")) {
      Producer producer =
          new Producer("it", "It", Money.of(15_000), Ratio.parse(growth), Ratio.ONE);
      EconomyState state = Worlds.state(0, 0, Map.of("it", 4_999));
      assertThat(Economy.price(with(producer), state, "it", 1).grains())
          .isEqualTo(unitPrice(producer, 4_999));
    }
  }

  @Test
  void mostThatCanBePaidIsTheMostThatIsSold() {
    Random random = new Random(2);
    for (int round = 0; round < 1_000; round++) {
      Producer producer = random(random);
      Catalog catalog = with(producer);
      int owned = 1 + random.nextInt(80);
      // Right at the edges: the exact price of so many, one grain more, one grain less.
      int target = random.nextInt(40);
      BigInteger purse =
          sum(producer, owned, target)
              .add(BigInteger.valueOf(random.nextInt(3) - 1))
              .max(BigInteger.ZERO);
      EconomyState state = purse(purse, owned);
      int most = Economy.maxAffordable(catalog, state, "it");
      assertThat(sum(producer, owned, most)).isLessThanOrEqualTo(purse);
      assertThat(sum(producer, owned, most + 1)).isGreaterThan(purse);
      assertSold(catalog, state, most);
    }
  }

  private static EconomyState purse(BigInteger purse, int owned) {
    EconomyState it = Worlds.state(0, 0, Map.of("it", owned));
    return new EconomyState(
        0, Money.of(purse), it.claim(), it.lifetime(), 0, it.owned(), it.upgrades(), it.boosts());
  }

  /** The label is the charge: what price says is what apply takes, and one more is refused. */
  private static void assertSold(Catalog catalog, EconomyState state, int most) {
    Timeline timeline = Worlds.always(catalog);
    if (most > 0) {
      Money label = Economy.price(catalog, state, "it", most);
      Outcome outcome = Economy.apply(state, Command.buy("it", most, 0, label), timeline);
      assertThat(outcome).isInstanceOf(Outcome.Applied.class);
      assertThat(((Outcome.Applied) outcome).state().purse()).isEqualTo(state.purse().minus(label));
    }
    Outcome more = Economy.apply(state, Command.buy("it", most + 1, 0, null), timeline);
    assertThat(((Outcome.Rejected) more).rejection().code()).isEqualTo(Rejection.FUNDS);
  }

  @Test
  void noMoreThanFiveThousandAreOffered() {
    Producer producer = new Producer("it", "It", Money.of(1), Ratio.of(107, 100), Ratio.ONE);
    BigInteger purse = BigInteger.TEN.pow(1_000);
    assertThat(Economy.maxAffordable(with(producer), purse(purse, 1), "it")).isEqualTo(4_999);
    assertThat(Economy.maxAffordable(with(producer), purse(purse, 5_000), "it")).isZero();
    assertThat(Economy.maxAffordable(with(producer), Worlds.state(0, 0, Map.of()), "it")).isZero();
  }

  @Test
  void priceOfNothingOrOfTooManyIsAnError() {
    Catalog catalog = Worlds.catalog();
    EconomyState state = Worlds.state(0, 0, Map.of("boat", 10));
    for (int count : new int[] {0, -1, 4_991, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Economy.price(catalog, state, "boat", count));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Economy.price(catalog, state, "raft", 1))
        .withMessageContaining("raft");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Economy.maxAffordable(catalog, state, "raft"));
  }

  @Test
  void threadsThatAskAtOnceGetTheSameAnswer() throws Exception {
    for (int round = 0; round < 20; round++) {
      Producer producer = new Producer("it", "It", Money.of(9), Ratio.of(111, 100), Ratio.ONE);
      PriceTable table = producer.prices();
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        List<Future<BigInteger>> asked =
            IntStream.range(0, 40)
                .mapToObj(i -> threads.submit(() -> table.price(i * 7, 20)))
                .toList();
        for (int i = 0; i < asked.size(); i++) {
          assertThat(asked.get(i).get()).isEqualTo(sum(producer, i * 7, 20));
        }
      }
    }
  }
}
