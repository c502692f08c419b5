package dev.offing.simulator.proxy.toxic;

/** {@code noop}: lets everything pass. */
final class Pass implements Stage {
  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    next.put(piece, at);
  }
}
