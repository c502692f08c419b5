package dev.offing.client.bench;

import dev.offing.client.Logging;
import dev.offing.client.Toolkit;
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

/**
 * {@code ./offing bench client}: how long until the first frame, and what the open window costs,
 * beside an empty AtlantaFX window. All in fresh JVMs with the same flags, one after the other in
 * turn, drawn in software. Of first frames, which are headless, the median counts, from the start
 * of the JVM. The open window is on the machine's display where there is one.
 */
@Command(
    name = "client",
    mixinStandardHelpOptions = true,
    description = "First frame and cost of the game, beside those of an empty window.")
public final class ClientBench implements Callable<Integer> {

  /** As many times what an empty window takes. */
  private static final Goal FIRST_FRAME = Goal.timesFloor(1.6);

  private static final Goal GESTURE = Goal.below(32);
  private static final Goal IDLE = Goal.below(0.25);
  private static final Goal MINIMISED = Goal.below(0.01);
  private static final Goal HEAP = Goal.below(120);
  private static final Goal PAUSE = Goal.below(50);

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
      floor.add(Long.parseLong(lastLine(false, EmptyWindow.class.getName())));
      JsonNode ours = game();
      first.add(ours.get("firstFrameMs").asLong());
      playable.add(ours.get("playableMs").asLong());
      err.println(
          "offing bench client: run %d of %d: empty window %d ms, first frame %d ms, playable %d ms"
              .formatted(i, runs, floor.getLast(), first.getLast(), playable.getLast()));
      err.flush();
    }
    boolean display = Toolkit.mayHaveDisplay();
    if (!display) {
      err.println(
          "offing bench client: there is no display; what the headless platform decides is printed"
              + " without a goal. With Xvfb: DISPLAY=:9 ./offing bench client");
    }
    Rows rows = new Rows(display);
    rows.add("first frame", median(first), median(floor), "ms", FIRST_FRAME);
    rows.add("first frame with the fleet", median(playable), median(floor), "ms", Goal.NONE);
    err.println(
        "offing bench client: figures of the empty window, then of the game; a minute each");
    err.flush();
    JsonNode least =
        JSON.readTree(lastLine(display, EmptyWindow.class.getName(), EmptyWindow.FIGURES));
    JsonNode ours = figures(display);
    rows.add("gesture to changed frame, median", ours, least, "gestureMedianMs", "ms", Goal.NONE);
    rows.add(
        "gesture to changed frame, p99",
        ours,
        least,
        "gestureP99Ms",
        "ms",
        drawn(GESTURE, display));
    rows.add(
        "idle harbour in software", ours, least, "idleCore", "of a core", drawn(IDLE, display));
    rows.add("minimised", ours, least, "minimisedCore", "of a core", drawn(MINIMISED, display));
    rows.add("heap after an hour of virtual play", ours, least, "heapMb", "MB", HEAP);
    rows.add(
        "longest pause of the screen's thread",
        ours,
        least,
        "longestPauseMs",
        "ms",
        drawn(PAUSE, display));
    spec.commandLine().getOut().println(rows.json());
    return rows.allOk() ? 0 : 1;
  }

  /** The headless platform copies each frame in Java, pixel by pixel: no figure of the game. */
  private static Goal drawn(Goal goal, boolean display) {
    return display ? goal : Goal.NONE;
  }

  private static JsonNode figures(boolean display) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("offing-bench-");
    try {
      return JSON.readTree(lastLine(display, "dev.offing.client.WindowFigures", data.toString()));
    } finally {
      delete(data);
    }
  }

  /** The game's first frame over a new profile; nobody listens at its server. */
  private static JsonNode game() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("offing-bench");
    try {
      return JSON.readTree(
          lastLine(
              /* display= */ false,
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

  private static String lastLine(boolean display, String main, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dprism.order=sw",
            "-cp",
            System.getProperty("java.class.path")));
    if (!display) {
      command.add("-Dglass.platform=Headless");
    }
    command.add(main);
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

  private static double median(List<Long> values) {
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
