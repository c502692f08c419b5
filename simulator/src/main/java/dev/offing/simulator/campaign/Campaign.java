package dev.offing.simulator.campaign;

import dev.offing.simulator.scenario.Planner;
import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.Simulation;
import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs seeds, each in a world of its own on one thread, several at a time, and adds up: what comes
 * of it does not depend on how many run at a time. Not thread-safe.
 */
public final class Campaign {
  private static final String LOG_CONFIGURATION = "logback.configurationFile";
  private static final double DAY_MS = 86_400_000;
  private static final long NANOS = 1_000_000_000;
  private static final long TELL_EVERY_NANOS = 2 * NANOS;

  private final Supplier<Simulation> simulations;
  private final int jobs;
  private final LongSupplier nanos;
  private final Progress progress;

  /** Hears how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** In a line for people. */
    void tell(String line);
  }

  /**
   * What is run.
   *
   * @param first seed
   * @param seeds how many
   * @param scenarios of each seed; asked by many threads
   */
  public record Order(long first, int seeds, LongFunction<Scenario> scenarios) {
    /**
     * Scenarios as the planner draws them.
     *
     * @param ops steps of each
     * @param weather of each seed
     */
    public static Order drawn(
        long first, int seeds, int ops, LongFunction<Planner.Weather> weather) {
      Planner planner = new Planner();
      return new Order(first, seeds, seed -> planner.plan(seed, ops, weather.apply(seed)));
    }
  }

  /**
   * What a failed seed says.
   *
   * @param checker that found it
   * @param atMs when, virtual ms after the start
   */
  public record Failure(long seed, String checker, long atMs, String message) {}

  /**
   * What came of it.
   *
   * @param failures seeds that failed
   * @param first of them; null where there is none
   */
  public record Report(
      int seeds,
      long ops,
      double deviceDays,
      Map<Fault, Long> faults,
      int failures,
      @Nullable Failure first) {
    /** The classes of faults that never happened. */
    public List<Fault> neverExercised() {
      return Arrays.stream(Fault.values())
          .filter(fault -> faults.getOrDefault(fault, 0L) == 0)
          .toList();
    }
  }

  /**
   * A campaign.
   *
   * @param simulations one for each thread
   * @param jobs how many seeds run at a time, at least 1
   * @param nanos for the progress alone
   * @param progress told by one thread at a time
   */
  public Campaign(
      Supplier<Simulation> simulations, int jobs, LongSupplier nanos, Progress progress) {
    this.simulations = simulations;
    this.jobs = jobs;
    this.nanos = nanos;
    this.progress = progress;
  }

  /**
   * Nothing is logged: what breaks in a simulated world is told by its checkers. To be called
   * before the first logger is made; whoever configured logging already keeps that.
   */
  public static void quiet() {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "dev/offing/simulator/logback.xml");
    }
  }

  /** As many seeds at a time as there are processors. */
  public static int allProcessors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** What came of a seed. */
  private record Ended(
      long seed, int ops, double days, Map<Fault, Long> faults, @Nullable Failure failure) {}

  /**
   * Runs all seeds.
   *
   * @param listener hears everything; several worlds at a time would talk at once
   */
  public Report run(Order order, Trace.@Nullable Listener listener) {
    Running running = new Running(order);
    int threads = Math.min(jobs, order.seeds());
    if (threads == 1) {
      running.work(listener);
    } else {
      try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          all.add(workers.submit(() -> running.work(listener)));
        }
        all.forEach(Campaign::await);
      }
    }
    return running.report();
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a seed could not be run", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while seeds ran", e);
    }
  }

  /** The seeds of an order, for the threads that run them. */
  private final class Running {
    private final Order order;
    private final AtomicInteger next = new AtomicInteger();
    private final long began = nanos.getAsLong();

    /** By number of the seed; guarded by this. */
    private final Ended[] ended;

    private int done;
    private int failures;
    private long told = began;

    Running(Order order) {
      this.order = order;
      this.ended = new Ended[order.seeds()];
    }

    void work(Trace.@Nullable Listener listener) {
      Simulation simulation = simulations.get();
      for (int i = next.getAndIncrement(); i < order.seeds(); i = next.getAndIncrement()) {
        ended(i, one(simulation, order.first() + i, listener));
      }
    }

    private Ended one(Simulation simulation, long seed, Trace.@Nullable Listener listener) {
      Scenario scenario = order.scenarios().apply(seed);
      Simulation.Result result = simulation.run(scenario, listener);
      Failure failure =
          result.failure() == null
              ? null
              : new Failure(
                  seed,
                  result.failure().checker(),
                  result.failedAtMs(),
                  String.valueOf(result.failure().getMessage()));
      return new Ended(
          seed, scenario.steps().size(), result.deviceMs() / DAY_MS, result.census(), failure);
    }

    private synchronized void ended(int number, Ended it) {
      ended[number] = it;
      done++;
      if (it.failure() != null) {
        failures++;
        progress.tell(
            "seed %d failed after %d ms of virtual time: %s: %s"
                .formatted(
                    it.seed(),
                    it.failure().atMs(),
                    it.failure().checker(),
                    it.failure().message()));
      }
      long now = nanos.getAsLong();
      if (now - told >= TELL_EVERY_NANOS) {
        told = now;
        progress.tell(soFar(done, order.seeds(), now - began, failures));
      }
    }

    synchronized Report report() {
      Map<Fault, Long> faults = new EnumMap<>(Fault.class);
      double days = 0;
      long ops = 0;
      Failure first = null;
      for (Ended it : ended) {
        ops += it.ops();
        days += it.days();
        it.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        first = first == null ? it.failure() : first;
      }
      return new Report(order.seeds(), ops, days, faults, failures, first);
    }
  }

  private static String soFar(int done, int of, long nanos, int failures) {
    double perSecond = done * (double) NANOS / Math.max(1, nanos);
    return "%d of %d seeds, %.1f a second, %d failed, %.0f s to go"
        .formatted(done, of, perSecond, failures, (of - done) / perSecond);
  }
}
