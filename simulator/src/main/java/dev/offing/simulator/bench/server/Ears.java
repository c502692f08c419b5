package dev.offing.simulator.bench.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * One thread that reads what many wires hear, and decodes nothing of it.
 *
 * @param <T> who sits at a wire
 */
final class Ears<T> implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;

  /** What is done with what was heard, by the thread that reads. */
  interface Listener<T> {
    /**
     * A wire brought frames of the kind that is counted.
     *
     * @param events how many, at least 1
     */
    void heard(T seat, int events);

    /** A wire has ended. */
    void lost(T seat);

    /** All wires that had something to say were read. */
    void round();
  }

  private record Seat<T>(Wire wire, T who) {}

  private final Listener<T> listener;
  private final Selector selector = Selector.open();
  private final Thread reader;
  private volatile boolean closed;

  Ears(String name, Listener<T> listener) throws IOException {
    this.listener = listener;
    this.reader = Thread.ofPlatform().daemon().name(name).start(this::read);
  }

  /** Listens to one more, which does not block from now on. */
  void add(Wire wire, T who) throws IOException {
    wire.channel().configureBlocking(false);
    wire.channel().register(selector, SelectionKey.OP_READ, new Seat<>(wire, who));
    selector.wakeup();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try {
      while (!closed) {
        selector.select(key -> {
          @SuppressWarnings("unchecked") // as it was registered
          Seat<T> seat = (Seat<T>) key.attachment();
          try {
            if (seat.wire.channel().read(buffer.clear()) < 0) {
              lose(key, seat);
              return;
            }
            int events = seat.wire.take(buffer.flip());
            if (events > 0) {
              listener.heard(seat.who, events);
            }
          } catch (IOException | CancelledKeyException _) {
            lose(key, seat);
          }
        });
        listener.round();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void lose(SelectionKey key, Seat<T> seat) {
    if (key.isValid()) {
      key.cancel();
      listener.lost(seat.who);
    }
  }

  /** Listens no more; the wires are left open. */
  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      reader.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    selector.close();
  }
}
