package dev.offing.simulator.bench.server;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that come in, some at a time, and stay until this is closed. Meanwhile it is noted how
 * long after the one before each tick came.
 */
final class Crowd implements AutoCloseable {
  private static final String TICK = "{\"type\":\"tick\"";

  /** Whoever waits for an answer reminds the server of it so often, and so many times. */
  private static final Duration REMIND = Duration.ofSeconds(1);

  private static final int PATIENCE = 60;

  /** What a client does before it stays. */
  @FunctionalInterface
  interface Entry {
    /**
     * Speaks while the wire blocks.
     *
     * @param number of the client, from 0
     */
    void enter(Wire wire, int number) throws IOException, InterruptedException;
  }

  /** When a client was ticked last; 0 before. */
  private static final class Seat {
    long tickedAtNanos;
  }

  private final URI address;
  private final int atOnce;
  private final Gaps gaps = new Gaps();
  private final ConcurrentLinkedQueue<Wire> wires = new ConcurrentLinkedQueue<>();
  private final Set<Wire> entering = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final Ears<Seat> ears;

  /**
   * Nobody yet.
   *
   * @param atOnce how many come in at the same time
   */
  Crowd(URI address, int atOnce) throws IOException {
    this.address = address;
    this.atOnce = atOnce;
    this.ears =
        new Ears<>(
            "crowd",
            new Ears.Listener<>() {
              @Override
              public void heard(Seat seat, int ticks) {
                long now = System.nanoTime();
                gaps.add(ticks, seat.tickedAtNanos == 0 ? -1 : now - seat.tickedAtNanos);
                seat.tickedAtNanos = now;
              }

              @Override
              public void lost(Seat seat) {
                lost.incrementAndGet();
              }

              @Override
              public void round() {}
            });
  }

  /** Lets so many more in, and returns when all are. */
  void enter(int many, Entry entry) throws IOException, InterruptedException {
    int last = next.get() + many;
    ConcurrentLinkedQueue<Exception> failed = new ConcurrentLinkedQueue<>();
    List<Thread> doors = new ArrayList<>();
    for (int door = 0; door < Math.min(atOnce, many); door++) {
      doors.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int it = taken(last); it >= 0 && failed.isEmpty(); it = taken(last)) {
                    enterOne(it, entry);
                  }
                } catch (IOException | InterruptedException | RuntimeException e) {
                  failed.add(e);
                }
              }));
    }
    awaitAll(doors);
    Exception first = failed.poll();
    if (first != null) {
      throw new IOException("only %d clients came in: %s".formatted(arrived.get(), first), first);
    }
  }

  private void awaitAll(List<Thread> doors) throws IOException, InterruptedException {
    int before = arrived.get();
    int waited = 0;
    for (Thread door : doors) {
      while (!door.join(REMIND)) {
        int now = arrived.get();
        waited = now == before ? waited + 1 : 0;
        before = now;
        for (Wire wire : entering) {
          if (waited < PATIENCE) {
            wire.remind();
          } else {
            wire.close(); // which its door is told
          }
        }
      }
    }
  }

  private int taken(int last) {
    int it = next.getAndUpdate(now -> Math.min(now + 1, last));
    return it < last ? it : -1;
  }

  private void enterOne(int number, Entry entry) throws IOException, InterruptedException {
    Wire wire = Wire.dialled(address, TICK);
    wires.add(wire);
    entering.add(wire);
    entry.enter(wire, number);
    entering.remove(wire);
    arrived.incrementAndGet();
    ears.add(wire, new Seat());
  }

  /** The gaps between ticks since this was asked last. */
  Gaps.Seen seen() {
    return gaps.taken();
  }

  /** How many are in. */
  int size() {
    return arrived.get() - lost.get();
  }

  @Override
  public void close() throws IOException {
    ears.close();
    for (Wire wire : wires) {
      wire.close();
    }
  }
}
