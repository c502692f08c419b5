package dev.offing.simulator.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts for which one server of each kind is enough. */
final class BesideBareTest {
  @SuppressWarnings("NullAway.Init") // before all tests
  private static TinyBench bench;

  @BeforeAll
  static void measure(@TempDir Path folder) throws Exception {
    bench = TinyBench.of(folder, Part.ACTION, Part.CONNECT, Part.MEMORY);
  }

  @Test
  void everyPartHasItsRows() {
    assertThat(bench.names())
        .containsExactly(
            "action, no Redis",
            "action with one Redis command",
            "connect, prove, join, coming back",
            "connect, prove, join, before the first purchase",
            "signatures of these",
            "memory of a connection with a game session",
            "resident set, for each of these");
  }

  @Test
  void bothServersLetTheSamePlayersIn() {
    for (String who : List.of("coming back", "before the first purchase")) {
      String name = "connect, prove, join, " + who;
      assertThat(bench.ours(name)).isNotNegative();
      assertThat(bench.floor(name)).isNotNegative();
      assertThat(bench.row(name).goal()).matches("< 1\\.5 x the floor \\+ [0-9.]+ for signatures");
    }
    assertThat(bench.ours("signatures of these")).isBetween(10.0, 100_000.0);
  }

  @Test
  void aSessionKeepsSomeKilobytesMoreThanABareConnection() {
    String name = "memory of a connection with a game session";
    assertThat(bench.floor(name)).isPositive();
    assertThat(bench.ours(name)).isBetween(bench.floor(name), 200.0);
  }
}
