package dev.offing.server.cluster;

/** The clock that all nodes share: TIME of their Redis. */
@FunctionalInterface
public interface ReferenceClock {
  /**
   * Microseconds since 1970.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when it does not answer
   */
  long micros();
}
