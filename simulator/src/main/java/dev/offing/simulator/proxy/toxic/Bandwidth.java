package dev.offing.simulator.proxy.toxic;

/** {@code bandwidth}: so many KB (1,000 bytes) a second, in steps of 100 ms; of 0 nothing. */
final class Bandwidth implements Stage {
  private static final long STEP_MS = 100;

  private final long rate;

  /** When the line is free again, ns. */
  private long free;

  Bandwidth(long rate, long now) {
    this.rate = rate;
    this.free = now;
  }

  @Override
  public void take(Piece.Bytes piece, long at, Sink next) {
    if (rate <= 0) {
      next.put(piece, Time.NEVER);
      return;
    }
    free = Math.max(free, at);
    int length = piece.bytes().length;
    int step = (int) Math.min(length, Math.min(Integer.MAX_VALUE, rate) * STEP_MS);
    for (int from = 0; from < length; from += step) {
      int to = Math.min(length, from + step);
      free += (to - from) * Units.NANOS_PER_MS / rate;
      next.put(piece.part(from, to), free);
    }
  }
}
