package dev.offing.client.market;

import dev.offing.sync.economy.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * What one of a good cost over a time. Immutable.
 *
 * @param span how far back it reaches
 * @param points oldest first, one for each time; none before anything was heard
 */
public record Chart(Span span, List<Point> points) {
  /** Nothing heard. */
  static final Chart EMPTY = new Chart(Span.QUARTER, List.of());

  /**
   * A price.
   *
   * @param at ms of server time
   * @param price grains for one
   */
  public record Point(long at, Money price) {}

  /** Copies the list. */
  public Chart {
    points = List.copyOf(points);
  }

  /** Of prices that end at a time. */
  static Chart of(Span span, long until, long stepMs, List<Money> prices) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < prices.size(); i++) {
      points.add(new Point(until - (prices.size() - 1L - i) * stepMs, prices.get(i)));
    }
    return new Chart(span, points);
  }

  /** The same with a newer price; what is too old then goes. */
  Chart plus(Point newest) {
    if (points.isEmpty() || newest.at() <= points.getLast().at()) {
      return this;
    }
    List<Point> next = new ArrayList<>(points);
    // A live price stands in until a step of the chart is over.
    if (next.size() > 1 && next.getLast().at() - next.get(next.size() - 2).at() < span.stepMs()) {
      next.removeLast();
    }
    next.add(newest);
    next.removeIf(it -> it.at() < newest.at() - span.ms());
    return new Chart(span, next);
  }

  /** The lowest price, grains; zero where there is none. */
  Money lowest() {
    return points.stream().map(Point::price).min(Money::compareTo).orElse(Money.ZERO);
  }

  /** The highest price, grains; zero where there is none. */
  Money highest() {
    return points.stream().map(Point::price).max(Money::compareTo).orElse(Money.ZERO);
  }

  /** The price that is nearest to a time; the chart has one at least. */
  Point nearest(long at) {
    Point best = points.getFirst();
    for (Point point : points) {
      if (Math.abs(point.at() - at) <= Math.abs(best.at() - at)) {
        best = point;
      }
    }
    return best;
  }
}
