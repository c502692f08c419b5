package dev.offing.server.gateway;

/** So many at once, so many a second on average. Not safe for use by many threads. */
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private final int burst;
  private double tokens;
  private long lastNanos;
  private int used;

  /** A full one. */
  public TokenBucket(int perSecond, int burst, long nowNanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.lastNanos = nowNanos;
  }

  /** Takes one, if there is one. */
  public boolean take(long nowNanos) {
    fill(nowNanos);
    if (tokens < 1) {
      return false;
    }
    tokens--;
    used++;
    return true;
  }

  /** How many were taken that nobody else was told of. */
  int used() {
    return used;
  }

  /**
   * Others were told of some that were taken, and said what is left for all; it holds no more than
   * that from now on, and less than nothing where they had taken too many.
   */
  void told(int tokensTold, long left, long nowNanos) {
    used -= tokensTold;
    fill(nowNanos);
    tokens = Math.min(tokens, (double) left);
  }

  private void fill(long nowNanos) {
    double earned = (nowNanos - lastNanos) / NANOS_PER_SECOND * perSecond;
    tokens = Math.min(burst, tokens + earned);
    lastNanos = nowNanos;
  }

  /** Whether it holds all it can, so that nothing is lost by forgetting it. */
  public boolean full(long nowNanos) {
    return tokens + (nowNanos - lastNanos) / NANOS_PER_SECOND * perSecond >= burst;
  }
}
