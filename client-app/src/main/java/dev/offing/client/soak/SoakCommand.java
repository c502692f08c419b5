package dev.offing.client.soak;

import dev.offing.client.Logging;
import dev.offing.server.soak.BrokenPromise;
import dev.offing.server.soak.HostileSoak;
import dev.offing.server.soak.RoomSoak;
import dev.offing.server.soak.TaskSoak;
import dev.offing.server.soak.TellSoak;
import dev.offing.simulator.campaign.Campaign;
import dev.offing.simulator.planted.Planting;
import dev.offing.simulator.scenario.Planner;
import dev.offing.simulator.scenario.Simulation;
import dev.offing.simulator.world.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ./offing soak}: pulls plugs for a while. Progress goes to standard error; the last line of
 * standard output is the result as JSON, and a broken promise is exit code 1.
 */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = {
      "Pulls plugs for a while and says whether everything saved acted once.",
      "kills: a buying player, the server and Redis are killed at random moments.",
      "devices: three players of one account, cut and killed while they buy at once.",
      "cluster: tasks, letters and chat on several nodes that are killed, money on a Redis Cluster whose"
          + " masters are killed and replaced, nodes restarted one after the other; nothing is lost or"
          + " acts twice. Then 100 players among 1,000 hostile connections: none sees an error.",
      "acks: the acknowledgement of each purchase is lost.",
      "fuzz: frames, a tenth as many files and as many states as files are spoilt and read.",
      "seeds: swarm seeds of the simulator, 2,000 steps each; each class of fault must happen.",
      "planted: each mistake of simulator/planted, one at a time: the simulator has to find it."
    })
public final class SoakCommand implements Callable<Integer> {

  private static final long TELL_EVERY_MS = 5_000;
  private static final int STEPS_OF_A_SEED = 2_000;

  private static final int TASKS_A_KILL = 600;
  private static final int LETTERS_A_KILL = 100;
  private static final int MEMBERS = 40;
  private static final int LINES_A_KILL = 200;
  private static final long AWAY_MS = 5_000;

  /** Who plays on a Redis Cluster, on so many nodes, and how much in each part of a round. */
  private static final int ACCOUNTS = 200;

  private static final int NODES = 2;
  private static final int GESTURES = 400;
  private static final int KILLS_A_ROUND = 5;

  /** Good players among hostile connections, and how much they do. */
  private static final int GOOD = 100;

  private static final int HOSTILE = 1_000;
  private static final int CALLS = 50;

  /** Storms on each account of several devices. */
  private static final int ROUNDS = 6;

  /** What is pulled. */
  enum Kind {
    KILLS(200),
    DEVICES(30),
    CLUSTER(20),
    ACKS(500),
    FUZZ(100_000),
    SEEDS(2_000),
    PLANTED(200);

    private final int rounds;

