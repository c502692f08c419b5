package dev.offing.simulator.campaign;

import dev.offing.simulator.report.SeedReport;
import dev.offing.simulator.scenario.Planner;
import dev.offing.simulator.scenario.Scenario;
import dev.offing.simulator.scenario.ScenarioFile;
import dev.offing.simulator.scenario.Shrinker;
import dev.offing.simulator.scenario.Simulation;
import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Trace;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.protocol.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ./offing sim}: progress on standard error, the result as the last line of standard output.
 */
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the whole system under one seed, in virtual time: years of cuts, crashes, wrong clocks"
          + " and lying disks in seconds, on the code that ships.",
      "The last line of standard output is the result in JSON."
    },
    footer = {
      "",
      "Exit codes: 0 every promise was kept, 1 one was broken: the seed is told;",
      " or a file could not be written. 2 a wrong option or scenario file."
    })
public final class SimCommand implements Callable<Integer> {
  private static final int MOST_SHRINKING_RUNS = 4_000;

  @Spec private CommandSpec spec;

  @Option(names = "--seed", paramLabel = "N", description = "the first seed (default: 1)")
  private long seed = 1;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "how many: N, N+1 and so on (default: 1)")
  private int seeds = 1;

  @Option(names = "--ops", paramLabel = "N", description = "steps of each seed (default: 2000)")
  private int ops = 2_000;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "how many seeds run at a time (default: one for each processor)")
  private @Nullable Integer jobs;

  @Option(
      names = "--swarm",
      description = "each seed draws which faults are on, and how strong they are")
  private boolean swarm;

  @Option(
      names = "--fault",
      paramLabel = "NAME=P",
      description = "a fault that is on, and how often beside the others, from 0 to 1")
  private Map<String, Double> faults = new LinkedHashMap<>();

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = {
        "write a page that shows the first seed that failed, or the last one when none did:"
            + " devices, nodes and faults over time, frames, balances, what was broken"
      })
  private @Nullable Path report;

  @Option(
      names = "--shrink",
      description = {
        "make the first seed that fails as short as possible, print it, and write it to"
            + " sim-SEED-CHECKER.yaml here"
      })
  private boolean shrink;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "run a scenario file (simulator/scenarios has some) instead of drawing seeds")
  private @Nullable Path replay;

  @Option(names = "--trace", description = "tell everything that happens on standard error")
  private boolean trace;

  @Override
  public Integer call() {
    Campaign.quiet();
    atLeastOne("--seeds", seeds);
    atLeastOne("--ops", ops);
    int atATime = jobs == null ? Campaign.allProcessors() : jobs;
    atLeastOne("--jobs", atATime);
    PrintWriter err = spec.commandLine().getErr();
    Optional<SeedReport> page = Optional.ofNullable(report).map(SeedReport::new);
    Optional<String> refusal = page.flatMap(SeedReport::refusal);
    if (refusal.isPresent()) {
      tell(err, refusal.get());
      return 1;
    }
    Campaign.Order order = order(err);
    Campaign campaign =
        new Campaign(
            Simulation::new, trace ? 1 : atATime, System::nanoTime, line -> tell(err, line));
    Trace.Listener listener =
        (at, who, what, detail) -> err.println(at + " " + who + " " + what + " " + detail);
    Campaign.Report result = campaign.run(order, trace ? listener : null);
    Campaign.Failure first = result.first();
    if (first != null) {
      tell(err, "see it again with: " + again(first.seed()));
    }
    Shown shown = shown(order, first);
    boolean written = true;
    if (shrink && first != null) {
      Shown small = small(shown, first, err);
      written = small != null;
      shown = small == null ? shown : small;
    }
    written &= page.isEmpty() || write(page.get(), shown, err);
    err.flush();
    spec.commandLine().getOut().println(json(result));
    spec.commandLine().getOut().flush();
    return result.failures() == 0 && written ? 0 : 1;
  }

  private Campaign.Order order(PrintWriter err) {
    Path file = replay;
    if (file == null) {
      return Campaign.Order.drawn(seed, seeds, ops, weather());
    }
    for (String drawing : List.of("--seed", "--seeds", "--ops", "--swarm", "--fault")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(drawing)) {
        throw new ParameterException(
            spec.commandLine(),
            "Options '--replay' and '%s' cannot stand together: the file says it all."
                .formatted(drawing));
      }
    }
    ScenarioFile read;
    try {
      read = Replay.read(file);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--replay': " + e.getMessage(), e);
    }
    if (read.otherRules()) {
      tell(
          err,
          "%s was made with version %d of the rules, this program has version %d: what it showed may not happen any more"
              .formatted(file, read.rules(), Economy.RULES_VERSION));
    }
    tell(err, read.about());
    return new Campaign.Order(read.scenario().seed(), 1, _ -> read.scenario());
  }

  /**
   * What a person looks at.
   *
   * @param what it is called
   * @param again the command that shows it again
   */
  private record Shown(String what, Scenario scenario, String again) {}

  /** The first seed that failed, or the last one when none did. */
  private Shown shown(Campaign.Order order, Campaign.@Nullable Failure first) {
    long which = first == null ? order.first() + order.seeds() - 1 : first.seed();
    return new Shown("seed " + which, order.scenarios().apply(which), again(which));
  }

  /** The same, as short as possible, and on disk; null when it could not be written. */
  private @Nullable Shown small(Shown shown, Campaign.Failure failure, PrintWriter err) {
    Simulation simulation = new Simulation();
    Scenario scenario =
        new Shrinker(
                it -> simulation.run(it, null).failure(),
                MOST_SHRINKING_RUNS,
                line -> tell(err, line))
            .shrink(shown.scenario(), failure.checker());
    String about = failure.checker() + " finds a broken promise: " + failure.message();
    String yaml = ScenarioFile.of(about, scenario).write();
    err.print(yaml);
    Path file = Path.of("sim-%d-%s.yaml".formatted(failure.seed(), failure.checker()));
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      tell(err, "it could not be written to %s (%s)".formatted(file.toAbsolutePath(), e));
      return null;
    }
    String again = "./offing sim --replay " + file;
    tell(err, "%d steps are left; see them with: %s".formatted(scenario.steps().size(), again));
    return new Shown(file.toString(), scenario, again);
  }

  private boolean write(SeedReport page, Shown shown, PrintWriter err) {
    try {
      page.write(shown.scenario(), shown.again());
      tell(err, "the report of %s is in %s".formatted(shown.what(), report));
      return true;
    } catch (IOException _) {
      tell(err, page.cannot());
      return false;
    }
  }

  private static void tell(PrintWriter err, String line) {
    err.println("offing sim: " + line);
    err.flush();
  }

  private LongFunction<Planner.Weather> weather() {
    Map<Fault, Double> weights = new EnumMap<>(Fault.class);
    List<String> labels = Arrays.stream(Fault.values()).map(Fault::label).toList();
    faults.forEach((name, p) -> {
      Fault fault =
          Fault.of(name)
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      "Invalid value for option '--fault': there is no fault '%s'; the nearest is '%s'."
                          .formatted(name, Nearest.to(name, labels).orElseThrow())));
      if (!(p >= 0 && p <= 1)) {
        throw new ParameterException(
            spec.commandLine(),
            "Invalid value for option '--fault': '%s' is %s; it is from 0 to 1."
                .formatted(name, p));
      }
      weights.put(fault, p);
    });
    weights.values().removeIf(p -> p == 0);
    if (swarm && faults.isEmpty()) {
      return Planner::swarm;
    }
    return n -> {
      Map<Fault, Double> all = new EnumMap<>(Fault.class);
      if (swarm) {
        all.putAll(Planner.swarm(n).weights());
      }
      all.putAll(weights);
      return new Planner.Weather(all);
    };
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '%s': at least 1".formatted(option));
    }
  }

  private String again(long failed) {
    if (replay != null) {
      return "./offing sim --replay " + replay;
    }
    StringBuilder command = new StringBuilder("./offing sim --seed " + failed + " --ops " + ops);
    if (swarm) {
      command.append(" --swarm");
    }
    faults.forEach((name, p) -> command.append(" --fault ").append(name).append('=').append(p));
    return command.toString();
  }

  private static ObjectNode json(Campaign.Report report) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("seeds", report.seeds());
    json.put("ops", report.ops());
    json.put("deviceDays", Math.round(report.deviceDays()));
    ObjectNode counts = json.putObject("faults");
    report.faults().forEach((fault, count) -> counts.put(fault.label(), count));
    json.put("failures", report.failures());
    json.set("firstFailure", failure(report.first()));
    return json;
  }

  private static @Nullable ObjectNode failure(Campaign.@Nullable Failure first) {
    if (first == null) {
      return null;
    }
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("seed", first.seed());
    json.put("checker", first.checker());
    json.put("atMs", first.atMs());
    json.put("message", first.message());
    return json;
  }
}
