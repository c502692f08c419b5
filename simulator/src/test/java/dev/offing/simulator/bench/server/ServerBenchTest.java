package dev.offing.simulator.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts that need servers of their own. */
final class ServerBenchTest {
  @SuppressWarnings("NullAway.Init") // before all tests
  private static TinyBench bench;

  @BeforeAll
  static void measure(@TempDir Path folder) throws Exception {
    bench = TinyBench.of(folder, Part.ROOM, Part.TASKS, Part.PLAYERS);
  }

  @Test
  void nothingElseIsMeasuredThanWasAskedFor() {
    assertThat(bench.names())
        .startsWith(
            "room delivery, 4 members on 2 nodes",
            "room delivery, 4 members on 2 nodes, at once",
            "tasks enqueued one by one, 4 threads",
            "tasks enqueued in lists, 1 thread",
            "tasks run, 1 worker",
            "start of a task, one every 1 ms",
            "start of a task, p99",
            "players held with ticks, cycle of 50 ms")
        .hasSize(14)
        .doesNotHaveDuplicates();
  }

  @Test
  void tasksAreEnqueuedRunAndStartedSoon() {
    assertThat(bench.ours("tasks enqueued one by one, 4 threads")).isPositive();
    assertThat(bench.ours("tasks enqueued in lists, 1 thread")).isPositive();
    assertThat(bench.ours("tasks run, 1 worker")).isPositive();
    assertThat(bench.ours("start of a task, one every 1 ms"))
        .isLessThanOrEqualTo(bench.ours("start of a task, p99"));
  }

  @Test
  void playersAreShownATickInEachCycle() {
    String gap =
        bench.names().stream()
            .filter(it -> it.endsWith("between two ticks, p50"))
            .findFirst()
            .orElseThrow();
    assertThat(bench.ours(gap)).isGreaterThan(25);
    assertThat(bench.ours("players held with ticks, cycle of 50 ms")).isIn(0.0, 3.0, 6.0);
  }
}
