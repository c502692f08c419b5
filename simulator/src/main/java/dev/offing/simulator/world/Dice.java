package dev.offing.simulator.world;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The one source of chance: seeded, and split by name, so that parts do not disturb each other. */
public final class Dice implements RandomGenerator {
  private final long seed;
  private final SplittableRandom random;

  /** The dice of a seed. */
  public Dice(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Other dice, always the same for the same name. */
  public Dice split(String name) {
    long mixed = seed;
    for (int i = 0; i < name.length(); i++) {
      mixed = (mixed ^ name.charAt(i)) * 0x100000001B3L;
      mixed ^= mixed >>> 29;
    }
    return new Dice(mixed * 0x9E3779B97F4A7C15L);
  }

  @Override
  public long nextLong() {
    return random.nextLong();
  }

  /** True with this chance, 0 to 1. */
  public boolean chance(double p) {
    return p > 0 && random.nextDouble() < p;
  }

  /** From 0 to below {@code bound}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** From {@code low} to {@code high}, both possible. */
  public long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  /** One of them. */
  public <T> T of(List<T> some) {
    return some.get(below(some.size()));
  }

  /** Random bytes in hexadecimal. */
  public String hex(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
