package dev.offing.simulator.bench.server;

import dev.offing.simulator.bench.Report;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How many players a server holds who all are shown their account in each cycle: they come in by
 * steps, have proved their key and bought a boat, so that their balance is another one each time,
 * and then listen. A step is held where the server's own metric says that the work of 99 of 100
 * cycles took less time than a cycle has, and the clients heard the ticks that were due. Server,
 * Redis and clients share this machine, so the clients' share of the processor is told as well.
 */
final class PlayersBench {
  /** Of the ticks that were due; a cycle's beginning and end are not those of the clock here. */
  private static final double HEARD = 0.95;

  private static final double NANOS = 1e9;

  /**
   * How much is measured.
   *
   * @param cycles each with a server of its own
   * @param steps in which the players come in
   * @param atOnce how many come in at the same time
   * @param settleMs after each step, before it is looked at
   * @param lookMs for which it is
   */
  record Size(List<Cycle> cycles, int steps, int atOnce, int settleMs, int lookMs) {}

  /**
   * A cycle.
   *
   * @param ms it has
   * @param players who come in, in all
   * @param goal how many should be held
   */
  record Cycle(int ms, int players, int goal) {}

  /** What was seen of so many players; the cores are those that were used, 0.5 is half of one. */
  private record Look(
      int players,
      double p50Ms,
      double p99Ms,
      Gaps.Seen gaps,
      double heard,
      double serverCores,
      double clientCores) {
    boolean held(Cycle cycle) {
      return p99Ms < cycle.ms() && heard >= HEARD;
    }

    String told() {
      return ("%,d players: cycle p50 %.1f ms, p99 %.1f ms; %.0f %% of the ticks were heard, p50 %,d"
              + " ms and p99 %,d ms after the one before; server %.2f cores, clients %.2f, on the same"
              + " machine")
          .formatted(
              players,
              p50Ms,
              p99Ms,
              100 * heard,
              gaps.p50Ms(),
              gaps.p99Ms(),
              serverCores,
              clientCores);
    }
  }

  private final Size size;
  private final Consumer<String> progress;
  private final SecureRandom random = new SecureRandom();
  private final Codec codec = new Codec();
  private final Greeting greeting = new Greeting(codec);

  PlayersBench(Size size, Consumer<String> progress) {
    this.size = size;
    this.progress = progress;
  }

  List<Report.Row> run(Path data, URI redis) throws Exception {
    List<Report.Row> rows = new ArrayList<>();
    for (Cycle cycle : size.cycles()) {
      try (MeasuredServer server = MeasuredServer.ticking(data, redis, cycle.ms());
          Crowd crowd = new Crowd(server.address(), size.atOnce())) {
        rows.addAll(rows(cycle, ramp(cycle, server, crowd)));
      }
    }
    return rows;
  }

  private static List<Report.Row> rows(Cycle cycle, List<Look> looks) {
    int held = 0;
    Look shown = looks.getFirst();
    for (Look look : looks) {
      if (look.held(cycle)) {
        held = look.players();
        shown = look;
      }
    }
    String of = "cycle of %,d ms, %,d players: ".formatted(cycle.ms(), shown.players());
    return List.of(
        Report.Row.atLeast(
            "players held with ticks, cycle of %,d ms".formatted(cycle.ms()),
            held,
            "players",
            cycle.goal()),
        Report.Row.told(of + "its work, p50", shown.p50Ms(), "ms"),
        Report.Row.under(of + "its work, p99", shown.p99Ms(), "ms", cycle.ms()),
        Report.Row.told(of + "between two ticks, p50", shown.gaps().p50Ms(), "ms"),
        Report.Row.told(of + "between two ticks, p99", shown.gaps().p99Ms(), "ms"),
        Report.Row.told(of + "server", 100 * shown.serverCores(), "% of a core"),
        Report.Row.told(
            of + "clients, on the same cores", 100 * shown.clientCores(), "% of a core"));
  }

  /** Stops at the first step that is not held. */
  private List<Look> ramp(Cycle cycle, MeasuredServer server, Crowd crowd)
      throws IOException, InterruptedException {
    List<Look> looks = new ArrayList<>();
    for (int step = 1; step <= size.steps(); step++) {
      int players = cycle.players() * step / size.steps();
      progress.accept("cycle of %,d ms, %,d players come in".formatted(cycle.ms(), players));
      crowd.enter(
          players - crowd.size(),
          (wire, _) -> {
            Device device = Device.fresh(random);
            greeting.say(device, wire, server.address());
            wire.say(codec.encode(device.begins(random)));
            wire.await("{\"type\":\"ack\"");
          });
      Look look = look(cycle, server, crowd);
      progress.accept(look.told());
      looks.add(look);
      if (!look.held(cycle)) {
        break;
      }
    }
    return looks;
  }

  private Look look(Cycle cycle, MeasuredServer server, Crowd crowd)
      throws IOException, InterruptedException {
    Thread.sleep(size.settleMs());
    CycleSpread before = CycleSpread.of(server.metrics());
    crowd.seen();
    long serverNanos = server.cpuNanos();
    long clientNanos = ownCpuNanos();
    long began = System.nanoTime();
    Thread.sleep(size.lookMs());
    long took = System.nanoTime() - began;
    Gaps.Seen seen = crowd.seen();
    serverNanos = server.cpuNanos() - serverNanos;
    clientNanos = ownCpuNanos() - clientNanos;
    CycleSpread cycles = CycleSpread.of(server.metrics()).since(before);
    double due = crowd.size() * (took / NANOS * 1_000 / cycle.ms());
    return new Look(
        crowd.size(),
        cycles.quantileMs(0.5),
        cycles.quantileMs(0.99),
        seen,
        seen.ticks() / due,
        (double) serverNanos / took,
        (double) clientNanos / took);
  }

  private static long ownCpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }
}
