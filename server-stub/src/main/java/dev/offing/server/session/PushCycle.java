package dev.offing.server.session;

import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What is sent to everybody again and again, spread over the cycle: sessions and rooms belong to
 * slots by their names, and each slot has its turn once in a cycle. Used by one thread.
 */
public final class PushCycle implements Runnable {
  private static final int SLOT_MS = 10;

  private final int slots;
  private final IntConsumer work;
  private final LongSupplier nanos;
  private final LongConsumer took;
  private int next;
  private long workedNanos;

  /**
   * A cycle.
   *
   * @param slots how many turns it has
   * @param work sends what changed to those of a slot, from 0
   * @param nanos monotonic time
   * @param took told after each cycle how long the work of all its slots took, nanoseconds
   */
  public PushCycle(int slots, IntConsumer work, LongSupplier nanos, LongConsumer took) {
    this.slots = slots;
    this.work = work;
    this.nanos = nanos;
    this.took = took;
  }

  /** How many turns a cycle of so many ms has. */
  public static int slots(int cycleMs) {
    return Math.max(1, cycleMs / SLOT_MS);
  }

  /** The turn of the next slot; to be called so many times in a cycle as there are slots. */
  @Override
  public void run() {
    int slot = next;
    next = (slot + 1) % slots;
    long began = nanos.getAsLong();
    try {
      work.accept(slot);
    } finally {
      workedNanos += nanos.getAsLong() - began;
      if (next == 0) {
        took.accept(workedNanos);
        workedNanos = 0;
      }
    }
  }
}
