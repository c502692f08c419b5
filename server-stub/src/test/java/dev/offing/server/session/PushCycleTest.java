package dev.offing.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PushCycleTest {
  @Test
  void eachSlotHasItsTurnOnceInACycle() {
    List<Integer> turns = new ArrayList<>();
    PushCycle cycle = new PushCycle(PushCycle.slots(50), turns::add);

    for (int i = 0; i < 10; i++) {
      cycle.run();
    }

    assertThat(turns).containsExactly(0, 1, 2, 3, 4, 0, 1, 2, 3, 4);
    assertThat(PushCycle.slots(250)).isEqualTo(25);
    assertThat(PushCycle.slots(5)).isEqualTo(1);
  }
}
