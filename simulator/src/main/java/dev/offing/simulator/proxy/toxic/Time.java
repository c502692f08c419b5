package dev.offing.simulator.proxy.toxic;

import java.util.concurrent.locks.LockSupport;

/** The clock that toxics go by, and how a thread waits for it. Thread-safe. */
public interface Time {

  /** A moment that never comes. */
  long NEVER = Long.MAX_VALUE;

  /** Now, ns since some moment, from 0 on; never less than before. */
  long nanos();

  /**
   * Parks the calling thread until then, or until it is unparked; it may also return sooner for no
   * reason, as {@link LockSupport#park} does.
   */
  void parkUntil(long nanos);

  /** The machine's own, monotonic; begins now. */
  static Time system() {
    long origin = System.nanoTime();
    return new Time() {
      @Override
      public long nanos() {
        return System.nanoTime() - origin;
      }

      @Override
      public void parkUntil(long nanos) {
        if (nanos == NEVER) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, nanos - nanos());
        }
      }
    };
  }
}
