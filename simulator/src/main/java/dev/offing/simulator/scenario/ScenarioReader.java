package dev.offing.simulator.scenario;

import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads scenarios; every slip is told with its place. */
final class ScenarioReader {
  private static final long YEAR_MS = 366L * 86_400_000;
  private static final long MOST_MS = 100 * YEAR_MS;
  private static final int MOST_STEPS = 100_000;
  private static final int MOST_PARTS = 8;
  private static final int MOST_COUNT = 5_000;
  private static final int MOST_TICK_MS = 60_000;
  private static final List<String> DEEDS =
      Arrays.stream(Step.Deed.values()).map(Step.Deed::label).toList();
  private static final List<String> FAULTS =
      Arrays.stream(Fault.values()).map(Fault::label).toList();

  private ScenarioReader() {}

  static ScenarioFile read(String name, String text) throws ScenarioException {
    Yaml root = Yaml.parse(name, text);
    Map<String, Yaml> keys = root.object("about", "rules", "seed", "world", "steps");
    String about = root.need(keys, "about").text("a sentence");
    long rules = root.need(keys, "rules").number(1, Integer.MAX_VALUE);
    long seed = root.need(keys, "seed").number(Long.MIN_VALUE, Long.MAX_VALUE);
    Settings settings = settings(root.need(keys, "world"));
    List<Step> steps = new ArrayList<>();
    long before = 0;
    for (Yaml value : root.need(keys, "steps").list(MOST_STEPS)) {
      Step step = step(value, settings);
      if (step.atMs() < before) {
        throw value.fail("this lies before the step above it; steps stand in the order of time");
      }
      before = step.atMs();
      steps.add(step);
    }
    return new ScenarioFile(about, (int) rules, new Scenario(seed, settings, steps));
  }

  private static Settings settings(Yaml world) throws ScenarioException {
    Map<String, Yaml> keys =
        world.object("nodes", "accounts", "tick", "keep", "keep-count", "real-proofs", "hasty");
    Yaml hasty = keys.get("hasty");
    return new Settings(
        (int) world.need(keys, "nodes").number(1, MOST_PARTS),
        (int) world.need(keys, "accounts").number(1, MOST_PARTS),
        (int) world.need(keys, "tick").span(50, MOST_TICK_MS),
        world.need(keys, "keep").span(0, YEAR_MS),
        world.need(keys, "keep-count").number(0, Integer.MAX_VALUE),
        world.need(keys, "real-proofs").flag(),
        hasty == null || hasty.flag());
  }

  private static Step step(Yaml value, Settings settings) throws ScenarioException {
    Map<String, Yaml> keys =
        value.object("at", "device", "node", "do", "what", "count", "fault", "for", "percent");
    long at = value.need(keys, "at").span(0, MOST_MS);
    if (keys.containsKey("do") == keys.containsKey("fault")) {
      throw value.fail("a step has either 'do' or 'fault'");
    }
    return keys.containsKey("do")
        ? does(value, keys, at)
        : befalls(value, keys, at, settings.nodes());
  }

  private static Step does(Yaml value, Map<String, Yaml> keys, long at) throws ScenarioException {
    Step.Deed deed = value.need(keys, "do").word("deed", Step.Deed::of, DEEDS);
    Use use = new Use(value, keys, "to " + deed.label());
    use.none("node", "for", "percent");
    int device = deed.ofOne() ? use.device() : use.absent("device");
    String what = deed.names() ? value.need(keys, "what").text("an id of the catalog") : "";
    int count = deed.counts() ? (int) value.need(keys, "count").number(1, MOST_COUNT) : 0;
    use.noneBut(deed.names(), "what");
    use.noneBut(deed.counts(), "count");
    return new Step.Does(at, device, deed, what, count);
  }

  private static Step befalls(Yaml value, Map<String, Yaml> keys, long at, int nodes)
      throws ScenarioException {
    Fault fault = value.need(keys, "fault").word("fault", Fault::of, FAULTS);
    Use use = new Use(value, keys, fault.label());
    use.none("what", "count");
    use.noneBut(fault.on() == Fault.On.DEVICE, "device");
    use.noneBut(fault.on() == Fault.On.NODE, "node");
    use.noneBut(fault.mostMs() > 0, "for");
    int target =
        switch (fault.on()) {
          case DEVICE -> use.device();
          case NODE -> (int) value.need(keys, "node").number(0, nodes - 1L);
          case STORE -> 0;
        };
    long forMs = fault.mostMs() > 0 ? value.need(keys, "for").span(0, YEAR_MS) : 0;
    return new Step.Befalls(
        at, fault, target, forMs, (int) value.need(keys, "percent").number(0, 100));
  }

  /** Which keys a step may have. */
  private record Use(Yaml value, Map<String, Yaml> keys, String what) {
    int device() throws ScenarioException {
      return (int) value.need(keys, "device").number(0, MOST_PARTS - 1L);
    }

    int absent(String key) throws ScenarioException {
      noneBut(false, key);
      return 0;
    }

    void none(String... others) throws ScenarioException {
      for (String key : others) {
        noneBut(false, key);
      }
    }

    void noneBut(boolean wanted, String key) throws ScenarioException {
      if (!wanted && keys.containsKey(key)) {
        throw keys.get(key).fail("%s has no '%s'".formatted(what, key));
      }
    }
  }
}
