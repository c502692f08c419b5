package dev.offing.server.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.market.OrderBook.Listed;
import dev.offing.server.market.OrderBook.OrderName;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Order;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OrderBookTest {
  private static final Commons.Good TEA = new Commons.Good("tea", "Tea", Money.of(100), 40, 10, 25);

  private final OrderBook book = new OrderBook();

  private void list(String account, boolean sells, long count, long limit, long until) {
    book.list(
        new Listed(account, new Order("o", sells, "tea", count, Money.of(limit), until, 0), count));
  }

  private List<String> matched(long price) {
    return book.match(TEA, Money.of(price)).stream()
        .map(it -> it.with().account() + " " + it.count())
        .toList();
  }

  @Test
  void theBetterPriceIsServedFirstThenWhoeverCameFirst() {
    list("late", false, 10, 100, 2);
    list("early", false, 10, 100, 1);
    list("generous", false, 10, 105, 3);

    assertThat(matched(100)).containsExactly("generous 10", "early 10", "late 5");
    assertThat(matched(101)).containsExactly("generous 10");
    assertThat(matched(106)).isEmpty();
  }

  @Test
  void sellersAreServedFromTheCheapestOnAndHaveADepthOfTheirOwn() {
    list("dear", true, 30, 100, 1);
    list("cheap", true, 30, 90, 2);
    list("cheaper", true, 3, 80, 3);
    list("buyer", false, 10, 100, 1);

    assertThat(matched(100)).containsExactly("buyer 10", "cheaper 3", "cheap 10", "dear 10");
    assertThat(matched(85)).containsExactly("buyer 10", "cheaper 3");
  }

  @Test
  void whatIsListedAgainTakesThePlaceOfWhatWasKnown() {
    list("a", false, 10, 100, 1);
    list("a", false, 4, 100, 1);
    assertThat(matched(100)).containsExactly("a 4");

    list("a", false, 1, 100, 1);
    book.remove(new OrderName("a", "o"));
    book.remove(new OrderName("a", "o"));
    assertThat(matched(100)).isEmpty();
    assertThat(book.size()).isZero();
  }

  @Test
  void anOrderIsOverAtItsEnd() {
    list("a", false, 10, 100, 7);

    assertThat(book.over(6)).isEmpty();
    assertThat(book.over(7)).hasSize(1);
  }

  @Test
  void amountsBeyondALongAreCompared() {
    Money huge = Money.of(BigInteger.TEN.pow(40));
    book.list(new Listed("a", new Order("o", false, "tea", 1, huge, 1, 0), 1));
    book.list(new Listed("b", new Order("o", false, "tea", 1, huge.plus(Money.of(1)), 1, 0), 1));

    assertThat(book.match(TEA, huge))
        .extracting(it -> it.with().account())
        .containsExactly("b", "a");
  }
}
