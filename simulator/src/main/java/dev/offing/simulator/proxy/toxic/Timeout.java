package dev.offing.simulator.proxy.toxic;

/**
 * {@code timeout}: nothing comes any more, and after so long without anything new the connection
 * ends; of 0 it never does. What it swallowed is missing, so the connection ends with it.
 */
final class Timeout implements Stage {
  private final long nanos;
  private long alarm;

  Timeout(long timeoutMs, long now) {
    nanos = timeoutMs > 0 ? Units.nanos(timeoutMs) : Time.NEVER;
    alarm = Units.plus(now, nanos);
  }

  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    alarm = Units.plus(at, nanos);
  }

  @Override
  public long alarm() {
    return alarm;
  }

  @Override
  public void ring(long at, Sink next) {
    alarm = Time.NEVER;
    next.put(new Piece.End(/* reset= */ false, /* both= */ true), at);
  }

  @Override
  public boolean endsWhenRemoved() {
    return true;
  }
}
