package dev.offing.sync.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The estimate of server time on clocks that the test holds in its hands. The device's wall clock
 * is {@code HOUR} behind the server's unless a test says otherwise.
 */
final class ServerClockTest {
  private static final long SERVER = 1_700_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  /** The device; a test moves its two clocks apart. */
  private long wall = SERVER - HOUR;

  private long monotonic = 5_000;

  /** The truth. */
  private long server = SERVER;

  private Moment now() {
    return new Moment(wall, monotonic);
  }

  private void pass(long ms) {
    wall += ms;
    monotonic += ms;
    server += ms;
  }

  private void sleep(long ms) {
    wall += ms;
    server += ms;
  }

  /** A question and its answer over a way that takes so long each way. */
  private boolean ask(ServerClock clock, long outMs, long backMs) {
    long sent = monotonic;
    pass(outMs);
    long arrived = server;
    pass(3);
    long left = server;
    pass(backMs);
    return clock.answer(sent, arrived, left, now());
  }

  @Test
  void beforeItKnowsAnythingItIsTheWallClock() {
    ServerClock clock = new ServerClock(0, 0);

    assertThat(clock.now(now())).isEqualTo(wall);
    assertThat(clock.verified()).isFalse();
    assertThat(clock.knownMs()).isZero();
  }

  @Test
  void anAnswerMakesItExactOnAnEvenWay() {
    ServerClock clock = new ServerClock(0, 0);

    assertThat(ask(clock, 40, 40)).isTrue();

    assertThat(clock.now(now())).isEqualTo(server);
    assertThat(clock.verified()).isTrue();
    assertThat(clock.offsetMs()).isEqualTo(HOUR);
    pass(90_000);
    assertThat(clock.now(now())).isEqualTo(server);
    assertThat(clock.knownMs()).isEqualTo(server);
  }

