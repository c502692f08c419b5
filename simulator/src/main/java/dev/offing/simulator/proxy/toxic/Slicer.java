package dev.offing.simulator.proxy.toxic;

import dev.offing.simulator.world.Dice;

/** {@code slicer}: many small pieces of about a size, with a pause after each. */
final class Slicer implements Stage {
  private static final long NANOS_PER_US = 1_000;

  private final long averageSize;
  private final long sizeVariation;
  private final long delayNanos;
  private final Dice dice;

  /** When the pause after the last piece is over, ns. */
  private long free;

  Slicer(long averageSize, long sizeVariation, long delayUs, Dice dice, long now) {
    // A size of nothing would never come to an end.
    this.averageSize = Math.max(1, averageSize);
    this.sizeVariation = Math.clamp(sizeVariation, 0, this.averageSize);
    this.delayNanos = Math.clamp(delayUs, 0, Time.NEVER / NANOS_PER_US) * NANOS_PER_US;
    this.dice = dice;
    this.free = now;
  }

  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    free = Math.max(free, at);
    slice(piece, 0, piece.bytes().length, next);
  }

  /** Halves, give or take, until the parts are small enough. */
  private void slice(Piece.Bytes piece, int from, int to, Sink next) {
    if (to - from <= averageSize + sizeVariation || to - from < 2) {
      next.put(piece.part(from, to), free);
      free = Units.plus(free, delayNanos);
      return;
    }
    long shift = sizeVariation > 0 ? dice.between(-sizeVariation, sizeVariation - 1) : 0;
    int middle = (int) Math.clamp(from + (to - from) / 2 + shift, from + 1L, to - 1L);
    slice(piece, from, middle, next);
    slice(piece, middle, to, next);
  }
}
