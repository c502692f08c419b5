package dev.offing.simulator.scenario;

/** Prints the trace hashes of some seeds: one JVM of {@link DeterminismTest}. */
final class TraceMain {
  private TraceMain() {}

  public static void main(String[] args) {
    System.out.println(hashes());
  }

  static String hashes() {
    Simulation simulation = new Simulation();
    StringBuilder hashes = new StringBuilder();
    for (long seed = 1; seed <= 4; seed++) {
      Scenario scenario = new Planner().plan(seed, 60, Planner.swarm(seed));
      hashes.append(simulation.run(scenario, null).hash()).append(' ');
    }
    return hashes.toString().strip();
  }
}
