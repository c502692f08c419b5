package dev.offing.client.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class KillSoakTest {

  @TempDir Path work;

  /** The player alone is killed; {@code ./offing soak kills} kills server and Redis, too. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void aPlayerKilledTwentyTimesInAStormLosesNothingThatWasToldAndActsOnce() throws Exception {
    KillSoak.Result result =
        new KillSoak(work, new SplittableRandom(20), line -> {})
            .run(/* rounds= */ 20, /* everything= */ false);
    assertThat(result.told()).isGreaterThanOrEqualTo(20);
    assertThat(result.acted()).isGreaterThanOrEqualTo(result.told());
  }
}
