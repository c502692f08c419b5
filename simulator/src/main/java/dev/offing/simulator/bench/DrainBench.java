package dev.offing.simulator.bench;

import dev.offing.server.StubServer;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.session.Submission;
import dev.offing.sync.session.SyncEvent;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a long absence costs at the next connect: from the moment that a server is named until the
 * last result of the outbox is on disk, over a real socket, with a stub and its Redis behind it.
 */
final class DrainBench {
  static final double DRAIN_MS = 1_000;
  static final double HEAP_MB = 64;

  private static final int CHUNK = 100;
  private static final int PATIENCE_S = 120;
  private static final double NANOS_PER_MS = 1e6;
  private static final double MEGABYTE = 1024.0 * 1024;

  private final Path folder;
  private final int pending;
  private final Consumer<String> progress;
  private final BenchFleet fleet = new BenchFleet();
  private int profiles;

  DrainBench(Path folder, int pending, Consumer<String> progress) {
    this.folder = folder;
    this.pending = pending;
    this.progress = progress;
  }

  /**
   * Drains one outbox after the other.
   *
   * @param warmUps rounds that do not count
   * @param rounds rounds that do
   */
  List<Report.Row> run(int warmUps, int rounds) throws Exception {
    String name = "%,d queued, from reconnect to an empty outbox".formatted(pending);
    Path catalog = Files.write(folder.resolve("drain-catalog.json"), fleet.bytes());
    long[] nanos = new long[rounds];
    double[] megabytes = new double[rounds];
    try (StubServer stub =
        StubServer.start(folder.resolve("drain-stub"), Map.of("catalog", catalog.toString()))) {
      for (int round = -warmUps; round < rounds; round++) {
        progress.accept("%s: %d of %d".formatted(name, round + warmUps + 1, warmUps + rounds));
        Drained drained = drain(stub, /* weighed= */ false);
        if (round >= 0) {
          nanos[round] = drained.nanos;
          megabytes[round] = drain(stub, /* weighed= */ true).megabytes;
        }
      }
    }
    Arrays.sort(megabytes);
    return List.of(
        Report.Row.under(name, Turns.median(nanos) / NANOS_PER_MS, "ms", DRAIN_MS),
        Report.Row.under("what that takes of the heap", megabytes[rounds / 2], "MB", HEAP_MB));
  }

  private record Drained(long nanos, double megabytes) {}

  /**
   * One outbox.
   *
   * @param weighed what lives in the heap when half of it is done is compared with what lived
   *     before anything was queued; that takes its time
   */
  private Drained drain(StubServer stub, boolean weighed) throws Exception {
    try (SyncEngine engine =
        SyncEngine.builder()
            .profile(Profile.in(folder, "drain-" + ++profiles))
            .catalog(fleet.catalog())
            .open()) {
      double idle = weighed ? live() : 0;
      for (int done = 0; done < pending; done += CHUNK) {
        buy(engine, Math.min(CHUNK, pending - done));
      }
      CountDownLatch left = new CountDownLatch(pending);
      double[] half = new double[1];
      engine.subscribe(event -> {
        if (event instanceof SyncEvent.Settled) {
          left.countDown();
          if (weighed && left.getCount() == pending / 2) {
            half[0] = live();
          }
        }
      });
      long began = System.nanoTime();
      engine.useServer(stub.uri());
      if (!left.await(PATIENCE_S, TimeUnit.SECONDS) || engine.status().pending() != 0) {
        throw new IllegalStateException("the outbox did not become empty: " + engine.status());
      }
      return new Drained(System.nanoTime() - began, half[0] - idle);
    }
  }

  private void buy(SyncEngine engine, int count) {
    for (Submission it : engine.submitAll(fleet.next(count))) {
      if (!(it instanceof Submission.Saved)) {
        throw new IllegalStateException("a purchase was not saved: " + it);
      }
    }
  }

  /** What lives in the heap, in megabytes. */
  private static double live() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
  }
}
