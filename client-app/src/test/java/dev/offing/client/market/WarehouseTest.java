package dev.offing.client.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.offing.client.market.Chart.Point;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Commons.Good;
import dev.offing.sync.economy.Dealings;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Order;
import dev.offing.sync.economy.Posting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class WarehouseTest {
  private static final Commons COMMONS =
      new Commons(
          List.of(good("tea", "Tea"), good("fog", "Fog"), good("tin", "Tin")),
          Commons.ORDER_MS,
          List.of(),
          null,
          null,
          null);

  private final Prices prices = new Prices();

  private static Good good(String id, String name) {
    return new Good(id, name, coins(10), 10, 100, 1_000);
  }

  private static Money coins(long many) {
    return Money.of(many * 1_000);
  }

  private static Order order(String id, boolean sells, String good, long count, long fills) {
    return new Order(id, sells, good, count, coins(12), 1_000, fills);
  }

  /**
   * @param book what the market got, coins
   */
  private Warehouse warehouse(Map<String, Long> free, List<Order> orders, long book) {
    TreeMap<String, Money> books = new TreeMap<>();
    if (book != 0) {
      books.put(Posting.MARKET, coins(book));
    }
    return new Warehouse(
        COMMONS, new Dealings(0, new TreeMap<>(free), orders, new TreeMap<>(), books), prices);
  }

  private void costs(String good, long coins) {
    assertThat(prices.hear(good, new Point(1, coins(coins)))).isTrue();
  }

  @Test
  void whatIsOfferedInOrdersIsStillHeldAndTheDearestComesFirst() {
    costs("tea", 10);
    costs("fog", 20);
    Warehouse warehouse =
        warehouse(
            Map.of("tea", 3L),
            List.of(order("a", true, "tea", 2, 0), order("b", true, "fog", 4, 0)),
            0);

    assertThat(warehouse.holdings())
        .extracting(HoldingRow::title, HoldingRow::worth)
        .containsExactly(tuple("4 fog", "80.00"), tuple("5 tea", "50.00"));
    assertThat(warehouse.goods())
        .extracting(GoodRow::held)
        .containsExactly("5 held", "4 held", "none held");
    assertThat(warehouse.worth()).contains(coins(130));
  }

  @Test
  void ordersHoldCoinsAndPieces() {
    Order buys = order("a", false, "tea", 5, 2);
    Order one = order("b", true, "fog", 1, 1);

    assertThat(warehouse(Map.of(), List.of(), 0).held()).isEmpty();
    assertThat(warehouse(Map.of(), List.of(one), 0).held()).isEqualTo("1 piece held");
    assertThat(warehouse(Map.of(), List.of(buys, one), 0).held())
        .isEqualTo("60.00 coins and 1 piece held");
    assertThat(warehouse(Map.of(), List.of(order("b", true, "fog", 1_200, 0)), 0).held())
        .isEqualTo("1,200 pieces held");
    assertThat(warehouse(Map.of(), List.of(buys, one), 0).orders())
        .extracting(OrderRow::title, OrderRow::limit, OrderRow::traded, OrderRow::held)
        .containsExactly(
            tuple("Buy 5 tea", "12.00", "2 parts", "60.00"),
            tuple("Sell 1 fog", "12.00", "a part", "1 fog"));
  }

  @Test
  void whatIsWonIsTheWorthLessWhatTheMarketGot() {
    costs("tea", 10);

    assertThat(warehouse(Map.of("tea", 5L), List.of(), 30).profit()).contains(coins(20));
    assertThat(warehouse(Map.of("tea", 5L), List.of(), 80).profit()).contains(coins(-30));
    assertThat(warehouse(Map.of(), List.of(), -7).profit()).as("all is sold").contains(coins(7));
    assertThat(warehouse(Map.of(), List.of(), 0).profit()).as("nothing was traded").isEmpty();
  }

  @Test
  void withoutAPriceNothingIsSaidOfTheWorth() {
    costs("tea", 10);
    Warehouse warehouse = warehouse(Map.of("tea", 1L, "tin", 1L), List.of(), 5);

    assertThat(warehouse.worth()).isEmpty();
    assertThat(warehouse.profit()).isEmpty();
    assertThat(warehouse.holdings()).extracting(HoldingRow::worth).containsExactly("10.00", "");
  }

  @Test
  void aGoodThatTheCatalogNoLongerHasIsCalledByItsId() {
    assertThat(warehouse(Map.of(), List.of(), 0).name("tea")).isEqualTo("Tea");
    assertThat(warehouse(Map.of(), List.of(), 0).name("rum")).isEqualTo("rum");
  }
}
