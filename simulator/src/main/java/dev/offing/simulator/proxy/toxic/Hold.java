package dev.offing.simulator.proxy.toxic;

/** {@code half-open} and {@code one-way}: nothing moves, not even the end, and nothing is lost. */
record Hold() implements Stage {
  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    next.put(piece, Time.NEVER);
  }

  @Override
  public void end(Piece.End end, long at, Sink next) {
    next.put(end, Time.NEVER);
  }

  @Override
  public boolean buffers() {
    return true;
  }
}
