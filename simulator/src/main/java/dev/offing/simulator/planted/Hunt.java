package dev.offing.simulator.planted;

import dev.offing.simulator.scenario.Planner;
import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.Simulation;
import dev.offing.simulator.scenario.Step;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs swarm seeds until one fails: what the JVM with the planted mistake does. Its last line of
 * standard output is what it caught, as JSON.
 */
final class Hunt {
  private static final long TELL_EVERY_NANOS = 5_000_000_000L;

  private Hunt() {}

  /**
   * How a hunt ended.
   *
   * @param seed that failed; where none did, the last
   * @param step in which it failed, counted from 1; where none did, 0
   * @param checker that found it; null where none did
   * @param message of the checker; null where none did
   */
  record Trophy(long seed, int step, @Nullable String checker, @Nullable String message) {
    boolean found() {
      return checker != null;
    }
  }

  /** First seed, number of seeds, steps of each. */
  public static void main(String[] args) {
    Trophy trophy =
        run(Long.parseLong(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    System.out.println(JsonMapper.shared().writeValueAsString(trophy));
  }

  private static Trophy run(long first, int seeds, int ops) {
    Simulation simulation = new Simulation();
    Planner planner = new Planner();
    long told = System.nanoTime();
    for (long seed = first; seed < first + seeds; seed++) {
      Scenario scenario = planner.plan(seed, ops, Planner.swarm(seed));
      Simulation.Result result = simulation.run(scenario, null);
      if (result.failure() != null) {
        return new Trophy(
            seed,
            stepAt(scenario, result.failedAtMs()),
            result.failure().checker(),
            String.valueOf(result.failure().getMessage()));
      }
      if (System.nanoTime() - told >= TELL_EVERY_NANOS) {
        told = System.nanoTime();
        System.err.printf("  not yet found in %d of %d seeds%n", seed - first + 1, seeds);
      }
    }
    return new Trophy(first + seeds - 1, 0, null, null);
  }

  private static int stepAt(Scenario scenario, long atMs) {
    int steps = 0;
    for (Step step : scenario.steps()) {
      steps += step.atMs() <= atMs ? 1 : 0;
    }
    return steps;
  }
}
