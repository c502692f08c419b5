package dev.offing.simulator.bots;

import dev.offing.sync.Scheduler;
import dev.offing.sync.transport.Transport;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What all bots use together: one client for all their connections, one timer, one place where
 * their listeners run. An engine closes what it was given; here that leaves the rest alone.
 */
final class Shared implements AutoCloseable {
  private static final String TICK = "{\"type\":\"tick\"";

  private final Transport transport = Transport.okHttp();
  private final Scheduler timer = Scheduler.system();
  private final ExecutorService listeners = Executors.newVirtualThreadPerTaskExecutor();
  private final Tally tally;

  Shared(Tally tally) {
    this.tally = tally;
  }

  ExecutorService listeners() {
    return listeners;
  }

  Scheduler timer() {
    return new Scheduler() {
      @Override
      public Runnable after(long delayMs, Runnable task) {
        return timer.after(delayMs, task);
      }

      @Override
      public void close() {}
    };
  }

  Transport transport() {
    return new Transport() {
      @Override
      public Wire dial(URI server, Listener listener) {
        return transport.dial(server, new Ear(listener));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    transport.close();
    timer.close();
    listeners.close();
  }

  /** Counts ticks and cuts on their way to a session. Called by one thread at a time. */
  private final class Ear implements Transport.Listener {
    private final Transport.Listener to;
    private boolean open;
    private long tickedNanos;

    Ear(Transport.Listener to) {
      this.to = to;
    }

    @Override
    public void opened() {
      open = true;
      to.opened();
    }

    @Override
    public void frame(String text) {
      if (text.startsWith(TICK)) {
        long now = System.nanoTime();
        if (tickedNanos != 0) {
          tally.ticks.add(now - tickedNanos);
        }
        tickedNanos = now;
      }
      to.frame(text);
    }

    @Override
    public void closed(String why) {
      tally.error(open ? "cut" : "not-connected");
      to.closed(why);
    }
  }
}
