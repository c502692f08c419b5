package dev.offing.client.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AckSoakTest {

  @TempDir Path work;

  @Test
  void twentyPurchasesWhoseAcknowledgementIsLostActOnceEachWithoutAFork() throws Exception {
    AckSoak.Result result = new AckSoak(work, line -> {}).run(20);
    assertThat(result.lost()).isEqualTo(20);
    assertThat(result.acted()).isEqualTo(20);
  }
}
