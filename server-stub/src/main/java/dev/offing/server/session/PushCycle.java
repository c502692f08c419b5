package dev.offing.server.session;

import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What is sent to everybody again and again, spread over the cycle: sessions and rooms belong to
 * slots by their names, and each slot has its turn once in a cycle, by the clock: turns that a busy
 * machine held up are made up for, but those that are a whole cycle late. Used by one thread.
 */
public final class PushCycle implements Runnable {
  private static final int SLOT_MS = 10;

  private final int slots;
  private final long slotNanos;
  private final IntConsumer work;
  private final LongSupplier nanos;
  private final LongConsumer took;
  private final long beganNanos;

  /** Turns since the beginning, with those that were left out. */
  private long turns;

  private long workedNanos;

  /**
   * A cycle.
   *
   * @param cycleMs how long it takes; at least 1
   * @param work sends what changed to those of a slot, from 0
   * @param nanos monotonic time
   * @param took told after each cycle how long the work of all its slots took, nanoseconds
   */
  public PushCycle(int cycleMs, IntConsumer work, LongSupplier nanos, LongConsumer took) {
    this.slots = slots(cycleMs);
    this.slotNanos = TimeUnit.MILLISECONDS.toNanos(cycleMs) / slots;
    this.work = work;
    this.nanos = nanos;
    this.took = took;
    this.beganNanos = nanos.getAsLong();
  }

  /** How many turns a cycle of so many ms has. */
  public static int slots(int cycleMs) {
    return Math.max(1, cycleMs / SLOT_MS);
  }

  /** The turns that are due; to be called every {@link #SLOT_MS} or so. */
  @Override
  public void run() {
    long due = (nanos.getAsLong() - beganNanos) / slotNanos;
    turns = Math.max(turns, due - slots);
    while (turns < due) {
      turn((int) (turns++ % slots));
    }
  }

  private void turn(int slot) {
    long began = nanos.getAsLong();
    try {
      work.accept(slot);
    } finally {
      workedNanos += nanos.getAsLong() - began;
      if (slot == slots - 1) {
        took.accept(workedNanos);
        workedNanos = 0;
      }
    }
  }
}
