package dev.offing.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.simulator.world.Fault;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seeds that run with every build: none breaks a promise, and every fault is among them. */
final class SimulationTest {
  private final Simulation simulation = new Simulation();
  private final Planner planner = new Planner();

  @Test
  void noSeedOfTheSwarmBreaksAPromise() {
    Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    for (long seed = 1; seed <= 12; seed++) {
      Simulation.Result result = simulation.run(planner.plan(seed, 500, Planner.swarm(seed)), null);
      assertThat(result.failure()).as("seed %d", seed).isNull();
      result.census().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    }
    assertThat(faults.keySet()).as("classes of faults that happened").hasSizeGreaterThan(25);
  }

  /** Each commit looks where none before it has looked; the same commit looks at the same. */
  @Test
  void noSeedThatThisCommitDrawsBreaksAPromise() throws Exception {
    long first = commit();
    for (long seed = first; seed < first + 6; seed++) {
      Simulation.Result result = simulation.run(planner.plan(seed, 700, Planner.swarm(seed)), null);
      assertThat(result.failure()).as("./offing sim --swarm --ops 700 --seed %d", seed).isNull();
    }
  }

  /**
   * Drawn from the commit's hash; where the sources came without their history, always the same.
   */
  private static long commit() throws Exception {
    Process git =
        new ProcessBuilder("git", "rev-parse", "--short=10", "HEAD")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String hash =
        new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    return git.waitFor() == 0 ? Long.parseLong(hash.substring(0, 10), 16) : 10_000;
  }

  @Test
  void aMonthOfCalmPlayBreaksNoPromise() {
    Simulation.Result result = simulation.run(planner.calm(7, 30), null);

    assertThat(result.failure()).isNull();
    assertThat(result.deviceMs()).isGreaterThan(29L * 86_400_000);
  }
}
