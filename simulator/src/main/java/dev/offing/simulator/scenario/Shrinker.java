package dev.offing.simulator.scenario;

import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Settings;
import dev.offing.simulator.world.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scenario that breaks a promise shorter, as long as the same checker finds it: first whole
 * stretches of steps go (Zeller's ddmin), then each step and the world become simpler, then the
 * time between steps. What is left is read by a person.
 */
public final class Shrinker {
  private final Function<Scenario, @Nullable Violation> run;
  private final int mostRuns;
  private final Consumer<String> progress;
  private int runs;

  /**
   * A shrinker.
   *
   * @param run what a scenario breaks; null for nothing
   * @param mostRuns after so many runs it gives what it has: a world in which every run counts can
   *     always be made a little shorter
   * @param progress hears how far it is, in lines for people
   */
  public Shrinker(
      Function<Scenario, @Nullable Violation> run, int mostRuns, Consumer<String> progress) {
    this.run = run;
    this.mostRuns = mostRuns;
    this.progress = progress;
  }

  /** The shortest that was found in which {@code checker} finds a broken promise, as in this. */
  public Scenario shrink(Scenario failing, String checker) {
    runs = 0;
    Scenario best = failing;
    int before;
    do {
      before = weight(best);
      best = fewerSteps(best, checker);
      best = simpler(best, checker);
      best = sooner(best, checker);
      progress.accept(
          "%d steps are left of %d, after %d runs"
              .formatted(best.steps().size(), failing.steps().size(), runs));
    } while (weight(best) < before && runs < mostRuns);
    return best;
  }

  private static int weight(Scenario scenario) {
    return ScenarioFile.of("", scenario).write().length();
  }

  private boolean fails(Scenario scenario, String checker) {
    if (runs >= mostRuns) {
      return false;
    }
    runs++;
    Violation found = run.apply(scenario);
    return found != null && found.checker().equals(checker);
  }

  private Scenario fewerSteps(Scenario failing, String checker) {
    Scenario best = failing;
    for (int size = Math.max(1, best.steps().size() / 2); size > 0; size /= 2) {
      // From the end: what comes after the broken promise goes at once.
      for (int end = best.steps().size(); end > 0; end -= size) {
        List<Step> steps = new ArrayList<>(best.steps());
        steps.subList(Math.max(0, end - size), Math.min(end, steps.size())).clear();
        Scenario shorter = best.with(steps);
        if (fails(shorter, checker)) {
          best = shorter;
        }
      }
    }
    return best;
  }

  private Scenario simpler(Scenario failing, String checker) {
    Scenario best = failing;
    for (UnaryOperator<Settings> change : SIMPLER_WORLDS) {
      best = tried(best, with(best, change.apply(best.settings())), checker);
    }
    for (int i = 0; i < best.steps().size(); i++) {
      for (UnaryOperator<Step> change : SIMPLER_STEPS) {
        List<Step> steps = new ArrayList<>(best.steps());
        steps.set(i, change.apply(steps.get(i)));
        best = tried(best, best.with(steps), checker);
      }
    }
    return best;
  }

  private Scenario tried(Scenario best, Scenario other, String checker) {
    return !other.equals(best) && fails(other, checker) ? other : best;
  }

  /** In another world; a step names a node that is there. */
  private static Scenario with(Scenario scenario, Settings settings) {
    List<Step> steps =
        scenario.steps().stream()
            .map(step ->
                step instanceof Step.Befalls it && it.fault().on() == Fault.On.NODE
                    ? it.on(it.target() % settings.nodes())
                    : step)
            .toList();
    return new Scenario(scenario.seed(), settings, steps);
  }

  private static final List<UnaryOperator<Settings>> SIMPLER_WORLDS =
      List.of(
          s -> s.of(1, s.accounts()),
          s -> s.of(s.nodes(), 1),
          s ->
              new Settings(
                  s.nodes(), s.accounts(), 3_000, s.keepMs(), s.keepCount(), false, s.hasty()),
          s -> s.keeping(90L * 86_400_000, 65_536));

  private static final List<UnaryOperator<Step>> SIMPLER_STEPS =
      List.of(
          step ->
              switch (step) {
                case Step.Does it -> new Step.Does(it.atMs(), 0, it.deed(), it.what(), it.count());
                case Step.Befalls it -> it.on(0);
              },
          step ->
              step instanceof Step.Does it && it.deed().counts()
                  ? new Step.Does(it.atMs(), it.device(), it.deed(), it.what(), 1)
                  : step,
          step ->
              step instanceof Step.Befalls it
                  ? new Step.Befalls(
                      it.atMs(), it.fault(), it.target(), it.fault().leastMs(), it.percent())
                  : step,
          step ->
              step instanceof Step.Befalls it
                  ? new Step.Befalls(it.atMs(), it.fault(), it.target(), it.forMs(), 0)
                  : step);

  /** Pauses go, or become shorter; everything after them happens sooner. */
  private Scenario sooner(Scenario failing, String checker) {
    Scenario best = failing;
    for (int i = 0; i < best.steps().size(); i++) {
      long before = i == 0 ? 0 : best.steps().get(i - 1).atMs();
      for (long gap = best.steps().get(i).atMs() - before; gap > 0; gap /= 2) {
        Scenario shorter = best.with(earlier(best.steps(), i, gap));
        if (fails(shorter, checker)) {
          best = shorter;
          break;
        }
      }
    }
    return best;
  }

  private static List<Step> earlier(List<Step> steps, int from, long byMs) {
    List<Step> moved = new ArrayList<>(steps.subList(0, from));
    steps.subList(from, steps.size()).forEach(step -> moved.add(step.at(step.atMs() - byMs)));
    return moved;
  }
}
