package dev.offing.simulator.proxy.toxic;

/** {@code reset_peer}: so long after the first bytes the connection is reset. */
final class ResetPeer implements Stage {
  private final long timeoutMs;
  private boolean met;

  ResetPeer(long timeoutMs) {
    this.timeoutMs = timeoutMs;
  }

  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    reset(at, next);
  }

  @Override
  public void end(Piece.End end, long at, Sink next) {
    reset(at, next);
  }

  private void reset(long at, Sink next) {
    if (!met) {
      met = true;
      next.put(
          new Piece.End(/* reset= */ true, /* both= */ true),
          Units.plus(at, Units.nanos(timeoutMs)));
    }
  }
}
