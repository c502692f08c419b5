package dev.offing.client;

import dev.offing.simulator.bots.Bots;
import dev.offing.simulator.bots.BotsException;
import dev.offing.simulator.bots.Play;
import dev.offing.simulator.bots.Times;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./offing bots}: a live table on standard error, the result as the last line. */
@Command(
    name = "bots",
    mixinStandardHelpOptions = true,
    description = {
      "Lets many players play on a server that runs, each the real engine, and says how long what"
          + " they did took, and whether every book agrees with the server's in the end.",
      "Every time counts from the moment at which a deed was due, so that a server that stands"
          + " still is not spared.",
      "The last line of standard output is the result in JSON."
    },
    footer = {
      "",
      "Exit codes: 0 every book is right, 1 one is not, or nobody was let in. 2 a wrong option."
    })
final class BotsCommand implements Callable<Integer> {
  private static final int MOST = 20_000;
  private static final int MOST_FILES = 50;
  private static final int MOST_SECONDS = 86_400;
  private static final double MOST_DEEDS = 100;
  private static final int SHOWN = 5;
  private static final double US = 1_000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--players",
      paramLabel = "N",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int players = 100;

  @Option(
      names = "--nodes",
      paramLabel = "URI",
      split = ",",
      required = true,
      description = "the nodes of one server, divided by commas: ws://HOST:PORT")
  private List<String> nodes = List.of();

