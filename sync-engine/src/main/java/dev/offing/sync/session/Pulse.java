package dev.offing.sync.session;

import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * What tells a living connection from one that only stays open: what was heard last, when to ask
 * for the server's time, and whether its ticks are of the state that is here. Not thread-safe:
 * belongs to the session.
 */
final class Pulse {
  private static final int FIRST_PINGS = 4;

  /** What a tick says of this device's state. */
  enum Sign {
    /** Nothing is to be done, or not yet. */
    WELL,
    /** The server has been at a newer state for too long. */
    UNSEEN,
    /** The server has been at an older state for too long. */
    BEHIND
  }

  private final Replica replica;
  private ServerMessage.@Nullable Tick tick;
  private long heardMs;
  private long nextPingMs;
  private int pings;
  private long unseenSinceMs = -1;
  private long behindSinceMs = -1;

  Pulse(Replica replica) {
    this.replica = replica;
  }

  /** Another connection. */
  void reset() {
    tick = null;
    unseenSinceMs = -1;
    behindSinceMs = -1;
  }

  /** Something was heard. */
  void heard(Moment now) {
    heardMs = now.monotonicMs();
  }

  /** Whether nothing was heard for longer than the watchdog lets it be. */
  boolean isSilent(Moment now) {
    return now.monotonicMs() - heardMs >= SyncSession.WATCHDOG_MS;
  }

  /** When it will have been silent for too long, ms of the monotonic clock. */
  long silentAtMs() {
    return heardMs + SyncSession.WATCHDOG_MS;
  }

  /** Asks for the time at once, and some times in a row. */
  void ask(Moment now) {
    pings = 0;
    nextPingMs = now.monotonicMs();
  }

  /** Asks again soon, and some times in a row: the server's time does not run as this one's. */
  void askSoon(Moment now) {
    pings = 0;
    nextPingMs = Math.min(nextPingMs, now.monotonicMs() + SyncSession.FIRST_PING_MS);
  }

  /** Whether to ask for the time now; counts it. */
  boolean asks(Moment now) {
    if (now.monotonicMs() < nextPingMs) {
      return false;
    }
    pings++;
    nextPingMs =
        now.monotonicMs() + (pings < FIRST_PINGS ? SyncSession.FIRST_PING_MS : SyncSession.PING_MS);
    return true;
  }

  /** When something is due by time alone, ms of the monotonic clock. */
  long wakeAtMs() {
    return Math.min(nextPingMs, silentAtMs());
  }

  /** The newest tick of this connection. */
  ServerMessage.@Nullable Tick tick() {
    return tick;
  }

  /** Takes a tick without a look at it: the state here is about to change. */
  void keep(ServerMessage.Tick newest) {
    tick = newest;
  }

  /** Takes a tick. A state that does not fit is waited out for a moment. */
  Sign take(ServerMessage.Tick newest, Moment now) {
    tick = newest;
    EpochVersion its = newest.at();
    if (its.equals(replica.version())) {
      unseenSinceMs = -1;
      behindSinceMs = -1;
      return Sign.WELL;
    }
    if (knownHere(its)) {
      unseenSinceMs = -1;
      behindSinceMs = behindSinceMs < 0 ? now.monotonicMs() : behindSinceMs;
      return isLong(behindSinceMs, now) ? Sign.BEHIND : Sign.WELL;
    }
    behindSinceMs = -1;
    unseenSinceMs = unseenSinceMs < 0 ? now.monotonicMs() : unseenSinceMs;
    if (!isLong(unseenSinceMs, now)) {
      return Sign.WELL;
    }
    unseenSinceMs = now.monotonicMs();
    return Sign.UNSEEN;
  }

  private static boolean isLong(long sinceMs, Moment now) {
    return now.monotonicMs() - sinceMs >= SyncSession.PATIENCE_MS;
  }

  private boolean knownHere(EpochVersion point) {
    Confirmed here = replica.confirmed();
    return here != null && here.state().contains(point);
  }
}
