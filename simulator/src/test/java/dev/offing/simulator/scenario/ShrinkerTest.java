package dev.offing.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is left is needed, and nothing else is. */
final class ShrinkerTest {
  private final List<Scenario> tried = new ArrayList<>();

  /** Broken by a kill of a node within ten seconds after a crash of the same number. */
  private @Nullable Violation run(Scenario scenario) {
    tried.add(scenario);
    long crashedAt = Long.MIN_VALUE / 2;
    for (Step step : scenario.steps()) {
      if (step instanceof Step.Does does && does.deed() == Step.Deed.CRASH) {
        crashedAt = does.atMs();
      }
      if (step instanceof Step.Befalls fault
          && fault.fault() == Fault.NODE_KILL
          && fault.atMs() - crashedAt < 10_000) {
        return new Violation(scenario.steps().size() % 7 == 3 ? "other" : "kept", "broken");
      }
    }
    return null;
  }

  @Test
  void onlyWhatBreaksThePromiseIsLeft() throws ScenarioException {
    Scenario small = shrunk(10_000);

    assertThat(small.steps()).hasSize(2);
    assertThat(small.steps().getFirst()).isInstanceOf(Step.Does.class);
    assertThat(small.steps().getFirst().atMs()).isZero();
    assertThat(small.steps().getLast())
        .isEqualTo(new Step.Befalls(0, Fault.NODE_KILL, 0, Fault.NODE_KILL.leastMs(), 0));
    assertThat(small.settings().nodes()).isEqualTo(1);
    assertThat(ScenarioFile.read("small.yaml", ScenarioFile.of("small", small).write()).scenario())
        .isEqualTo(small);
    assertThat(run(small)).isNotNull();
  }

  @Test
  void itStopsAfterSoManyRunsWithWhatItHas() {
    Scenario small = shrunk(40);

    assertThat(tried).hasSizeLessThanOrEqualTo(40);
    assertThat(run(small)).isNotNull();
  }

  private Scenario shrunk(int mostRuns) {
    Scenario drawn = new Planner().plan(5, 400, Planner.Weather.calm());
    List<Step> steps = new ArrayList<>(drawn.steps());
    long at = steps.get(300).atMs();
    steps.add(301, new Step.Does(at, 2, Step.Deed.CRASH, "", 0));
    steps.add(302, new Step.Befalls(at, Fault.NODE_KILL, 1, 20_000, 77));
    Scenario failing = drawn.with(steps);
    assertThat(run(failing)).isNotNull();
    tried.clear();
    return new Shrinker(this::run, mostRuns, _ -> {}).shrink(failing, "kept");
  }
}
