package dev.offing.simulator.scenario;

import dev.offing.server.cli.Spans;
import dev.offing.simulator.world.Settings;
import java.util.stream.Collectors;

/** Writes scenarios so that a person can read them: one step a line. */
final class ScenarioWriter {
  private ScenarioWriter() {}

  static String write(ScenarioFile file) {
    Scenario scenario = file.scenario();
    return """
    about: %s
    rules: %d
    seed: %d
    world: %s
    steps:%s
    """
        .formatted(
            quoted(file.about()),
            file.rules(),
            scenario.seed(),
            world(scenario.settings()),
            scenario.steps().isEmpty()
                ? " []"
                : scenario.steps().stream()
                    .map(step -> "\n  - " + step(step))
                    .collect(Collectors.joining()));
  }

  private static String world(Settings settings) {
    return "{nodes: %d, accounts: %d, tick: %s, keep: %s, keep-count: %d, real-proofs: %b, hasty: %b}"
        .formatted(
            settings.nodes(),
            settings.accounts(),
            Spans.of(settings.tickMs()),
            Spans.of(settings.keepMs()),
            settings.keepCount(),
            settings.realProofs(),
            settings.hasty());
  }

  private static String step(Step step) {
    StringBuilder text = new StringBuilder("{at: ").append(Spans.of(step.atMs()));
    switch (step) {
      case Step.Does it -> {
        if (it.deed().ofOne()) {
          text.append(", device: ").append(it.device());
        }
        text.append(", do: ").append(it.deed().label());
        if (it.deed().names()) {
          text.append(", what: ").append(it.what());
        }
        if (it.deed().counts()) {
          text.append(", count: ").append(it.count());
        }
      }
      case Step.Befalls it -> {
        switch (it.fault().on()) {
          case DEVICE -> text.append(", device: ").append(it.target());
          case NODE -> text.append(", node: ").append(it.target());
          case STORE -> {}
        }
        text.append(", fault: ").append(it.fault().label());
        if (it.fault().mostMs() > 0) {
          text.append(", for: ").append(Spans.of(it.forMs()));
        }
        text.append(", percent: ").append(it.percent());
      }
    }
    return text.append('}').toString();
  }

  /** YAML's double quotes are those of JSON for what a sentence holds. */
  private static String quoted(String text) {
    return '"'
        + text.strip().replaceAll("\\p{Cntrl}+", " ").replace("\\", "\\\\").replace("\"", "\\\"")
        + '"';
  }
}
