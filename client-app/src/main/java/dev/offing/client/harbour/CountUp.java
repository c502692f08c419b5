package dev.offing.client.harbour;

import dev.offing.sync.economy.Money;
import java.math.BigInteger;

/**
 * What a sum shows while it changes (docs/design/look.md, "Count-up"). Income is written as it
 * comes, without easing. Anything else (a purchase, a refusal) is a jump: the shown amount closes
 * the gap to the true one in 350 ms, easing out, while the true one goes on growing. Where a
 * refusal brought the money back, in 600 ms.
 *
 * <p>Income is told from a jump exactly: it is what raises purse and lifetime earnings alike. Above
 * a million coins a second the shown amount rests 50 ms between two changes, so that digits stay
 * readable.
 *
 * <p>Whole grains only; nothing here decides what the player has. Not thread-safe. Times are
 * milliseconds of any one monotonic clock.
 */
final class CountUp {

  static final long JUMP_MS = 350;
  static final long BACK_MS = 600;
  static final long REST_MS = 50;

  /** A refusal that comes so long after a jump is taken for its cause, ms. */
  private static final long CAUSE_MS = 100;

  /** A million coins a second, grains per millisecond. */
  private static final Money FAST = Money.of(1_000_000);

  private static final long PARTS = 1_000;

  private Money purse = Money.ZERO;
  private Money lifetime = Money.ZERO;
  private Money perMs = Money.ZERO;
  private Money shown = Money.ZERO;
  private Money gap = Money.ZERO;
  private Money beforeJump = Money.ZERO;
  private long shownMs;
  private long jumpMs = Long.MIN_VALUE;
  private long takesMs;
  private boolean known;

  /**
   * The account as it is now.
   *
   * @param earnedEver lifetime earnings, grains
   * @param rate grains per millisecond
   * @param still whether numbers step instead
   * @return whether it jumped
   */
  boolean show(Money now, Money earnedEver, Money rate, long nowMs, boolean still) {
    Money moved = now.minus(purse).minus(earnedEver.minus(lifetime));
    boolean jumped = known && (moved.signum() != 0 || now.compareTo(purse) < 0);
    purse = now;
    lifetime = earnedEver;
    perMs = rate;
    if (jumped) {
      beforeJump = shown;
      gap = still ? Money.ZERO : shown.minus(now);
      jumpMs = nowMs;
      takesMs = JUMP_MS;
    }
    if (!known) {
      known = true;
      shown = now;
      shownMs = nowMs;
    }
    return jumped;
  }

  /**
   * A refusal was told: where it brought money back just now, that glides.
   *
   * @return whether it did
   */
  boolean refused(long nowMs) {
    if (jumpMs == Long.MIN_VALUE || nowMs - jumpMs > CAUSE_MS) {
      return false;
    }
    takesMs = BACK_MS;
    return true;
  }

  /** What is shown now; never between a true amount and one that was never there. */
  Money at(long nowMs) {
    if (isMoving(nowMs)) {
      shown = purse.plus(left(nowMs));
      shownMs = nowMs;
    } else if (perMs.compareTo(FAST) <= 0 || nowMs - shownMs >= REST_MS || landed()) {
      shown = purse;
      shownMs = nowMs;
    }
    return shown;
  }

  /** Whether what is shown is still from a jump: at its end the truth is shown at once. */
  private boolean landed() {
    return jumpMs != Long.MIN_VALUE && shownMs < jumpMs + takesMs;
  }

  /** Whether it still glides. */
  boolean isMoving(long nowMs) {
    return gap.signum() != 0 && jumpMs != Long.MIN_VALUE && nowMs - jumpMs < takesMs;
  }

  /** What was shown when the last jump began. */
  Money beforeJump() {
    return beforeJump;
  }

  /** The part of the gap that is still open: (1 - p)^3 of it. */
  private Money left(long nowMs) {
    long open = PARTS - (nowMs - jumpMs) * PARTS / takesMs;
    BigInteger cube = BigInteger.valueOf(open * open * open);
    return Money.of(gap.grains().multiply(cube).divide(BigInteger.valueOf(PARTS * PARTS * PARTS)));
  }
}
