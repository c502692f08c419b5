package dev.offing.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.cluster.ServerTime.ImpossibleException;
import dev.offing.server.cluster.ServerTime.Wish;
import org.junit.jupiter.api.Test;

/** Two nodes on one store, by a clock that is set. */
final class ServerTimeTest {
  private static final long START_MS = 1_800_000_000_000L;
  private static final long HOUR_MS = 3_600_000;
  private static final Wish NOTHING = new Wish(null, 1);

  private long realMs = START_MS;
  private boolean away;
  private final Store store = new Store();
  private final ServerTime one = node();
  private final ServerTime two = node();

  /** What lies in Redis, and its clock. */
  private final class Store implements WarpStore {
    String warp = "";
    long seenMs;
    boolean fresh = true;

    @Override
    public Read read() {
      if (away) {
        throw new IllegalStateException("away");
      }
      Read read = new Read(realMs * 1_000, warp, seenMs, fresh && warp.isEmpty());
      seenMs = warp.isEmpty() ? seenMs : realMs;
      return read;
    }

    @Override
    public boolean replace(String before, String after, long latestMs) {
      if (!before.equals(warp) || realMs > latestMs) {
        return false;
      }
      warp = after;
      return true;
    }
  }

  private ServerTime node() {
    return new ServerTime(store, () -> (realMs - START_MS + 5) * 1_000_000);
  }

  /** Everybody looks each second. */
  private void pass(long ms) {
    for (long left = ms; left > 0; left -= 1_000) {
      realMs += Math.min(left, 1_000);
      one.sample();
      two.sample();
    }
  }

  private void begin(Wish wish) {
    one.begin(wish, true);
    store.fresh = false;
    two.sample();
  }

  @Test
  void whereNobodyAsksServerTimeIsRealTime() {
    begin(NOTHING);
    pass(10_000);
    assertThat(one.now()).isEqualTo(realMs);
    assertThat(one.told()).isEqualTo(new ServerTime.Told(realMs, 0, 1, 0));
    assertThat(store.warp).isEmpty();
  }

  @Test
  void aServerThatBeginsIsAheadAndHurriedAtOnceOnAllNodes() {
    begin(new Wish(8 * HOUR_MS, 60));
    assertThat(one.now()).isEqualTo(START_MS + 8 * HOUR_MS);
    pass(10_000);
    assertThat(one.now()).isEqualTo(START_MS + 8 * HOUR_MS + 600_000);
    assertThat(two.now()).isEqualTo(one.now());
    assertThat(one.span(4_000)).isEqualTo(240_000);
    assertThat(one.realOf(one.now())).isEqualTo(realMs);
  }

  @Test
  void onlyAServerThatNobodyKnowsMayBeginInThePast() {
    begin(new Wish(-HOUR_MS, 1));
    assertThat(one.now()).isEqualTo(START_MS - HOUR_MS);
    assertThatThrownBy(() -> node().begin(new Wish(-2 * HOUR_MS, 1), true))
        .isInstanceOf(ImpossibleException.class)
        .hasMessageContaining("never runs backward")
        .hasMessageContaining("Nothing was changed");
    assertThat(two.now()).isEqualTo(START_MS - HOUR_MS);
  }

  @Test
  void whatIsAskedForWhileItRunsBeginsForAllAtOneMoment() {
    begin(NOTHING);
    ServerTime.Told told = one.travel(8 * HOUR_MS, 10);
    assertThat(told.changesInMs()).isEqualTo(ServerTime.LEAD_MS);
    assertThat(told.aheadMs()).isZero();
    pass(ServerTime.LEAD_MS - 1);
    assertThat(one.now()).isEqualTo(realMs);
    assertThat(two.now()).isEqualTo(realMs);
    realMs++;
    assertThat(one.now()).isEqualTo(realMs + 8 * HOUR_MS);
    assertThat(two.now()).isEqualTo(realMs + 8 * HOUR_MS);
    pass(1_000);
    assertThat(two.now()).isEqualTo(realMs + 8 * HOUR_MS + 9_000);
    assertThat(two.told().speed()).isEqualTo(10);
  }

  @Test
  void nothingIsPlannedTwiceOrTooFar() {
    begin(NOTHING);
    assertThatThrownBy(() -> one.travel(100L * 366 * 24 * HOUR_MS, null))
        .isInstanceOf(ImpossibleException.class)
        .hasMessageContaining("2099");
    one.travel(1, null);
    assertThatThrownBy(() -> two.travel(1, null))
        .isInstanceOf(ImpossibleException.class)
        .hasMessageContaining("already");
  }

  /** It may have missed that time was moved on. */
  @Test
  void aNodeThatCannotLookIsNotReady() {
    begin(NOTHING);
    assertThat(two.notReady()).isEmpty();
    away = true;
    realMs += ServerTime.STALE_MS;
    assertThat(two.notReady()).isEmpty();
    realMs++;
    assertThat(two.notReady()).isPresent();
    away = false;
    two.sample();
    assertThat(two.notReady()).isEmpty();
  }

  @Test
  void aStoreThatForgotIsToldAgainAndNoNodeGoesBack() {
    begin(new Wish(8 * HOUR_MS, 1));
    store.warp = "";
    pass(1_000);
    assertThat(store.warp).isNotEmpty();
    assertThat(one.now()).isEqualTo(realMs + 8 * HOUR_MS);
    assertThat(two.now()).isEqualTo(realMs + 8 * HOUR_MS);
  }

  @Test
  void aServerThatStartsAgainGoesOnWhereItWasAndIsHurriedOnlyWhereItIsAsked() {
    begin(new Wish(8 * HOUR_MS, 60));
    pass(10_000);
    long stopped = one.now();
    realMs += 24 * HOUR_MS;
    ServerTime again = node();
    again.begin(NOTHING, true);
    assertThat(again.told().speed()).isEqualTo(1);
    assertThat(again.now())
        .as("what a hurried clock would have made of the day, nobody saw")
        .isBetween(stopped, stopped + 24 * HOUR_MS + 120_000);
    long before = again.now();
    node().begin(new Wish(HOUR_MS, 1), true);
    assertThat(again.now()).as("it is further already").isEqualTo(before);
    node().begin(new Wish(48 * HOUR_MS, 1), true);
    again.sample();
    assertThat(again.now()).isEqualTo(realMs + 48 * HOUR_MS);
  }

  @Test
  void aNodeThatJoinsOthersAsksForAllOfThem() {
    begin(NOTHING);
    ServerTime third = node();
    third.begin(NOTHING, false);
    assertThat(store.warp).isEmpty();
    third.begin(new Wish(HOUR_MS, 1), false);
    assertThat(third.now()).isEqualTo(realMs);
    pass(ServerTime.LEAD_MS);
    third.sample();
    assertThat(one.now()).isEqualTo(realMs + HOUR_MS);
    assertThat(third.now()).isEqualTo(realMs + HOUR_MS);
  }
}
