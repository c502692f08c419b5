package dev.offing.simulator.proxy;

import dev.offing.simulator.proxy.toxic.Chain;
import dev.offing.simulator.proxy.toxic.Dose;
import dev.offing.simulator.proxy.toxic.Piece;
import dev.offing.simulator.proxy.toxic.Time;
import dev.offing.simulator.world.Dice;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Pump} puts what it forwards. Without toxics that is the socket at once; with some
 * it waits here until the {@link Chain} lets it go, and a thread of its own sends it. Thread-safe.
 */
final class Outlet {

  /** What may wait for toxics that delay: as many pieces as at Toxiproxy, and bounded in bytes. */
  private static final int MOST_PIECES = 1_024;

  private static final long MOST_BYTES = 8 << 20;

  /** Sends; never called by two threads at once. */
  interface Sender {
    void send(byte[] bytes, int from, int to);

    void end(Piece.End end);
  }

  private record Due(Piece piece, long at, @Nullable Dose heldBy) {}

  private final Time time;
  private final Executor threads;
  private final Sender sender;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sent = lock.newCondition();

  /** Guarded by {@link #lock}, as all below. */
  private final Chain chain;

  /** Before the chain, oldest first. */
  private final Deque<Piece> waiting = new ArrayDeque<>();

  private long waitingBytes;

  /** Behind the chain, in the order in which it is sent. */
  private final Deque<Due> due = new ArrayDeque<>();

  /** When the toxics last changed, ns: none is at work before it is on. */
  private long since;

  /** Whether {@link #sendAll} runs, or is about to. */
  private boolean busy;

  private @Nullable Thread thread;

  /** Whether a piece was taken from {@link #due} and is not out yet. */
  private boolean underWay;

  private boolean over;

  /** Whether bytes go to the socket at once; read without the lock. */
  private volatile boolean direct = true;

  Outlet(Time time, Executor threads, Dice dice, Sender sender) {
    this.time = time;
    this.threads = threads;
    this.sender = sender;
    this.chain = new Chain(dice);
  }

  /** Sends bytes, or takes a copy of them; waits while too much waits. One thread at a time. */
  void write(byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    if (direct || !waits(new Piece.Bytes(Arrays.copyOfRange(bytes, from, to), time.nanos()))) {
      sender.send(bytes, from, to);
    }
  }

  /** Passes the sender's end on, and waits until it is through. */
  void end(boolean reset) {
    Piece.End end = new Piece.End(reset, /* both= */ false);
    if (direct || !waits(end)) {
      sender.end(end);
    } else {
      awaitSent();
    }
  }

  /** Does something once all that was written is out, and waits until it is done. */
  void afterwards(Runnable deed) {
    if (direct || !waits(new Piece.Mark(deed))) {
      deed.run();
    } else {
      awaitSent();
    }
  }

  /** Has these toxics from now on. What a toxic that is gone or changed held back goes out. */
  void toxics(List<Dose> doses) {
    lock.lock();
    try {
      if (over || (doses.isEmpty() && chain.isEmpty())) {
        return;
      }
      since = time.nanos();
      if (chain.change(doses, since)) {
        clear();
        due.add(new Due(new Piece.End(/* reset= */ false, /* both= */ true), since, null));
      } else {
        letGo();
      }
      if (!busy) {
        threads.execute(this::sendAll);
        busy = true;
        direct = false;
      }
      LockSupport.unpark(thread);
      sent.signalAll();
    } catch (RejectedExecutionException e) {
      // The proxy closes and cuts the connection.
    } finally {
      lock.unlock();
    }
  }

  /** Sends nothing more and lets go of everybody who waits. */
  void stop() {
    lock.lock();
    try {
      over = true;
      clear();
      LockSupport.unpark(thread);
      sent.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** False if it need not wait, because all before it is out and there is no toxic. */
  private boolean waits(Piece piece) {
    lock.lock();
    try {
      while (!over && !direct && full()) {
        sent.awaitUninterruptibly();
      }
      if (!over && !direct) {
        waiting.add(piece);
        waitingBytes += size(piece);
        LockSupport.unpark(thread);
      }
      return over || !direct;
    } finally {
      lock.unlock();
    }
  }

  private boolean full() {
    return chain.buffers()
        ? waiting.size() >= MOST_PIECES || waitingBytes >= MOST_BYTES
        : !waiting.isEmpty();
  }

  private void awaitSent() {
    lock.lock();
    try {
      while (!over && (!waiting.isEmpty() || !due.isEmpty() || underWay)) {
        sent.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    waiting.clear();
    waitingBytes = 0;
    due.clear();
  }

  private void letGo() {
    List<Due> before = List.copyOf(due);
    due.clear();
    for (Due it : before) {
      boolean free = it.heldBy != null && !chain.has(it.heldBy);
      due.add(free ? new Due(it.piece, since, null) : it);
    }
  }

  private void sendAll() {
    for (Piece piece = next(); piece != null; piece = next()) {
      switch (piece) {
        case Piece.Bytes bytes -> sender.send(bytes.bytes(), 0, bytes.bytes().length);
        case Piece.End end -> sender.end(end);
        case Piece.Mark mark -> mark.deed().run();
      }
    }
  }

  /** Waits for what is to be sent next; null when this thread is not needed any more. */
  private @Nullable Piece next() {
    while (true) {
      long until;
      lock.lock();
      try {
        thread = Thread.currentThread();
        underWay = false;
        sent.signalAll();
        if (over) {
          return null;
        }
        advance();
        Due first = due.peek();
        if (first == null && waiting.isEmpty() && chain.isEmpty()) {
          busy = false;
          thread = null;
          direct = true;
          return null;
        }
        long now = time.nanos();
        if (first != null && first.at <= now) {
          due.remove();
          underWay = true;
          return first.piece;
        }
        until = Math.min(first == null ? Time.NEVER : first.at, chain.alarm());
      } finally {
        lock.unlock();
      }
      time.parkUntil(until);
    }
  }

  /** Puts through the chain what can be now. */
  private void advance() {
    long now = time.nanos();
    if (chain.alarm() <= now) {
      chain.ring(now, this::put);
    }
    while (due.isEmpty() && !waiting.isEmpty()) {
      Piece piece = waiting.remove();
      waitingBytes -= size(piece);
      // From when it came, not from when this thread got to it: rates stay true.
      long at = piece instanceof Piece.Bytes bytes ? Math.max(bytes.stamp(), since) : now;
      chain.take(piece, at, this::put);
    }
  }

  private void put(Piece piece, long at, @Nullable Dose heldBy) {
    due.add(new Due(piece, at, heldBy));
  }

  private static int size(Piece piece) {
    return piece instanceof Piece.Bytes bytes ? bytes.bytes().length : 0;
  }
}
