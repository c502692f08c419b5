package dev.offing.client.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class DevicesSoakTest {

  @TempDir Path work;

  /** {@code ./offing soak devices} does it on 30 accounts. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void threeDevicesOfOneAccountEndAtOneVersionWithBooksThatAddUp() throws Exception {
    DevicesSoak.Result result =
        new DevicesSoak(work, new SplittableRandom(3), line -> {})
            .run(/* seeds= */ 3, /* rounds= */ 1);
    assertThat(result.told()).isGreaterThan(10);
    assertThat(result.acted()).isGreaterThan(10);
    assertThat(result.cuts() + result.kills()).isPositive();
  }
}
