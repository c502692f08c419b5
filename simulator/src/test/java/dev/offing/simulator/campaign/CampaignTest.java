package dev.offing.simulator.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.simulator.scenario.Planner;
import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.Simulation;
import org.junit.jupiter.api.Test;

final class CampaignTest {
  private static Campaign.Report run(Campaign.Order order, int jobs) {
    return new Campaign(Simulation::new, jobs, System::nanoTime, _ -> {}).run(order, null);
  }

  /** In a world without players whoever is to do something is not found: a crash. */
  private static Scenario ofNobody(Scenario it) {
    return new Scenario(it.seed(), it.settings().of(1, 0), it.steps());
  }

  @Test
  void whatComesOfItDoesNotDependOnHowManyRunAtATime() {
    Campaign.Order order = Campaign.Order.drawn(7, 9, 60, Planner::swarm);

    Campaign.Report one = run(order, 1);

    assertThat(one.seeds()).isEqualTo(9);
    assertThat(one.ops()).isGreaterThanOrEqualTo(9 * 60);
    assertThat(run(order, 3)).isEqualTo(one);
    assertThat(run(order, 64)).as("more than there are seeds").isEqualTo(one);
  }

  @Test
  void theFirstFailureIsTheOneOfTheLowestSeed() {
    Planner planner = new Planner();
    Campaign.Order order =
        new Campaign.Order(
            1,
            8,
            seed -> {
              Scenario drawn = planner.plan(seed, 20, Planner.swarm(seed));
              return seed < 4 ? drawn : ofNobody(drawn);
            });

    Campaign.Report report = run(order, 3);

    assertThat(report.failures()).isEqualTo(5);
    assertThat(report.first()).isNotNull().extracting(Campaign.Failure::seed).isEqualTo(4L);
  }

  @Test
  void aSeedThatCannotBeDrawnEndsItAll() {
    Campaign.Order order =
        new Campaign.Order(
            1,
            4,
            seed -> {
              throw new IllegalArgumentException("no seed " + seed);
            });

    assertThatThrownBy(() -> run(order, 2)).rootCause().hasMessageContaining("no seed");
  }
}
