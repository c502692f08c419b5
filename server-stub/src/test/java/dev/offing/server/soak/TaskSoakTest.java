package dev.offing.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./offing soak cluster} kills more often. */
final class TaskSoakTest {
  @TempDir private Path data;

  @Test
  void noTaskIsLostOrActsTwiceThoughWorkersAreKilled() throws Exception {
    TaskSoak.Result result = new TaskSoak(data, new SplittableRandom(7), _ -> {}).run(2_000, 3);

    assertThat(result.tasks()).isEqualTo(2_000);
    assertThat(result.kills()).isEqualTo(3);
    assertThat(result.effects() + result.dead()).isEqualTo(2_000);
    assertThat(result.dead()).isPositive();
    assertThat(result.periods()).isPositive();
  }
}
