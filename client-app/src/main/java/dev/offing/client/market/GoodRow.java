package dev.offing.client.market;

import java.util.List;

/**
 * A good in the list.
 *
 * @param id of the good
 * @param name as people call it
 * @param price what one costs; empty before that was heard
 * @param held how many are there, in orders, too: {@code 340 held}
 * @param change since a day ago, {@code +6.4%}; empty before it is known
 * @param rises whether it costs more than a day ago
 * @param line the last day, each 0 to 1, oldest first; none before it is known
 */
public record GoodRow(
    String id,
    String name,
    String price,
    String held,
    String change,
    boolean rises,
    List<Double> line) {
  /** Copies the list. */
  public GoodRow {
    line = List.copyOf(line);
  }

  /** All of it in one sentence, for who hears it. */
  String words() {
    String cost = price.isEmpty() ? "price not known" : "costs " + price;
    return "%s, %s%s, %s".formatted(name, cost, change.isEmpty() ? "" : ", " + change, held);
  }
}
