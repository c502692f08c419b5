package dev.offing.client.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./offing soak cluster} has 200 accounts and more restarts. */
final class RollingSoakTest {
  @TempDir private Path work;

  @Test
  void noGestureIsLostWhileNodesAreRestartedOneAfterTheOther() throws Exception {
    RollingSoak.Result result =
        new RollingSoak(work, new SplittableRandom(7), _ -> {}).run(16, 2, 30);

    assertThat(result.gestures()).isGreaterThan(120);
    assertThat(result.gifts()).isGreaterThan(20);
    // Half of them were on the first node, and all on the second one when that was stopped.
    assertThat(result.returns()).isGreaterThanOrEqualTo(16 / 2 + 16);
  }
}
