package dev.offing.simulator.bench.server;

import dev.offing.server.account.KeyFile;
import dev.offing.server.redis.EmbeddedRedis;
import dev.offing.server.redis.RedisBinary;
import dev.offing.simulator.bench.Report;
import dev.offing.simulator.bench.Turns;
import dev.offing.simulator.bench.server.PlayersBench.Cycle;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code bench server}: what calls, lines, coming in, staying, tasks and ticks cost the server, in
 * turns with the bare one where there is one. All parts have one Redis.
 */
final class ServerBench {
  private static final int SECOND_GOAL = 10_000;
  private static final int QUARTER_GOAL = 4_000;

  /**
   * How much is measured.
   *
   * @param actions calls
   * @param rooms lines in a room
   * @param connects players who come in
   * @param memory what stays
   * @param tasks that are enqueued and run
   * @param players who are shown ticks
   */
  record Size(
      ActionBench.Size actions,
      RoomBench.Size rooms,
      ConnectBench.Size connects,
      MemoryBench.Size memory,
      TaskBench.Size tasks,
      PlayersBench.Size players) {
    /**
     * Some minutes on a quiet machine.
     *
     * @param players who come in where a cycle is a second; four tenths of them at 250 ms
     */
    static Size full(int players) {
      return new Size(
          new ActionBench.Size(32, 300, new Turns(5, 9)),
          new RoomBench.Size(1_000, 100, 5, 9),
          new ConnectBench.Size(500, 50, 16, new Turns(8, 7)),
          new MemoryBench.Size(100, 2_000, 16),
          new TaskBench.Size(20_000, 64, 500, 5, 3, 7),
          new PlayersBench.Size(
              List.of(
                  new Cycle(1_000, players, SECOND_GOAL),
                  new Cycle(250, players * QUARTER_GOAL / SECOND_GOAL, QUARTER_GOAL)),
              4,
              32,
              3_000,
              8_000));
    }
  }

  private final Path folder;
  private final Size size;
  private final Consumer<String> progress;

  ServerBench(Path folder, Size size, Consumer<String> progress) {
    this.folder = folder;
    this.size = size;
    this.progress = progress;
  }

  Report run(Set<Part> parts) throws Exception {
    Path data = Files.createDirectories(folder.resolve("server"));
    KeyFile.openOrCreate(data, new SecureRandom()); // nodes read it, and none of them makes it
    List<Report.Row> rows = new ArrayList<>();
    try (EmbeddedRedis redis = EmbeddedRedis.start(data, RedisBinary.ofThisMachine())) {
      URI address = redis.address();
      if (!Collections.disjoint(parts, Set.of(Part.ACTION, Part.CONNECT, Part.MEMORY))) {
        rows.addAll(besideBare(parts, data, address));
      }
      if (parts.contains(Part.ROOM)) {
        rows.addAll(new RoomBench(size.rooms(), progress).run(data, address));
      }
      if (parts.contains(Part.TASKS)) {
        rows.addAll(new TaskBench(size.tasks(), progress).run(address));
      }
      if (parts.contains(Part.PLAYERS)) {
        rows.addAll(new PlayersBench(size.players(), progress).run(data, address));
      }
      return new Report("server", rows);
    }
  }

  /** What one server of each kind is measured by. */
  private List<Report.Row> besideBare(Set<Part> parts, Path data, URI redis) throws Exception {
    List<Report.Row> rows = new ArrayList<>();
    try (MeasuredServer ours = MeasuredServer.offing(data, redis);
        MeasuredServer bare = MeasuredServer.bare(data, redis)) {
      if (parts.contains(Part.ACTION)) {
        rows.addAll(new ActionBench(size.actions(), progress).run(ours, bare));
      }
      if (parts.contains(Part.CONNECT)) {
        rows.addAll(new ConnectBench(size.connects(), progress).run(ours, bare));
      }
      if (parts.contains(Part.MEMORY)) {
        rows.addAll(new MemoryBench(size.memory(), progress).run(ours, bare));
      }
    }
    return rows;
  }
}
