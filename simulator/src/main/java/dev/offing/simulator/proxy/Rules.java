package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.CuttingProxy.Armed;
import dev.offing.simulator.proxy.CuttingProxy.Direction;
import dev.offing.simulator.proxy.CuttingProxy.Firing;
import dev.offing.simulator.proxy.Rule.Action;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The armed rules, oldest first, and their counts. Thread-safe. */
final class Rules {

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by {@link #lock}. */
  private final List<Entry> armed = new ArrayList<>();

  /**
   * Arms a rule.
   *
   * @param luck whether it is for a message that it matches; asked by one thread at a time
   * @param flush forwards what released holds kept in a direction
   */
  Armed arm(Rule rule, BooleanSupplier luck, Consumer<Direction> flush) {
    Entry entry = new Entry(rule, luck, flush);
    lock.lock();
    try {
      armed.add(entry);
    } finally {
      lock.unlock();
    }
    return entry;
  }

  /** Whether no message has to be looked at. */
  boolean isEmpty() {
    lock.lock();
    try {
      return armed.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** The rule that decides this message, or null to forward it. */
  @Nullable Entry judge(Direction direction, String type) {
    lock.lock();
    try {
      for (Iterator<Entry> all = armed.iterator(); all.hasNext(); ) {
        Entry entry = all.next();
        if (entry.rule.action() != Action.WATCH
            && entry.counts(direction, type)
            && entry.luck.getAsBoolean()) {
          entry.done++;
          if (entry.done >= entry.rule.times() && entry.rule.action() != Action.HOLD) {
            all.remove();
          }
          return entry;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /** The watches that a message which was just forwarded completes. */
  List<Entry> forwarded(Direction direction, String type) {
    lock.lock();
    try {
      List<Entry> done = List.of();
      for (Entry entry : armed) {
        if (entry.rule.action() == Action.WATCH && entry.counts(direction, type)) {
          done = done.isEmpty() ? new ArrayList<>() : done;
          done.add(entry);
        }
      }
      armed.removeAll(done);
      return done;
    } finally {
      lock.unlock();
    }
  }

  /** Takes every rule off; nothing that holds keep is forwarded any more. */
  void cancelAll() {
    List<Entry> all;
    lock.lock();
    try {
      all = List.copyOf(armed);
      armed.clear();
    } finally {
      lock.unlock();
    }
    all.forEach(Entry::cancelUnfired);
  }

  /** One armed rule. */
  final class Entry implements Armed {
    private final Rule rule;
    private final BooleanSupplier luck;
    private final Consumer<Direction> flush;
    private final CompletableFuture<Firing> fired = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> released = new CompletableFuture<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicInteger held = new AtomicInteger();

    /** Messages met so far. Guarded by {@link Rules#lock}. */
    private int met;

    /** Messages it was for so far. Guarded by {@link Rules#lock}. */
    private int done;

    private Entry(Rule rule, BooleanSupplier luck, Consumer<Direction> flush) {
      this.rule = rule;
      this.luck = luck;
      this.flush = flush;
    }

    @Override
    public Rule rule() {
      return rule;
    }

    @Override
    public CompletableFuture<Firing> fired() {
      return fired;
    }

    @Override
    public int held() {
      return held.get();
    }

    @Override
    public void release() {
      lock.lock();
      try {
        // Both at once: a message that judge() no longer holds must find the kept ones released.
        armed.remove(this);
        released.complete(null);
      } finally {
        lock.unlock();
      }
      flush.accept(rule.direction());
      cancelUnfired();
    }

    /** Completes when a hold lets go. */
    CompletableFuture<@Nullable Void> released() {
      return released;
    }

    /** One more message kept (+1) or let go (-1). */
    void held(int change) {
      held.addAndGet(change);
    }

    /** Tells whoever waits; on a thread of its own, since what waits may close the proxy. */
    void fire(int connection, Unit unit) {
      if (told.compareAndSet(/* expectedValue= */ false, /* newValue= */ true)) {
        Firing firing = new Firing(rule, connection, unit.type(), unit.text());
        Thread.ofVirtual().name("cutting-proxy-fired").start(() -> fired.complete(firing));
      }
    }

    private void cancelUnfired() {
      if (told.compareAndSet(/* expectedValue= */ false, /* newValue= */ true)) {
        fired.cancel(/* mayInterruptIfRunning= */ false);
      }
    }

    /** Counts a message that matches; true if the rule is now for it. */
    private boolean counts(Direction direction, String type) {
      if (!rule.matches(direction, type)) {
        return false;
      }
      met++;
      return met >= rule.nth();
    }
  }
}
