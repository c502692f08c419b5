package dev.offing.simulator.bench.server;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that come in, some at a time, and stay until this is closed. Meanwhile one thread reads
 * what all of them hear, and notes how long after the one before each tick came.
 */
final class Crowd implements AutoCloseable {
  private static final String TICK = "{\"type\":\"tick\"";
  private static final int BUFFER_BYTES = 1 << 18;

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

  private static final class Seat {
    final Wire wire;
    long tickedAtNanos;

    Seat(Wire wire) {
      this.wire = wire;
    }
  }

  private final URI address;
  private final int atOnce;
  private final Gaps gaps = new Gaps();
  private final Selector selector = Selector.open();
  private final ConcurrentLinkedQueue<Wire> wires = new ConcurrentLinkedQueue<>();
  private final Set<Wire> entering = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final Thread reader;
  private volatile boolean closed;

  /**
   * Nobody yet.
   *
   * @param atOnce how many come in at the same time
   */
  Crowd(URI address, int atOnce) throws IOException {
    this.address = address;
    this.atOnce = atOnce;
    this.reader = Thread.ofPlatform().daemon().name("crowd").start(this::read);
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
    wire.channel().configureBlocking(false);
    wire.channel().register(selector, SelectionKey.OP_READ, new Seat(wire));
    selector.wakeup();
  }

  /** The gaps between ticks since this was asked last. */
  Gaps.Seen seen() {
    return gaps.taken();
  }

  /** How many are in. */
  int size() {
    return arrived.get() - lost.get();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try {
      while (!closed) {
        selector.select(key -> {
          try {
            take(key, (Seat) key.attachment(), buffer.clear());
          } catch (IOException | CancelledKeyException _) {
            lose(key);
          }
        });
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void take(SelectionKey key, Seat seat, ByteBuffer buffer) throws IOException {
    if (seat.wire.channel().read(buffer) < 0) {
      lose(key);
      return;
    }
    int ticks = seat.wire.take(buffer.flip());
    if (ticks > 0) {
      long now = System.nanoTime();
      gaps.add(ticks, seat.tickedAtNanos == 0 ? -1 : now - seat.tickedAtNanos);
      seat.tickedAtNanos = now;
    }
  }

  private void lose(SelectionKey key) {
    if (key.isValid()) {
      lost.incrementAndGet();
      key.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      reader.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (Wire wire : wires) {
      wire.close();
    }
    selector.close();
  }
}
