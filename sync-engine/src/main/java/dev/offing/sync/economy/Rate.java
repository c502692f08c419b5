package dev.offing.sync.economy;

import java.util.SortedMap;

/**
 * What is earned in one millisecond, whole grains. Each source is floored once, and the total is
 * the sum of the floored sources, so what the screen shows per source adds up. Source:
 * docs/design/economy.md, "Rate".
 *
 * @param perMsBySource producer id to grains per millisecond, of the owned producers
 * @param perMs their sum
 */
public record Rate(SortedMap<String, Money> perMsBySource, Money perMs) {

  public Rate {
    perMsBySource = Frozen.map(perMsBySource);
  }
}
