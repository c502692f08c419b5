package dev.offing.simulator.campaign;

import dev.offing.simulator.scenario.Planner;
import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.Simulation;
import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Trace;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs seeds one after the other and adds up. Not thread-safe. */
public final class Campaign {
  private static final String LOG_CONFIGURATION = "logback.configurationFile";
  private static final double DAY_MS = 86_400_000;
  private static final long NANOS = 1_000_000_000;
  private static final long TELL_EVERY_NANOS = 2 * NANOS;

  private final Simulation simulation;
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
   * @param scenarios of each seed
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
   * @param nanos for the progress alone
   */
  public Campaign(Simulation simulation, LongSupplier nanos, Progress progress) {
    this.simulation = simulation;
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

  /** Runs all seeds. */
  public Report run(Order order, Trace.@Nullable Listener listener) {
    Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    long began = nanos.getAsLong();
    long told = began;
    double days = 0;
    long ops = 0;
    int failures = 0;
    Failure first = null;
    for (int done = 0; done < order.seeds(); done++) {
      long seed = order.first() + done;
      Scenario scenario = order.scenarios().apply(seed);
      Simulation.Result result = simulation.run(scenario, listener);
      ops += scenario.steps().size();
      days += result.deviceMs() / DAY_MS;
      result.census().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
      if (result.failure() != null) {
        failures++;
        Failure failure =
            new Failure(
                seed,
                result.failure().checker(),
                result.failedAtMs(),
                String.valueOf(result.failure().getMessage()));
        first = first == null ? failure : first;
        progress.tell(
            "seed %d failed after %d ms of virtual time: %s: %s"
                .formatted(seed, failure.atMs(), failure.checker(), failure.message()));
      }
      long now = nanos.getAsLong();
      if (now - told >= TELL_EVERY_NANOS) {
        told = now;
        progress.tell(soFar(done + 1, order.seeds(), now - began, failures));
      }
    }
    return new Report(order.seeds(), ops, days, faults, failures, first);
  }

  private static String soFar(int done, int of, long nanos, int failures) {
    double perSecond = done * (double) NANOS / Math.max(1, nanos);
    return "%d of %d seeds, %.1f a second, %d failed, %.0f s to go"
        .formatted(done, of, perSecond, failures, (of - done) / perSecond);
  }
}
