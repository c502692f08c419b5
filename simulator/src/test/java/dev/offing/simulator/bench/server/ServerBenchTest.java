package dev.offing.simulator.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.simulator.bench.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark measures what it says: small, and without looking at the speed. */
final class ServerBenchTest {
  @TempDir Path folder;

  @Test
  void bothServersAnswerTheSameCalls() throws Exception {
    List<String> told = new ArrayList<>();

    Report report =
        new ServerBench(
                folder, new ServerBench.Size(3, 20, 0, 2, new ServerBench.Crowd(4, 5)), told::add)
            .run();

    assertThat(report.bench()).isEqualTo("server");
    assertThat(report.rows())
        .extracting(Report.Row::name)
        .containsExactly(
            "action, no Redis",
            "action with one Redis command",
            "room delivery, 4 members on 2 nodes",
            "room delivery, 4 members on 2 nodes, at once");
    assertThat(told).hasSize(7);
  }
}
