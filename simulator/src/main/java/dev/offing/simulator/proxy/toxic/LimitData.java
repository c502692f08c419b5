package dev.offing.simulator.proxy.toxic;

/** {@code limit_data}: so many bytes, then the connection ends. */
final class LimitData implements Stage {
  private final long most;
  private long passed;
  private boolean ended;

  LimitData(long most) {
    this.most = most;
  }

  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    if (ended) {
      return;
    }
    int length = Math.clamp(most - passed, 0, piece.bytes().length);
    if (length > 0) {
      passed += length;
      next.put(piece.part(0, length), at);
    }
    if (passed >= most) {
      ended = true;
      next.put(new Piece.End(/* reset= */ false, /* both= */ true), at);
    }
  }

  @Override
  public void inherit(Stage before) {
    if (before instanceof LimitData limit) {
      passed = limit.passed;
    }
  }
}
