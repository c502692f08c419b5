package dev.offing.server.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./offing soak cluster} kills more often. */
final class TellSoakTest {
  @TempDir private Path data;

  @Test
  void eachLetterComesOnceOrWaitsThoughNodesAreKilled() throws Exception {
    TellSoak.Result result = new TellSoak(data, new SplittableRandom(7), _ -> {}).run(300, 2);

    assertThat(result.letters()).isEqualTo(300);
    assertThat(result.kills()).isEqualTo(2);
    assertThat(result.cuts()).isPositive();
  }
}
