package dev.offing.simulator.proxy.toxic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A clock that a test moves by hand, and that knows who waits for what. */
public final class HandTime implements Time {
  private static final long PATIENCE_MS = 60_000;

  /** Guarded by {@code this}, as all below. */
  private final Map<Thread, Long> parked = new HashMap<>();

  private long now;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public void parkUntil(long nanos) {
    Thread me = Thread.currentThread();
    synchronized (this) {
      if (nanos <= now) {
        return;
      }
      parked.put(me, nanos);
      notifyAll();
    }
    LockSupport.park(this);
    synchronized (this) {
      parked.remove(me);
    }
  }

  /** Moves on and wakes whose time has come. */
  public synchronized void advance(Duration by) {
    now += by.toNanos();
    parked.forEach((thread, until) -> {
      if (until <= now) {
        LockSupport.unpark(thread);
      }
    });
  }

  /** Waits until somebody waits for the moment that is so far from now. */
  public synchronized void awaitSomebodyWaitingFor(Duration fromNow) throws InterruptedException {
    long until = now + fromNow.toNanos();
    long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (!parked.containsValue(until)) {
      long leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        throw new AssertionError("nobody waits for " + until + ", but for " + parked.values());
      }
      wait(leftMs);
    }
  }
}
