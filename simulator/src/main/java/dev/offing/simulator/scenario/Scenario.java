package dev.offing.simulator.scenario;

import dev.offing.simulator.world.Settings;
import java.util.List;

/**
 * A run: the world and what is done in it. The same scenario makes the same run, always.
 *
 * @param seed of all chance inside the world
 * @param settings what the world is made of
 * @param steps by time
 */
public record Scenario(long seed, Settings settings, List<Step> steps) {
  /** Copies the steps. */
  public Scenario {
    steps = List.copyOf(steps);
  }

  /** The same world with other steps. */
  public Scenario with(List<Step> others) {
    return new Scenario(seed, settings, others);
  }

  /** When the last fault is over, ms after the start. */
  long calmMs() {
    long end = 0;
    for (Step step : steps) {
      end = Math.max(end, step instanceof Step.Befalls fault ? fault.endMs() : step.atMs());
    }
    return end;
  }
}
