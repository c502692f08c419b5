package dev.offing.server.gateway;

/** So many at once, so many a second on average. Not safe for use by many threads. */
public final class TokenBucket {
  private static final double NANOS_PER_SECOND = 1e9;

  private final int perSecond;
  private final int burst;
  private double tokens;
  private long lastNanos;

  /** A full one. */
  public TokenBucket(int perSecond, int burst, long nowNanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.lastNanos = nowNanos;
  }

  /** Takes one, if there is one. */
  public boolean take(long nowNanos) {
    double earned = (nowNanos - lastNanos) / NANOS_PER_SECOND * perSecond;
    tokens = Math.min(burst, tokens + earned);
    lastNanos = nowNanos;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /** Whether it holds all it can, so that nothing is lost by forgetting it. */
  public boolean full(long nowNanos) {
    return tokens + (nowNanos - lastNanos) / NANOS_PER_SECOND * perSecond >= burst;
  }
}
