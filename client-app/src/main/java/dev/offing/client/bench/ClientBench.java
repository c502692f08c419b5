package dev.offing.client.bench;

import dev.offing.client.Logging;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ./offing bench client}: how long until the first frame, beside an empty AtlantaFX window.
 * Both in fresh JVMs with the same flags, one after the other in turn, on the headless platform
 * drawn in software; the median counts. Times are from the start of the JVM.
 */
@Command(
    name = "client",
    mixinStandardHelpOptions = true,
    description = "First frame of the game, beside that of an empty window.")
public final class ClientBench implements Callable<Integer> {

  /** The first frame may take so many times what an empty window takes. */
  private static final double GOAL = 1.6;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Spec private CommandSpec spec;

  @Option(names = "--runs", paramLabel = "N", description = "of each (default: ${DEFAULT-VALUE})")
  private int runs = 9;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Logging.toStandardError();
    if (runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--runs': at least 1");
    }
    PrintWriter err = spec.commandLine().getErr();
    List<Long> floor = new ArrayList<>();
    List<Long> first = new ArrayList<>();
    List<Long> playable = new ArrayList<>();
    for (int i = 1; i <= runs; i++) {
      floor.add(Long.parseLong(lastLine(EmptyWindow.class.getName())));
      JsonNode ours = game();
      first.add(ours.get("firstFrameMs").asLong());
      playable.add(ours.get("playableMs").asLong());
      err.println(
          "offing bench client: run %d of %d: empty window %d ms, first frame %d ms, playable %d ms"
              .formatted(i, runs, floor.getLast(), first.getLast(), playable.getLast()));
      err.flush();
    }
    ObjectNode json = JSON.createObjectNode();
    json.put("bench", "client");
    var rows = json.putArray("rows");
    ObjectNode row = rows.addObject();
    double ratio = (double) median(first) / median(floor);
    row.put("name", "first frame").put("ours", median(first)).put("floor", median(floor));
    row.put("unit", "ms").put("goal", "<= " + GOAL + " x floor").put("ok", ratio <= GOAL);
    row = rows.addObject();
    row.put("name", "first frame with the fleet").put("ours", median(playable));
    row.put("floor", median(floor)).put("unit", "ms").put("goal", "none").put("ok", true);
    spec.commandLine().getOut().println(json);
    return ratio <= GOAL ? 0 : 1;
  }

  /** The game's first frame over a new profile; nobody listens at its server. */
  private static JsonNode game() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("offing-bench");
    try {
      return JSON.readTree(
          lastLine(
              "dev.offing.client.OffingMain",
              "play",
              "--headless",
              "--for",
              "0",
              "--server",
              "ws://127.0.0.1:1",
              "--data",
              data.toString()));
    } finally {
      delete(data);
    }
  }

  private static String lastLine(String main, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dglass.platform=Headless",
            "-Dprism.order=sw",
            "-cp",
            System.getProperty("java.class.path"),
            main));
    command.addAll(Arrays.asList(args));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String last = "";
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = out.readLine()) != null) {
        last = line;
      }
    }
    process.waitFor();
    if (last.isEmpty()) {
      throw new BenchException(main + " could not be run here: it printed nothing");
    }
    return last;
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
