package dev.offing.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PushCycleTest {
  @Test
  void eachSlotHasItsTurnOnceInACycle() {
    List<Integer> turns = new ArrayList<>();
    PushCycle cycle = new PushCycle(PushCycle.slots(50), turns::add, () -> 0, _ -> {});

    for (int i = 0; i < 10; i++) {
      cycle.run();
    }

    assertThat(turns).containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4);
    assertThat(PushCycle.slots(250)).isEqualTo(25);
    assertThat(PushCycle.slots(5)).isEqualTo(1);
  }

  @Test
  void howLongTheWorkOfAWholeCycleTookIsTold() {
    AtomicLong nanos = new AtomicLong();
    List<Long> told = new ArrayList<>();
    PushCycle cycle =
        new PushCycle(
            3,
            slot -> {
              nanos.addAndGet(slot + 1);
              if (slot == 1) {
                throw new IllegalStateException("a slot that fails took its time, too");
              }
            },
            nanos::get,
            told::add);

    for (int i = 0; i < 7; i++) {
      nanos.addAndGet(100); // between two turns nothing is done
      try {
        cycle.run();
      } catch (IllegalStateException _) {
        // the next turn comes all the same
      }
    }

    assertThat(told).containsExactly(6L, 6L);
  }
}
