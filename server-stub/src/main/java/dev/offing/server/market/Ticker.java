package dev.offing.server.market;

import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Money;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Prices of the market by time. Each is a function of the seed, the good and the tick, so every
 * node knows the same ones and none has to lead; integers throughout. Immutable.
 */
public final class Ticker {
  /** A price stays for so long, ms. */
  public static final long TICK_MS = 250;

  /** Swings of 10 s, 3 min and 1 h, the slow ones wider: hundredths of the whole swing each. */
  private static final long[] PERIOD_TICKS = {40, 720, 14_400};

  private static final long[] WEIGHTS = {15, 35, 50};
  private static final long UNIT = 1_000;

  private final long seed;

  /** A market; the same seed makes the same prices. */
  public Ticker(String seed) {
    this.seed = hash(seed, 0);
  }

  /** When the tick of a moment began, ms. */
  public static long tickOf(long ms) {
    return Math.floorDiv(ms, TICK_MS) * TICK_MS;
  }

  /** Grains for one of a good at a moment of server time, ms; positive. */
  public Money price(Commons.Good good, long ms) {
    long tick = Math.floorDiv(ms, TICK_MS);
    long goodSeed = hash(good.id(), seed);
    long move = 0; // -100 * UNIT to 100 * UNIT
    for (int i = 0; i < WEIGHTS.length; i++) {
      move += WEIGHTS[i] * wave(goodSeed + i, tick, PERIOD_TICKS[i]);
    }
    // 100 hundredths of a swing of so many hundredths of the price, in units.
    long whole = 100 * 100 * UNIT;
    Money changed = good.price().times(whole + move * good.swing());
    return Money.of(changed.grains().divide(Money.of(whole).grains())).max(Money.of(1));
  }

  /** A line through random points, -UNIT to UNIT. */
  private static long wave(long seed, long tick, long period) {
    long from = Math.floorDiv(tick, period);
    long within = Math.floorMod(tick, period);
    return (point(seed, from) * (period - within) + point(seed, from + 1) * within) / period;
  }

  private static long point(long seed, long number) {
    return Math.floorMod(mixed(seed * 31 + number), 2 * UNIT + 1) - UNIT;
  }

  private static long hash(String text, long seed) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return mixed(crc.getValue() + seed);
  }

  /** The finalizer of SplitMix64. */
  private static long mixed(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
