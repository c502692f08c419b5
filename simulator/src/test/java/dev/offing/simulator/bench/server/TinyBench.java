package dev.offing.simulator.bench.server;

import dev.offing.simulator.bench.Report;
import dev.offing.simulator.bench.Turns;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the benchmark finds with hardly any work: its figures say nothing of the speed. */
record TinyBench(List<String> names, Map<String, Report.Row> rows) {
  static TinyBench of(Path folder, Part first, Part... more) throws Exception {
    Turns turns = new Turns(0, 1);
    ServerBench.Size size =
        new ServerBench.Size(
            new ActionBench.Size(3, 20, turns),
            new RoomBench.Size(4, 5, 0, 1),
            new ConnectBench.Size(8, 4, 2, turns),
            new MemoryBench.Size(20, 100, 4),
            new TaskBench.Size(200, 4, 20, 1, 0, 1),
            new PlayersBench.Size(List.of(new PlayersBench.Cycle(50, 6, 3)), 2, 3, 100, 300));
    Report report = new ServerBench(folder, size, _ -> {}).run(EnumSet.of(first, more));
    Map<String, Report.Row> rows = new HashMap<>();
    report.rows().forEach(row -> rows.put(row.name(), row));
    return new TinyBench(report.rows().stream().map(Report.Row::name).toList(), rows);
  }

  Report.Row row(String name) {
    return Objects.requireNonNull(rows.get(name), name);
  }

  double ours(String name) {
    return row(name).ours().doubleValue();
  }

  double floor(String name) {
    return Objects.requireNonNull(row(name).floor(), name).doubleValue();
  }
}
