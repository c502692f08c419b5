package dev.offing.sync.session;

import dev.offing.sync.clock.Moment;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.Bounds;
import dev.offing.sync.protocol.ClientMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the outbox is pushed: its oldest rows, as many as one push may have, one push on its way at
 * a time, and not before the server wants more. Not thread-safe: belongs to the session.
 */
final class PushDesk {
  private final Replica replica;

  /** Of the newest row on its way; 0 while nothing is. */
  private long sentSeq;

  private long sentMs;
  private long notBeforeMs;
  private int gaps;

  PushDesk(Replica replica) {
    this.replica = replica;
  }

  /** Another connection. */
  void reset() {
    sentSeq = 0;
    notBeforeMs = 0;
    gaps = 0;
  }

  /**
   * The next push; null while none is due.
   *
   * @param answeredTo rows up to this number are in the outbox, but need not be sent any more
   */
  ClientMessage.@Nullable Push next(long answeredTo, Moment now) {
    if (sentSeq > 0 || now.monotonicMs() < notBeforeMs) {
      return null;
    }
    notBeforeMs = 0;
    List<Chained> rows = new ArrayList<>();
    int bytes = 0;
    for (Pending p : replica.outbox()) {
      if (p.row().seq() <= answeredTo) {
        continue;
      }
      bytes += Bounds.mutationBytes(p.row());
      if (rows.size() >= Bounds.PUSH_MUTATIONS || (!rows.isEmpty() && bytes > Bounds.PUSH_BYTES)) {
        break;
      }
      rows.add(p.row());
    }
    if (rows.isEmpty()) {
      return null;
    }
    sentSeq = rows.getLast().seq();
    sentMs = now.monotonicMs();
    return new ClientMessage.Push(replica.version(), replica.acked().seq(), rows);
  }

  /** The number up to which the outbox is on its way; 0 for none. */
  long sentSeq() {
    return sentSeq;
  }

  /** The push on its way was answered. */
  void answered() {
    sentSeq = 0;
  }

  /** It was answered by a gap; how often that was so on this connection. */
  int gap() {
    sentSeq = 0;
    return ++gaps;
  }

  /** The server wants no push for so long, ms. */
  void wait(long ms, Moment now) {
    sentSeq = 0;
    notBeforeMs = now.monotonicMs() + Math.clamp(ms, 50, 60_000);
  }

  /** Whether the answer is later than the watchdog lets it be. */
  boolean isOverdue(Moment now) {
    return sentSeq > 0 && now.monotonicMs() - sentMs >= SyncSession.WATCHDOG_MS;
  }

  /** When something is due by time alone, ms of the monotonic clock. */
  long wakeAtMs() {
    if (sentSeq > 0) {
      return sentMs + SyncSession.WATCHDOG_MS;
    }
    return notBeforeMs > 0 ? notBeforeMs : Long.MAX_VALUE;
  }
}
