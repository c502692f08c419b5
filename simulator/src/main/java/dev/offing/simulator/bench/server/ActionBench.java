package dev.offing.simulator.bench.server;

import dev.offing.simulator.bench.Report;
import dev.offing.simulator.bench.Turns;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a call costs the server: callers who each wait for the answer, of an action that does
 * nothing, and of one that asks Redis for a key. The bare server answers the same calls.
 */
final class ActionBench {
  private static final double NO_REDIS = 1.25;
  private static final double ONE_COMMAND = 1.15;

  /**
   * How much is measured.
   *
   * @param callers at once
   * @param calls of each of them in a round
   */
  record Size(int callers, int calls, Turns turns) {}

  private final Size size;
  private final Consumer<String> progress;

  ActionBench(Size size, Consumer<String> progress) {
    this.size = size;
    this.progress = progress;
  }

  List<Report.Row> run(MeasuredServer ours, MeasuredServer bare) throws Exception {
    try (Callers ofOurs = new Callers(ours.address(), size.callers(), true);
        Callers ofBare = new Callers(bare.address(), size.callers(), false)) {
      return List.of(
          row("action, no Redis", "echo", NO_REDIS, ours, ofOurs, bare, ofBare),
          row("action with one Redis command", "lookUp", ONE_COMMAND, ours, ofOurs, bare, ofBare));
    }
  }

  private Report.Row row(
      String name,
      String action,
      double most,
      MeasuredServer ours,
      Callers ofOurs,
      MeasuredServer bare,
      Callers ofBare)
      throws Exception {
    Turns.Medians medians =
        size.turns()
            .run(
                () -> nanos(ours, ofOurs, action),
                () -> nanos(bare, ofBare, action),
                round -> progress.accept("%s, round %d".formatted(name, round)));
    return Report.Row.under(
        name, coreMs(medians.ours()), coreMs(medians.floor()), "core-ms per 1,000", most);
  }

  private long nanos(MeasuredServer server, Callers callers, String action) throws Exception {
    long before = server.cpuNanos();
    callers.call(action, size.calls());
    return server.cpuNanos() - before;
  }

  private double coreMs(double nanos) {
    return nanos / 1e6 / (size.callers() * (double) size.calls()) * 1_000;
  }
}
