package dev.offing.client.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.sync.economy.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineBridgeTest {

  @TempDir Path folder;
  private Harbours on;

  @BeforeEach
  void open() {
    on = new Harbours(folder);
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void howeverManyEventsCameAPulseShowsTheAccountOnce() {
    start();
    on.pass(3_600_000);
    List<String> shown = new ArrayList<>();
    on.harbour.purse().exact().addListener((observed, before, after) -> shown.add(after));
    for (int i = 0; i < 20; i++) {
      on.engine.submit(Command.buy("rowboat", 1, 0, null));
    }
    assertThat(shown).isEmpty();
    on.pulse();
    assertThat(shown).hasSize(1);
    assertThat(on.harbour.fleet().rows().getFirst().owned()).isEqualTo(21);
  }

  @Test
  void withoutNewsTheAccountIsShownTwentyTimesASecondAndNoMoreOften() {
    start();
    int shown = 0;
    for (int pulse = 0; pulse < 60; pulse++) {
      shown += on.pulse() ? 1 : 0;
    }
    assertThat(shown).isBetween(15, 20);
  }

  @Test
  void answersComeInTheOrderOfTheirGesturesAfterTheAccountThatHoldsThem() {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      on.bridge.submit(
          Command.buy("rowboat", 1, 0, null),
          submission -> told.add(number + " owned " + on.harbour.fleet().rows().getFirst().owned()),
          failure -> told.add(failure));
    }
    on.disk.step();
    on.disk.step();
    on.pulse();
    assertThat(told).containsExactly("0 owned 1", "1 owned 1");
    on.disk.step();
    on.pulse();
    assertThat(told).containsExactly("0 owned 1", "1 owned 1", "2 owned 1");
  }

  @Test
  void aFrameWaitsForNoDiskAndLosesNothing() throws Exception {
    start();
    on.pass(3_600_000);
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    // Listeners of this engine are told while it is busy with the gesture.
    Runnable end =
        on.engine.subscribe(event -> {
          writing.countDown();
          awaitQuietly(written);
        });
    Thread disk =
        Thread.ofPlatform().start(() -> on.engine.submit(Command.buy("rowboat", 1, 0, null)));
    writing.await();
    assertThat(on.frame()).isFalse();
    assertThat(on.frame()).isFalse();
    assertThat(on.harbour.fleet().rows().getFirst().owned()).isEqualTo(1);
    written.countDown();
    disk.join();
    end.run();
    assertThat(on.frame()).isTrue();
    assertThat(on.harbour.fleet().rows().getFirst().owned()).isEqualTo(2);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aDiskThatRefusesIsAnswered() {
    List<String> told = new ArrayList<>();
    on.engine.close();
    on.bridge.submit(
        Command.buy("rowboat", 1, 0, null), submission -> told.add("saved"), told::add);
    on.disk.step();
    on.pulse();
    assertThat(told).containsExactly("the engine is closed");
  }

  @Test
  void whatWaitsForTheDiskIsWrittenBeforeItCloses() {
    on.bridge.submit(Command.buy("rowboat", 1, 0, null), submission -> {}, failure -> {});
    on.bridge.close();
    assertThat(on.engine.status().pending()).isEqualTo(1);
  }

  private void start() {
    on.engine.submit(Command.buy("rowboat", 1, 0, null));
    on.pulse();
  }
}
