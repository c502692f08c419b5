package dev.offing.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PushCycleTest {
  private static final long SLOT_NANOS = 10_000_000;

  @Test
  void eachSlotHasItsTurnOnceInACycle() {
    List<Integer> turns = new ArrayList<>();
    AtomicLong nanos = new AtomicLong(-7);
    PushCycle cycle = new PushCycle(50, turns::add, nanos::get, _ -> {});

    cycle.run();
    assertThat(turns).as("nothing is due yet").isEmpty();
    for (int i = 0; i < 10; i++) {
      nanos.addAndGet(SLOT_NANOS);
      cycle.run();
    }

    assertThat(turns).containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4);
    assertThat(PushCycle.slots(250)).isEqualTo(25);
    assertThat(PushCycle.slots(5)).isEqualTo(1);
  }

  @Test
  void aCycleThatIsNoMultipleOfATurnKeepsItsTime() {
    List<Integer> turns = new ArrayList<>();
    AtomicLong nanos = new AtomicLong();
    PushCycle cycle = new PushCycle(55, turns::add, nanos::get, _ -> {});

    nanos.addAndGet(54_999_999);
    cycle.run();
    assertThat(turns).containsExactly(0, 1, 2, 3);
    nanos.addAndGet(1);
    cycle.run();
    assertThat(turns).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void turnsThatWereHeldUpAreMadeUpForButNoMoreThanACycle() {
    List<Integer> turns = new ArrayList<>();
    AtomicLong nanos = new AtomicLong();
    PushCycle cycle = new PushCycle(50, turns::add, nanos::get, _ -> {});

    nanos.addAndGet(3 * SLOT_NANOS + 1);
    cycle.run();
    assertThat(turns).containsExactly(0, 1, 2);
    nanos.addAndGet(SLOT_NANOS);
    cycle.run();
    assertThat(turns).containsExactly(0, 1, 2, 3);

    turns.clear();
    nanos.addAndGet(12 * SLOT_NANOS);
    cycle.run();
    assertThat(turns).as("each once").containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    turns.clear();
    nanos.addAndGet(SLOT_NANOS);
    cycle.run();
    assertThat(turns).hasSize(1);
  }

  @Test
  void howLongTheWorkOfAWholeCycleTookIsTold() {
    AtomicLong nanos = new AtomicLong();
    List<Long> told = new ArrayList<>();
    PushCycle cycle =
        new PushCycle(
            30,
            slot -> {
              nanos.addAndGet(slot + 1);
              if (slot == 1) {
                throw new IllegalStateException("a slot that fails took its time, too");
              }
            },
            nanos::get,
            told::add);

    for (int i = 0; i < 7; i++) {
      nanos.addAndGet(SLOT_NANOS); // between two turns nothing is done
      try {
        cycle.run();
      } catch (IllegalStateException _) {
        // the next turn comes all the same
      }
    }

    assertThat(told).containsExactly(6L, 6L);
  }
}