  @Test
  void isOffByHalfTheRoundTripAtMost() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 100, 0);
    assertThat(clock.now(now()) - server).isEqualTo(50);

    ServerClock other = new ServerClock(0, 0);
    ask(other, 0, 100);
    assertThat(other.now(now()) - server).isEqualTo(-50);
  }

  @Test
  void theLowestRoundTripWins() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 20, 20);
    assertThat(ask(clock, 0, 400)).describedAs("slower").isFalse();
    assertThat(clock.now(now())).isEqualTo(server);

    assertThat(ask(clock, 0, 30)).describedAs("faster").isTrue();
    assertThat(clock.now(now()) - server).isEqualTo(-15);
    assertThat(ask(clock, 15, 15)).describedAs("as fast").isTrue();
    assertThat(clock.now(now())).isEqualTo(server);
  }

  @Test
  void aBetterAnswerTakesBackWhatASlowerWayGotWrong() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 100, 0);
    assertThat(clock.now(now())).isEqualTo(server + 50);

    ask(clock, 5, 5);

    assertThat(clock.now(now())).isEqualTo(server);
    assertThat(clock.knownMs()).isEqualTo(server);
  }

  @Test
  void aLeadWearsOffSoThatDriftIsFollowed() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 5, 5);
    // The device's quartz runs 100 ppm slow: 1 ms in 10 s.
    for (int i = 0; i < 600; i++) {
      pass(10_000);
      server += 1;
      ask(clock, 20, 20);
      assertThat(Math.abs(clock.now(now()) - server)).isLessThanOrEqualTo(5);
    }
    assertThat(clock.verified()).isTrue();
  }

  @Test
  void theWallClockMaySayWhatItLikesWithinFiveSeconds() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 10, 10);

    wall += 5_000;
    assertThat(clock.check(now())).isFalse();
    assertThat(clock.now(now())).isEqualTo(server);
    wall -= 10_000;
    assertThat(clock.check(now())).isFalse();
    assertThat(clock.now(now())).isEqualTo(server);
    assertThat(clock.verified()).isTrue();
  }

  @Test
  void afterASuspendItIsTheWallClockAndTheLastOffsetUntilTheNextAnswer() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 10, 10);

    sleep(8 * HOUR);

    assertThat(clock.check(now())).isTrue();
    assertThat(clock.check(now())).describedAs("told once").isFalse();
    assertThat(clock.verified()).isFalse();
    assertThat(clock.now(now())).isEqualTo(server);
    assertThat(clock.offsetMs()).isEqualTo(HOUR);
    assertThat(ask(clock, 300, 300)).describedAs("any answer is better than none").isTrue();
    assertThat(clock.verified()).isTrue();
    assertThat(clock.now(now())).isEqualTo(server);
  }

  @Test
  void justMoreThanFiveSecondsIsAJumpEitherWay() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 10, 10);
    wall += 5_001;
    assertThat(clock.check(now())).isTrue();

    ask(clock, 10, 10);
    wall -= 5_001;
    assertThat(clock.check(now())).isTrue();
  }

  @Test
  void aClockSetBackNeverBringsItBeforeTheLastKnownServerTime() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 10, 10);
    pass(60_000);
    long known = server;

    wall -= DAY;

    assertThat(clock.now(now())).isEqualTo(known);
    assertThat(clock.verified()).isFalse();
    pass(HOUR);
    assertThat(clock.now(now())).isEqualTo(known);
  }

  @Test
  void aClockSetForwardLeavesNoTraceOnceItIsSetRight() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 10, 10);
    pass(1_000);

    wall += DAY;
    assertThat(clock.now(now())).isEqualTo(server + DAY);
    assertThat(clock.knownMs()).describedAs("a guess is not known").isEqualTo(server);
    pass(1_000);
    wall -= DAY;

    assertThat(clock.now(now())).isEqualTo(server);
    ask(clock, 10, 10);
    assertThat(clock.now(now())).isEqualTo(server);
  }

  @Test
  void anAnswerTakesBackAGuessThatRanAhead() {
    ServerClock clock = new ServerClock(HOUR, 0);
    wall += DAY;
    assertThat(clock.now(now())).isEqualTo(server + DAY);

    ask(clock, 10, 10);

    assertThat(clock.now(now())).isEqualTo(server);
  }

  @Test
  void anAnswerToAQuestionFromBeforeASuspendIsNotTaken() {
    ServerClock clock = new ServerClock(0, 0);
    clock.now(now());
    long sent = monotonic;
    pass(10);
    long there = server;
    pass(10);
    sleep(2 * HOUR); // the pong lies in a buffer meanwhile

    assertThat(clock.check(now())).isTrue();
    pass(1);
    assertThat(clock.answer(sent, there, there, now())).isFalse();

    assertThat(clock.verified()).isFalse();
    assertThat(ask(clock, 10, 10)).isTrue();
    assertThat(clock.now(now())).isEqualTo(server);
  }

  @Test
  void aSuspendThatTheAnswerItselfBringsToLightIsNoticedInTime() {
    ServerClock clock = new ServerClock(0, 0);
    ask(clock, 10, 10);
    long sent = monotonic;
    pass(10);
    long there = server;
    pass(10);
    sleep(2 * HOUR);

    assertThat(clock.answer(sent, there, there, now())).isFalse();
    assertThat(clock.verified()).isFalse();
    assertThat(clock.now(now())).isEqualTo(server);
  }

  @Test
  void afterARestartItIsTheWallClockAndTheLastOffset() {
    ServerClock before = new ServerClock(0, 0);
    ask(before, 10, 10);
    pass(5_000);
    before.now(now());
    sleep(DAY);
    monotonic = 77; // another life of the computer

    ServerClock after = new ServerClock(before.offsetMs(), before.knownMs());

    assertThat(after.now(now())).isEqualTo(server);
    assertThat(after.verified()).isFalse();
    wall -= 3 * DAY;
    assertThat(after.now(now())).isEqualTo(before.knownMs());
  }

  @Test
  void aSuspendIsNoticedBeforeTheFirstAnswer() {
    ServerClock clock = new ServerClock(HOUR, 0);
    assertThat(clock.check(now())).isFalse();
    pass(30_000);
    assertThat(clock.check(now())).isFalse();

    sleep(HOUR);

    assertThat(clock.check(now())).isTrue();
    assertThat(clock.now(now())).isEqualTo(server);
  }

  @Test
  void aServerThatClaimsToHaveTakenLongerThanTheRoundTripIsTakenAsInstant() {
    ServerClock clock = new ServerClock(0, 0);
    long sent = monotonic;
    pass(10);

    assertThat(clock.answer(sent, server - 5_000, server, now())).isTrue();

    assertThat(clock.now(now())).isEqualTo(server);
  }

  @Test
  void theClocksOfThisComputerGoOn() {
    DeviceClock clock = DeviceClock.system();
    Moment first = clock.read();
    Moment second = clock.read();

    assertThat(second.monotonicMs()).isGreaterThanOrEqualTo(first.monotonicMs());
    assertThat(first.wallMs()).isGreaterThan(SERVER);
    assertThat(first.plus(7)).isEqualTo(new Moment(first.wallMs() + 7, first.monotonicMs() + 7));
  }
}
