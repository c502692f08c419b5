package dev.offing.simulator.bench;

import dev.offing.simulator.campaign.Campaign;
import dev.offing.simulator.scenario.Planner;
import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.Simulation;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code offing bench simulator}: how much of the world passes in a second of one core. CPU time of
 * the one thread counts, not the clock on the wall, so that what else the machine does weighs
 * little; the middle of several rounds counts, once the compiler is warm: the first round is
 * repeated until it does not get faster any more.
 */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    description = {
      "Device-days of calm play and swarm seeds of 2,000 steps, each per second of one core.",
      "The last line of standard output is the result in JSON."
    },
    footer = {"", "Exit codes: 0 every goal reached, 1 one missed."})
public final class SimulatorBenchCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;
  private static final int DAYS = 365;
  private static final int SEEDS_A_ROUND = 20;
  private static final int STEPS = 2_000;
  private static final int MOST_WARM_UPS = 40;
  private static final int ROUNDS = 7;
  private static final double CALM_GOAL = 1_000;
  private static final double SWARM_GOAL = 10;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Campaign.quiet();
    Simulation simulation = new Simulation();
    Planner planner = new Planner();
    double calm =
        median("calm play", DAYS, round -> List.of(planner.calm(round, DAYS)), simulation);
    double swarm =
        median(
            "swarm seeds",
            SEEDS_A_ROUND,
            round -> {
              List<Scenario> seeds = new ArrayList<>();
              for (int i = 0; i < SEEDS_A_ROUND; i++) {
                long seed = 1 + (long) round * SEEDS_A_ROUND + i;
                seeds.add(planner.plan(seed, STEPS, Planner.swarm(seed)));
              }
              return seeds;
            },
            simulation);
    Report report =
        new Report(
            "simulator",
            List.of(
                Report.Row.atLeast("calm play", calm, "device-days/s", CALM_GOAL),
                Report.Row.atLeast("swarm of 2,000 steps", swarm, "seeds/s", SWARM_GOAL)));
    spec.commandLine().getOut().println(report.json());
    spec.commandLine().getOut().flush();
    return report.ok() ? 0 : 1;
  }

  /** The middle of what the rounds do in a second, in units of which each round does {@code of}. */
  private double median(
      String what, int of, IntFunction<List<Scenario>> scenarios, Simulation simulation) {
    List<Double> cold = new ArrayList<>();
    List<Scenario> first = scenarios.apply(0);
    while (cold.size() < MOST_WARM_UPS && !Steady.reached(cold)) {
      cold.add(rate(first, of, simulation));
      tell("%s, to warm up, %d: %.1f".formatted(what, cold.size(), cold.getLast()));
    }
    List<Double> perSecond = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      perSecond.add(rate(scenarios.apply(round), of, simulation));
      tell("%s, round %d of %d: %.1f".formatted(what, round, ROUNDS, perSecond.getLast()));
    }
    Collections.sort(perSecond);
    return perSecond.get(ROUNDS / 2);
  }

  private static double rate(List<Scenario> scenarios, int of, Simulation simulation) {
    long began = cpuNanos();
    scenarios.forEach(it -> simulation.run(it, null));
    return of * NANOS / Math.max(1, cpuNanos() - began);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void tell(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("offing bench simulator: " + line);
    err.flush();
  }
}
