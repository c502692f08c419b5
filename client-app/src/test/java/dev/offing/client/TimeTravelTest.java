package dev.offing.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.StubServer;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.View;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Money;
import dev.offing.sync.ledger.Profile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device follows a server whose time was moved on and hurried: income and lamp are as ever. */
final class TimeTravelTest {
  private static final long HOUR_MS = 3_600_000;
  private static final int SPEED = 60;

  @TempDir Path folder;

  @Test
  void anHourOfIncomeTakesAMinute() throws Exception {
    try (StubServer stub = start("+8h", SPEED);
        SyncEngine engine = open(stub)) {
      await(engine, () -> isUp(engine));
      engine.submit(Command.buy("rowboat", 1, 0, null));
      await(engine, () -> engine.status().version() != null && isUp(engine));
      assertThat(engine.status().skewMs()).isGreaterThan(8 * HOUR_MS - 60_000);

      View before = engine.view();
      long realBefore = System.nanoTime();
      await(engine, () -> engine.view().nowMs() - before.nowMs() >= 120_000);
      View after = engine.view();
      long realMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - realBefore);
      long passed = after.nowMs() - before.nowMs();

      assertThat(passed).as("in %d ms", realMs).isGreaterThan(2 * realMs);
      assertThat(after.core().purse().minus(before.core().purse()))
          .isEqualTo(after.rate().perMs().times(passed));
      assertThat(after.lit()).as("who is connected has oil").isTrue();
    }
  }

  @Test
  void aNightPassesBetweenTwoStartsAndTheLampGoesOutInIt() throws Exception {
    View evening;
    try (StubServer stub = start("+1h", 1);
        SyncEngine engine = open(stub)) {
      await(engine, () -> isUp(engine));
      engine.submit(Command.buy("rowboat", 1, 0, null));
      await(engine, () -> engine.status().version() != null && isUp(engine));
      evening = engine.view();
    }
    try (StubServer stub = start("+40h", 1);
        SyncEngine engine = open(stub)) {
      await(engine, () -> isUp(engine) && passed(evening, engine.view()) > 38 * HOUR_MS);
      View morning = engine.view();
      long oil = evening.contactUntil() - evening.nowMs();
      BigInteger lit = morning.core().purse().minus(evening.core().purse()).grains();
      assertThat(evening.rate().perMs()).isEqualTo(Money.of(1));
      // A day's dividend comes to who is away, too.
      assertThat(lit.longValueExact()).isBetween(oil, oil + 2 * HOUR_MS);
      assertThat(morning.lit()).as("it was filled by coming back").isTrue();
    }
  }

  private static long passed(View before, View after) {
    return after.nowMs() - before.nowMs();
  }

  private static boolean isUp(SyncEngine engine) {
    return engine.status().link() == Link.ONLINE && engine.status().clockVerified();
  }

  private StubServer start(String clock, int speed) {
    return StubServer.start(
        folder.resolve("server"), Map.of("clock", clock, "speed", Integer.toString(speed)));
  }

  private SyncEngine open(StubServer stub) {
    return SyncEngine.builder()
        .profile(Profile.in(folder, "ada"))
        .catalog(Harbours.catalog())
        .server(stub.uri())
        .open();
  }

  /** Looks again whenever the engine rings, and often enough for what only time changes. */
  private static void await(SyncEngine engine, BooleanSupplier so) throws InterruptedException {
    Semaphore rings = new Semaphore(0);
    Runnable end = engine.subscribe(it -> rings.release());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!so.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as("%s", engine.status()).isNegative();
      boolean _ = rings.tryAcquire(20, TimeUnit.MILLISECONDS);
    }
    end.run();
  }
}
