package dev.offing.simulator.campaign;

import dev.offing.server.cli.Nearest;
import dev.offing.simulator.report.SeedReport;
import dev.offing.simulator.scenario.Planner;
import dev.offing.simulator.world.Fault;
import dev.offing.simulator.world.Trace;
import java.io.IOException;
import java.io.PrintWriter;
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
      " or the report could not be written."
    })
public final class SimCommand implements Callable<Integer> {
  private static final String LOG_CONFIGURATION = "logback.configurationFile";

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

  @Option(names = "--trace", description = "tell everything that happens on standard error")
  private boolean trace;

  @Override
  public Integer call() {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "dev/offing/simulator/logback.xml");
    }
    atLeastOne("--seeds", seeds);
    atLeastOne("--ops", ops);
    LongFunction<Planner.Weather> weather = weather();
    PrintWriter err = spec.commandLine().getErr();
    Optional<SeedReport> page = Optional.ofNullable(report).map(SeedReport::new);
    Optional<String> refusal = page.flatMap(SeedReport::refusal);
    if (refusal.isPresent()) {
      tell(err, refusal.get());
      return 1;
    }
    Campaign campaign = new Campaign(System::nanoTime, line -> tell(err, line));
    Trace.Listener listener =
        (at, who, what, detail) -> err.println(at + " " + who + " " + what + " " + detail);
    Campaign.Order order = new Campaign.Order(seed, seeds, ops, weather);
    Campaign.Report result = campaign.run(order, trace ? listener : null);
    Campaign.Failure first = result.first();
    if (first != null) {
      err.println("offing sim: see it again with: " + again(first.seed()));
    }
    boolean written = page.isEmpty() || write(page.get(), campaign, order, first, err);
    err.flush();
    spec.commandLine().getOut().println(json(result));
    spec.commandLine().getOut().flush();
    return result.failures() == 0 && written ? 0 : 1;
  }

  private boolean write(
      SeedReport page,
      Campaign campaign,
      Campaign.Order order,
      Campaign.@Nullable Failure first,
      PrintWriter err) {
    long shown = first == null ? order.first() + order.seeds() - 1 : first.seed();
    try {
      page.write(campaign.scenario(order, shown), again(shown));
      tell(err, "the report of seed %d is in %s".formatted(shown, report));
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
