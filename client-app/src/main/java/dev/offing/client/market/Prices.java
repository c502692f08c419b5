package dev.offing.client.market;

import dev.offing.client.market.Chart.Point;
import dev.offing.sync.economy.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What was heard of prices: the newest of each good, and its last day. */
final class Prices {
  private final Map<String, Point> newest = new HashMap<>();
  private final Map<String, List<Money>> days = new HashMap<>();

  /** A price was told; whether it is news. */
  boolean hear(String good, Point point) {
    Point known = newest.get(good);
    if (known != null && known.at() >= point.at()) {
      return false;
    }
    newest.put(good, point);
    return known == null || !known.price().equals(point.price());
  }

  /** A day of a good was told, oldest first. */
  void hearDay(String good, List<Money> prices) {
    days.put(good, List.copyOf(prices));
  }

  /** What one costs. */
  Optional<Money> of(String good) {
    return Optional.ofNullable(newest.get(good)).map(Point::price);
  }

  /** What one cost a day ago. */
  Optional<Money> dayAgo(String good) {
    return day(good).findFirst();
  }

  /** The last day, each price 0 to 1 between its lowest and its highest. */
  List<Double> line(String good) {
    List<Money> prices = Stream.concat(day(good), of(good).stream()).toList();
    if (prices.size() < 2) {
      return List.of();
    }
    Money low = prices.stream().min(Money::compareTo).orElseThrow();
    Money high = prices.stream().max(Money::compareTo).orElseThrow();
    double whole = high.minus(low).grains().doubleValue();
    return prices.stream()
        .map(it -> whole == 0 ? 0.5 : it.minus(low).grains().doubleValue() / whole)
        .toList();
  }

  private Stream<Money> day(String good) {
    return days.getOrDefault(good, List.of()).stream();
  }
}
