package dev.offing.server.cluster;

/** Where all nodes look for real time, and for what server time makes of it. */
public interface WarpStore {
  /**
   * What lies there.
   *
   * @param micros the common clock, microseconds since 1970
   * @param warp {@link Warp#text}
   * @param seenMs when a node last looked while server time was no plain copy of real time, ms of
   *     real time; 0 for never
   * @param fresh whether no server ever began on this store
   */
  record Read(long micros, String warp, long seenMs, boolean fresh) {}

  /**
   * Looks; one round trip.
   *
   * @throws dev.offing.server.redis.RedisUnavailable when the store does not answer
   */
  Read read();

  /**
   * Puts another warp in the place of one.
   *
   * @param latestMs of real time: afterwards it is not done any more
   * @return whether it was done; not where another one lies there, or it is too late
   * @throws dev.offing.server.redis.RedisUnavailable when the store does not answer
   */
  boolean replace(String before, String after, long latestMs);
}
