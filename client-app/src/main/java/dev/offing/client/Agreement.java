package dev.offing.client;

import dev.offing.sync.SyncStatus;
import dev.offing.sync.View;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.ServerMessage.Tick;
import java.math.BigInteger;

/**
 * Whether device and server say the same of the purse at the same moment. The server's word is its
 * last tick: a balance, but not the moment at which it held. That moment is where the device's own
 * account passes this very balance; there is one only if both lie on the same line to the grain.
 *
 * @param confirmed what the server said, grains
 * @param predicted what the device expects for that moment, grains
 * @param asOf the moment, ms of server time
 * @param agree whether both are the same, at a moment that can be
 */
record Agreement(Money confirmed, Money predicted, long asOf, boolean agree) {

  /** How old a tick can be, and how far the clocks can be apart. */
  private static final long OLDEST_MS = 5_000;

  private static final long AHEAD_MS = 1_000;

  /** Compares; only a drained outbox and a tick of the newest version can agree. */
  static Agreement of(View view, SyncStatus status) {
    Tick tick = status.serverTick();
    Money here = view.core().purse();
    if (tick == null) {
      return new Agreement(status.confirmedPurse(), here, status.confirmedAsOf(), false);
    }
    boolean comparable =
        view.pending() == 0
            && tick.at().equals(status.version())
            && tick.rate().equals(view.rate().perMs());
    BigInteger since = here.minus(tick.balance()).grains();
    BigInteger perMs = view.rate().perMs().grains();
    if (perMs.signum() == 0) {
      boolean same = comparable && since.signum() == 0;
      return new Agreement(tick.balance(), here, view.nowMs(), same);
    }
    long ageMs = since.divide(perMs).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    Money then = here.minus(view.rate().perMs().times(ageMs));
    boolean same =
        comparable && ageMs <= OLDEST_MS && ageMs >= -AHEAD_MS && then.equals(tick.balance());
    return new Agreement(tick.balance(), then, view.nowMs() - ageMs, same);
  }
}
