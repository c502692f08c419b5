package dev.offing.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LaneTest {
  private final Lane lane = new Lane("test");

  @Test
  void doesOnePieceAtATimeInTheOrderInWhichTheyCame() throws Exception {
    List<Integer> done = new ArrayList<>();
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      lane.execute(() -> {
        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        done.add(number);
        atOnce.decrementAndGet();
      });
    }

    assertThat(lane.awaitIdle(10_000)).isTrue();
    assertThat(most).hasValue(1);
    assertThat(done).hasSize(1_000).isSorted();
  }

  @Test
  void goesOnAfterAPieceThatFailed() throws Exception {
    CountDownLatch after = new CountDownLatch(1);
    lane.execute(() -> {
      throw new IllegalStateException("as the test wants");
    });
    lane.execute(after::countDown);

    after.await();
    assertThat(lane.awaitIdle(10_000)).isTrue();
  }

  @Test
  void saysWhenItIsStillBusy() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    lane.execute(() -> {
      try {
        blocked.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });

    assertThat(lane.awaitIdle(10)).isFalse();
    blocked.countDown();
    assertThat(lane.awaitIdle(10_000)).isTrue();
  }
}
