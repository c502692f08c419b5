package dev.offing.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.World;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seeds that run with every build: none breaks a promise, and every fault is among them. */
final class SimulationTest {
  private final Simulation simulation = new Simulation(World.Shared.create());
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

  @Test
  void aMonthOfCalmPlayBreaksNoPromise() {
    Simulation.Result result = simulation.run(planner.calm(7, 30), null);

    assertThat(result.failure()).isNull();
    assertThat(result.deviceMs()).isGreaterThan(29L * 86_400_000);
  }
}
