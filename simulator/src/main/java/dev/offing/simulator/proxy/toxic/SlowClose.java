package dev.offing.simulator.proxy.toxic;

/** {@code slow_close}: the end comes so much later. */
record SlowClose(long delayMs) implements Stage {
  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    next.put(piece, at);
  }

  @Override
  public void end(Piece.End end, long at, Sink next) {
    next.put(end, Units.plus(at, Units.nanos(delayMs)));
  }
}
