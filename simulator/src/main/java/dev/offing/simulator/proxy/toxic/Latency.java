package dev.offing.simulator.proxy.toxic;

import dev.offing.simulator.world.Dice;

/** {@code latency}: everything comes so much later, give or take. */
final class Latency implements Stage {
  private final long latencyMs;
  private final long jitterMs;
  private final Dice dice;

  Latency(long latencyMs, long jitterMs, Dice dice) {
    this.latencyMs = latencyMs;
    this.jitterMs = jitterMs;
    this.dice = dice;
  }

  /** Counted from when it was read, so that what waited elsewhere does not wait twice. */
  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    long wait = Math.max(0, Units.nanos(delayMs()) - (at - piece.stamp()));
    next.put(new Piece.Bytes(piece.bytes(), piece.stamp() + wait), Units.plus(at, wait));
  }

  @Override
  public boolean buffers() {
    return true;
  }

  private long delayMs() {
    return jitterMs > 0 ? latencyMs + dice.between(-jitterMs, jitterMs - 1) : latencyMs;
  }
}
