package dev.offing.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The economy's clock, docs/design/sync.md 2: slewed, never backward, not ready when in doubt. */
final class NodeClockTest {
  private static final long START_MS = 1_800_000_000_000L;

  private final AtomicLong monotonicUs = new AtomicLong(77_000_000);

  /** What Redis' clock says beyond the monotonic one. */
  private final AtomicLong offsetUs = new AtomicLong(START_MS * 1_000 - 77_000_000);

  private final AtomicLong roundTripUs = new AtomicLong();
  private final NodeClock clock = new NodeClock(this::redis, () -> monotonicUs.get() * 1_000);

  private long redis() {
    long half = roundTripUs.get() / 2;
    monotonicUs.addAndGet(half);
    long answer = monotonicUs.get() + offsetUs.get();
    monotonicUs.addAndGet(roundTripUs.get() - half);
    return answer;
  }

  private void passMs(long ms) {
    monotonicUs.addAndGet(ms * 1_000);
  }

  private void sampled(int times) {
    for (int i = 0; i < times; i++) {
      passMs(1_000);
      clock.sample();
    }
  }

  @Test
  void cannotBeReadBeforeItWasSampled() {
    assertThatThrownBy(clock::now).isInstanceOf(IllegalStateException.class);
    assertThat(clock.notReady()).isPresent();
  }

  @Test
  void carriesTheTimeOfRedisOnByTheMonotonicClock() {
    roundTripUs.set(2_000);
    clock.sample();

    assertThat(clock.now()).isEqualTo(START_MS + 2);
    passMs(12_345);
    assertThat(clock.now()).isEqualTo(START_MS + 2 + 12_345);
    assertThat(clock.notReady()).isEmpty();
  }

  @Test
  void slewsASmallDifferenceAndIsReadyMeanwhile() {
    clock.sample();
    offsetUs.addAndGet(200_000);
    sampled(1);
    long atOnce = clock.now();
    assertThat(clock.notReady()).isEmpty();

    passMs(1_000);
    assertThat(clock.now() - atOnce).as("a second and five per cent").isEqualTo(1_050);
    sampled(5);
    assertThat(clock.now()).isEqualTo((monotonicUs.get() + offsetUs.get()) / 1_000);
  }

  @Test
  void neverGoesBackWhenRedisDoes() {
    clock.sample();
    offsetUs.addAndGet(-200_000);
    long before = clock.now();
    for (int i = 0; i < 100; i++) {
      passMs(10);
      if (i % 20 == 0) {
        clock.sample();
      }
      long now = clock.now();
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void isNotReadyWhileMoreThanAQuarterSecondOff() {
    clock.sample();
    offsetUs.addAndGet(2_000_000);
    sampled(1);
    assertThat(clock.notReady().orElseThrow()).contains("off");

    sampled(60);

    assertThat(clock.notReady()).isEmpty();
  }

  @Test
  void followsAJumpForwardThatLastsAndIsNotReadyUntilThen() {
    clock.sample();
    offsetUs.addAndGet(3_600_000_000L); // the machine slept for an hour
    sampled(1);
    assertThat(clock.notReady().orElseThrow()).contains("jumped by 3600000 ms");
    sampled(2);

    assertThat(clock.notReady()).isEmpty();
    assertThat(clock.now()).isEqualTo((monotonicUs.get() + offsetUs.get()) / 1_000);
  }

  @Test
  void doesNotFollowAJumpForwardOfAMoment() {
    clock.sample();
    offsetUs.addAndGet(3_600_000_000L);
    sampled(2);
    offsetUs.addAndGet(-3_600_000_000L);
    sampled(1);

    assertThat(clock.notReady()).isEmpty();
    assertThat(clock.now()).isEqualTo((monotonicUs.get() + offsetUs.get()) / 1_000);
  }

  @Test
  void neverFollowsAJumpBackAndStaysNotReady() {
    clock.sample();
    long before = clock.now();
    offsetUs.addAndGet(-60_000_000);
    sampled(30);

    assertThat(clock.notReady()).isPresent();
    assertThat(clock.now()).isEqualTo(before + 30_000);
  }

  @Test
  void trustsAShortRoundTripMoreThanALongOne() {
    roundTripUs.set(1_000);
    clock.sample();
    long right = monotonicUs.get() + offsetUs.get();
    roundTripUs.set(400_000);
    offsetUs.addAndGet(100_000); // what a lopsided way makes of it
    clock.sample();

    passMs(1_000);
    assertThat(clock.now()).isEqualTo((right + 1_400_000) / 1_000);
  }
}
