package dev.offing.simulator.proxy.toxic;

import dev.offing.simulator.world.Dice;

/** {@code stall}: by chance all waits for a while, as where TCP sends again what was lost. */
final class Stall implements Stage {
  private final double chance;
  private final long leastMs;
  private final long mostMs;
  private final Dice dice;

  /** When the last stall is over, ns. */
  private long free;

  Stall(long percent, long leastMs, long mostMs, Dice dice, long now) {
    this.chance = percent / 100.0;
    this.leastMs = Math.max(0, leastMs);
    this.mostMs = Math.clamp(mostMs, this.leastMs, Long.MAX_VALUE - 1);
    this.dice = dice;
    this.free = now;
  }

  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    free = Math.max(free, at);
    if (dice.chance(chance)) {
      free = Units.plus(free, Units.nanos(dice.between(leastMs, mostMs)));
    }
    next.put(piece, free);
  }

  @Override
  public boolean buffers() {
    return true;
  }
}