    Kind(int rounds) {
      this.rounds = rounds;
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1",
      paramLabel = "kills|devices|cluster|acks|fuzz|seeds|planted",
      description = "which plugs")
  private Kind kind = Kind.KILLS;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "how many (default: 200 kills, 30 accounts of three devices, 20 kills of nodes, 500 acks, 100000 frames, 2000 seeds, at most 200 seeds for each mistake)")
  private @Nullable Integer rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "chooses victims and moments as an earlier run did")
  private @Nullable Long seed;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "an empty or new folder to work in and to leave behind")
  private @Nullable Path keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (kind == Kind.SEEDS || kind == Kind.FUZZ) {
      Campaign.quiet();
    }
    Logging.toStandardError();
    int wanted = rounds == null ? kind.rounds : rounds;
    if (wanted < 1) {
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(), "Invalid value for option '--rounds': at least 1");
    }
    boolean simulated = kind == Kind.SEEDS || kind == Kind.PLANTED;
    long chosen = seed != null ? seed : simulated ? 1 : new Random().nextLong();
    Path work = keep == null ? Files.createTempDirectory("offing-soak") : keep;
    Files.createDirectories(work);
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.put("soak", kind.name().toLowerCase(Locale.ROOT)).put("seed", chosen);
    long began = System.nanoTime();
    boolean ok;
    try {
      run(work, wanted, chosen, json);
      ok = true;
    } catch (SoakException e) {
      json.put("why", e.getMessage());
      tell("broken: " + e.getMessage() + " (everything is in " + work + ")");
      ok = false;
    }
    json.put("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).put("ok", ok);
    if (ok && keep == null) {
      Folders.delete(work);
    }
    spec.commandLine().getOut().println(json);
    return ok ? 0 : 1;
  }

  private void run(Path work, int wanted, long chosen, ObjectNode json)
      throws IOException, InterruptedException {
    Consumer<String> progress = new Now(this::tell);
    switch (kind) {
      case KILLS -> {
        KillSoak.Result it =
            new KillSoak(work, new SplittableRandom(chosen), progress).run(wanted, true);
        json.put("rounds", it.rounds()).put("told", it.told()).put("acted", it.acted());
        json.put("stubKills", it.stubKills()).put("redisKills", it.redisKills());
      }
      case DEVICES -> {
        DevicesSoak.Result it =
            new DevicesSoak(work, new SplittableRandom(chosen), progress).run(wanted, ROUNDS);
        json.put("rounds", it.seeds()).put("told", it.told()).put("acted", it.acted());
        json.put("cuts", it.cuts()).put("kills", it.kills());
      }
      case CLUSTER -> cluster(work, wanted, chosen, progress, json);
      case ACKS -> {
        AckSoak.Result it = new AckSoak(work, progress).run(wanted);
        json.put("rounds", it.rounds()).put("lost", it.lost()).put("acted", it.acted());
      }
      case FUZZ -> {
        FuzzSoak.Result it = new FuzzSoak(work, new SplittableRandom(chosen), progress).run(wanted);
        json.put("frames", it.frames()).put("files", it.files()).put("states", it.states());
        json.put("taken", it.taken());
      }
      case SEEDS -> seeds(wanted, chosen, json);
      case PLANTED -> {
        List<Planting.Found> found = new PlantedSoak(work, this::tell).run(wanted, chosen);
        Planting.table(found).forEach(spec.commandLine().getOut()::println);
        PlantedSoak.tell(found, json);
      }
    }
  }

  private static void cluster(
      Path work, int kills, long chosen, Consumer<String> progress, ObjectNode json)
      throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(chosen);
    try {
      TaskSoak.Result tasks =
          new TaskSoak(work.resolve("tasks"), random.split(), progress)
              .run(TASKS_A_KILL * kills, kills);
      json.put("tasks", tasks.tasks()).put("effects", tasks.effects()).put("dead", tasks.dead());
      json.put("periods", tasks.periods()).put("workerKills", tasks.kills());
      TellSoak.Result letters =
          new TellSoak(work.resolve("letters"), random.split(), progress)
              .run(LETTERS_A_KILL * kills, kills);
      json.put("letters", letters.letters()).put("again", letters.again());
      json.put("cuts", letters.cuts()).put("gatewayKills", letters.kills());
      RoomSoak.Result room =
          new RoomSoak(work.resolve("room"), random.split(), progress)
              .run(MEMBERS, LINES_A_KILL * kills, kills, AWAY_MS);
      json.put("lines", room.lines()).put("heard", room.heard()).put("marked", room.marked());
      json.put("heardAgain", room.again())
          .put("blows", room.blows())
          .put("longestJoinMs", room.longestJoinMs());
      int rounds = Math.max(1, kills / KILLS_A_ROUND);
      MoneySoak.Result money =
          new MoneySoak(work.resolve("money"), random.split(), progress)
              .run(ACCOUNTS, NODES, rounds, GESTURES);
      json.put("accounts", money.accounts()).put("gestures", money.gestures());
      json.put("gifts", money.gifts()).put("masterKills", money.kills());
      json.put("promotions", money.promotions());
      RollingSoak.Result rolling =
          new RollingSoak(work.resolve("rolling"), random.split(), progress)
              .run(ACCOUNTS, Math.max(2, kills / KILLS_A_ROUND), GESTURES);
      json.put("restarts", rolling.restarts()).put("returns", rolling.returns());
      json.put("returnsInATenth", rolling.most());
      HostileSoak.Result hostile =
          new HostileSoak(work.resolve("hostile"), random.split(), progress)
              .run(GOOD, HOSTILE, CALLS);
      json.put("hostile", hostile.hostile()).put("goodCalls", hostile.calls());
      json.put("quietP99Us", hostile.quietP99Us()).put("hostileP99Us", hostile.p99Us());
      json.put("quietTaskLagUs", hostile.quietLagUs()).put("hostileTaskLagUs", hostile.lagUs());
    } catch (BrokenPromise e) {
      throw new SoakException(String.valueOf(e.getMessage()), e);
    }
  }

  private void seeds(int wanted, long first, ObjectNode json) {
    Campaign.Report it =
        new Campaign(Simulation::new, Campaign.allProcessors(), System::nanoTime, this::tell)
            .run(Campaign.Order.drawn(first, wanted, STEPS_OF_A_SEED, Planner::swarm), null);
    json.put("seeds", it.seeds()).put("ops", it.ops());
    json.put("deviceDays", Math.round(it.deviceDays())).put("failures", it.failures());
    ObjectNode counts = json.putObject("faults");
    it.faults().forEach((fault, count) -> counts.put(fault.label(), count));
    Campaign.Failure failure = it.first();
    if (failure != null) {
      throw new SoakException(
          "seed %d: %s: %s; see it with ./offing sim --swarm --ops %d --seed %d"
              .formatted(
                  failure.seed(),
                  failure.checker(),
                  failure.message(),
                  STEPS_OF_A_SEED,
                  failure.seed()));
    }
    if (!it.neverExercised().isEmpty()) {
      throw new SoakException(
          "these faults never happened: "
              + it.neverExercised().stream().map(Fault::label).collect(Collectors.joining(", ")));
    }
  }

  private void tell(String line) {
    spec.commandLine().getErr().println("offing soak: " + line);
    spec.commandLine().getErr().flush();
  }

  /** Passes a line on every few seconds. */
  private static final class Now implements Consumer<String> {
    private final Consumer<String> to;
    private long lastNanos = System.nanoTime();

    Now(Consumer<String> to) {
      this.to = to;
    }

    @Override
    public void accept(String line) {
      if (System.nanoTime() - lastNanos >= TimeUnit.MILLISECONDS.toNanos(TELL_EVERY_MS)) {
        lastNanos = System.nanoTime();
        to.accept(line);
      }
    }
  }
}
