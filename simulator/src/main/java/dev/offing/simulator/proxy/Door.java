package dev.offing.simulator.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A port of our own that can be opened and shut as often as one likes. Thread-safe. */
final class Door implements AutoCloseable {

  /** Takes a connection that came in; on a thread of its own. */
  interface Guests {
    /**
     * @param visit tells later whether the door has been shut since
     */
    void enter(Socket client, Visit visit);
  }

  /** Enough for a test's swarm to dial at once; more are refused by the system, as on a server. */
  private static final int BACKLOG = 512;

  private final Executor threads;
  private final Guests guests;

  /**
   * Bound but never listening: it keeps the port ours while the door is shut, so that a dial is
   * refused by the system and nobody else is given the number.
   */
  private final Socket reservation;

  private final InetSocketAddress address;

  private final ReentrantLock lock = new ReentrantLock();

  /** Null while shut. Guarded by {@link #lock}. */
  private @Nullable ServerSocket listening;

  /** Ends with the thread that accepts on {@link #listening}. Guarded by {@link #lock}. */
  private CompletableFuture<?> acceptor = CompletableFuture.completedFuture(null);

  /** Guarded by {@link #lock}. */
  private boolean closed;

  /**
   * A door, shut.
   *
   * @param listen its address; port 0 takes a free one
   * @throws UncheckedIOException if that port cannot be had
   */
  Door(InetSocketAddress listen, Executor threads, Guests guests) {
    this.threads = threads;
    this.guests = guests;
    reservation = new Socket();
    try {
      reservation.setReuseAddress(true);
      reservation.bind(listen);
    } catch (IOException e) {
      Link.closeQuietly(reservation);
      throw new UncheckedIOException(e);
    }
    address = (InetSocketAddress) reservation.getLocalSocketAddress();
  }

  InetSocketAddress address() {
    return address;
  }

  void open() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the proxy is closed");
      }
      if (listening == null) {
        ServerSocket server = listen();
        listening = server;
        acceptor = CompletableFuture.runAsync(() -> acceptAll(server), threads);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private ServerSocket listen() throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(address, BACKLOG);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** When this returns, a dial is refused. */
  void shut() {
    lock.lock();
    try {
      if (listening != null) {
        listening.close();
        listening = null;
        // Until the accepting thread has let go of the port, the system takes calls for it.
        acceptor.join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Shuts the door for good and gives the port back. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      shut();
    } finally {
      lock.unlock();
    }
    Link.closeQuietly(reservation);
  }

  private void acceptAll(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        try {
          threads.execute(() -> guests.enter(client, new Visit(server)));
        } catch (RejectedExecutionException e) {
          // The proxy closes.
          Link.reset(client);
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          // Out of file handles: wait for some to come free.
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
      }
    }
  }

  /** One who came in, and by which opening of the door. */
  final class Visit {
    private final ServerSocket opening;

    private Visit(ServerSocket opening) {
      this.opening = opening;
    }

    /** Does something unless the door was shut since; it is not shut meanwhile. */
    boolean unlessShut(BooleanSupplier deed) {
      lock.lock();
      try {
        return !opening.isClosed() && deed.getAsBoolean();
      } finally {
        lock.unlock();
      }
    }
  }
}
