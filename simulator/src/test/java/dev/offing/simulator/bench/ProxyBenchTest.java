package dev.offing.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the bench runs and measures; how fast is its own matter. */
final class ProxyBenchTest {
  @Test
  void measuresBytesAndMessagesBesideAPlainCopy() throws Exception {
    Report report = new ProxyBench(new Turns(0, 1), 1, _ -> {}).run();
    assertThat(report.rows())
        .extracting(Report.Row::name)
        .containsExactly("bytes", "WebSocket messages of 400 bytes", "WebSocket messages of 16 KB");
    assertThat(report.rows()).allMatch(row -> row.ours().signum() > 0 && row.floor() != null);
  }
}