  @Option(
      names = "--ramp",
      paramLabel = "SECONDS",
      description = "in how long all of them come in (default: ${DEFAULT-VALUE})")
  private int ramp = 5;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "how long they play after that (default: ${DEFAULT-VALUE})")
  private int time = 30;

  @Option(
      names = "--play",
      paramLabel = "active|idle|chat|mixed",
      description = {
        "what they do: buy, look on, talk in one room, or a third of them each (default:"
            + " ${DEFAULT-VALUE})"
      })
  private Play play = Play.ACTIVE;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "how much each of them does a second (default: ${DEFAULT-VALUE})")
  private double rate = 0.5;

  @Option(
      names = "--ledger",
      paramLabel = "memory|sqlite",
      description =
          "where they keep their books; sqlite for at most 50 (default: ${DEFAULT-VALUE})")
  private Bots.Keep keep = Bots.Keep.MEMORY;

  @Option(names = "--seed", paramLabel = "N", description = "chooses what they do, and when")
  private @Nullable Long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "write the result there, too")
  private @Nullable Path jsonFile;

  @Option(names = "--csv", paramLabel = "FILE", description = "write each second there")
  private @Nullable Path csvFile;

  @Override
  public Integer call() throws IOException, BotsException, InterruptedException {
    within("--players", players, 1, MOST);
    within("--ramp", ramp, 0, MOST_SECONDS);
    within("--for", time, 1, MOST_SECONDS);
    if (!(rate > 0 && rate <= MOST_DEEDS)) {
      throw invalid("--rate", "%s is not above 0 and at most %.0f".formatted(rate, MOST_DEEDS));
    }
    if (keep == Bots.Keep.SQLITE && players > MOST_FILES) {
      throw invalid(
          "--ledger", "sqlite is for at most %d players, not %d".formatted(MOST_FILES, players));
    }
    List<URI> doors = nodes.stream().map(this::address).toList();
    Logging.toStandardError();
    long chosen = seed == null ? new Random().nextLong() : seed;
    Path folder = Files.createTempDirectory("offing-bots");
    Bots.Plan plan =
        new Bots.Plan(
            players,
            doors,
            Duration.ofSeconds(ramp),
            Duration.ofSeconds(time),
            play,
            rate,
            keep,
            chosen);
    PrintWriter err = spec.commandLine().getErr();
    err.println(Row.HEAD);
    err.flush();
    Bots.Result result;
    try (PrintWriter csv = csvFile == null ? null : csv(csvFile)) {
      Rows rows = new Rows();
      result =
          new Bots(plan, folder)
              .run(second -> {
                Row row = rows.next(second);
                err.println(row.text());
                err.flush();
                if (csv != null) {
                  csv.println(row.csv());
                  csv.flush();
                }
              });
    }
    result.wrong().entrySet().stream()
        .limit(SHOWN)
        .forEach(it -> err.println("offing bots: %s: %s".formatted(it.getKey(), it.getValue())));
    err.flush();
    String json = json(plan, result).toString();
    if (jsonFile != null) {
      Files.writeString(jsonFile, json + "\n");
    }
    spec.commandLine().getOut().println(json);
    spec.commandLine().getOut().flush();
    return result.wrong().isEmpty() ? 0 : 1;
  }

  private PrintWriter csv(Path file) throws IOException {
    PrintWriter csv = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    csv.println(Row.CSV_HEAD);
    return csv;
  }

  private URI address(String text) {
    return ServerAddress.parse(text)
        .orElseThrow(() -> invalid("--nodes", ServerAddress.mistake(text)));
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw invalid(option, "%,d is not from %,d to %,d".formatted(value, least, most));
    }
  }

  private ParameterException invalid(String option, String why) {
    return new ParameterException(
        spec.commandLine(), "Invalid value for option '%s': %s".formatted(option, why));
  }

  // ---- what is told -----------------------------------------------------------------------------

  /** Makes numbers of a second from those since the beginning. */
  private static final class Rows {
    private long gestures;
    private long heard;

    Row next(Bots.Second it) {
      Row row = new Row(it, it.gestures() - gestures, it.heard() - heard);
      gestures = it.gestures();
      heard = it.heard();
      return row;
    }
  }

  /** A second as it is told. */
  private record Row(Bots.Second it, long gestures, long heard) {
    static final String HEAD =
        "     s players  online | gestures  results   p50 ms   p99 ms  p999 ms |    lines    heard   p99 ms | tick p50   p99 ms | errors";
    static final String CSV_HEAD =
        "second,players,online,gestures,results,result_p50_us,result_p99_us,result_p999_us,lines,heard,line_p50_us,line_p99_us,tick_p50_us,tick_p99_us,errors";

    String text() {
      Times settling = it.settling();
      Times hearing = it.hearing();
      return String.format(
          Locale.ROOT,
          "%6d %7d %7d | %8d %8d %8.1f %8.1f %8.1f | %8d %8d %8.1f | %8.1f %8.1f | %s",
          it.second(),
          it.players(),
          it.online(),
          gestures,
          settling.count(),
          settling.p50Us() / US,
          settling.p99Us() / US,
          settling.p999Us() / US,
          hearing.count(),
          heard,
          hearing.p99Us() / US,
          it.ticks().p50Us() / US,
          it.ticks().p99Us() / US,
          it.errors().isEmpty() ? "none" : it.errors());
    }

    String csv() {
      Times settling = it.settling();
      Times hearing = it.hearing();
      List<Long> numbers = new ArrayList<>();
      numbers.addAll(List.of(it.second(), (long) it.players(), (long) it.online(), gestures));
      numbers.addAll(
          List.of(settling.count(), settling.p50Us(), settling.p99Us(), settling.p999Us()));
      numbers.addAll(List.of(hearing.count(), heard, hearing.p50Us(), hearing.p99Us()));
      numbers.addAll(List.of(it.ticks().p50Us(), it.ticks().p99Us()));
      numbers.add(it.errors().values().stream().mapToLong(Long::longValue).sum());
      return String.join(",", numbers.stream().map(String::valueOf).toList());
    }
  }

  private static ObjectNode json(Bots.Plan plan, Bots.Result result) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("players", plan.players()).put("seed", plan.seed());
    json.put("play", plan.play().name().toLowerCase(Locale.ROOT));
    json.put("seconds", plan.time().toSeconds()).put("gestures", result.gestures());
    times(json.putObject("results"), result.settling());
    times(json.putObject("lines"), result.hearing());
    json.put("heard", result.heard());
    times(json.putObject("ticks"), result.ticks());
    ObjectNode errors = json.putObject("errors");
    for (Map.Entry<String, Long> it : result.errors().entrySet()) {
      errors.put(it.getKey(), it.getValue());
    }
    json.put("wrongBooks", result.wrong().size()).put("ok", result.wrong().isEmpty());
    return json;
  }

  private static void times(ObjectNode json, Times it) {
    json.put("count", it.count()).put("p50Us", it.p50Us()).put("p99Us", it.p99Us());
    json.put("p999Us", it.p999Us()).put("maxUs", it.maxUs());
  }
}
