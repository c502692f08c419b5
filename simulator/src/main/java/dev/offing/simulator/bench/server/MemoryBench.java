package dev.offing.simulator.bench.server;

import dev.offing.simulator.bench.Report;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a server keeps for each who plays: the bytes of its heap that live after a full collection
 * with so many connected, less those before, for each of them. Ours have proved their key and begun
 * an account, which is in the server's cache; the bare server's have said the same greeting. What
 * the process holds besides (sockets' buffers, stacks, what the collector did not give back) is
 * seen in the resident set, which says less and is told alone.
 */
final class MemoryBench {
  private static final double MOST_KB = 20;
  private static final double BYTES = 1_000;

  /** Two figures so near to each other say that whatever went on in the background is over. */
  private static final double STILL = 0.005;

  private static final int LOOKS = 10;

  /**
   * How much is measured.
   *
   * @param first who connect before, so that what is made once is there
   * @param sessions who are counted
   */
  record Size(int first, int sessions, int atOnce) {}

  private record Held(double heapKb, double residentKb) {}

  private final Size size;
  private final Consumer<String> progress;
  private final SecureRandom random = new SecureRandom();
  private final Codec codec = new Codec();
  private final Greeting greeting = new Greeting(codec);

  MemoryBench(Size size, Consumer<String> progress) {
    this.size = size;
    this.progress = progress;
  }

  List<Report.Row> run(MeasuredServer ours, MeasuredServer bare) throws Exception {
    progress.accept("memory of %,d sessions".formatted(size.sessions()));
    Held mine =
        held(
            ours,
            (wire, _) -> {
              Device device = Device.fresh(random);
              greeting.say(device, wire, ours.address());
              wire.say(codec.encode(device.begins(random)));
              wire.await("{\"type\":\"ack\"");
            });
    progress.accept("memory of %,d bare connections".formatted(size.sessions()));
    Held floor = held(bare, (wire, _) -> greeting.say(Device.fresh(random), wire, bare.address()));
    return List.of(
        Report.Row.limited(
            "memory of a connection with a game session",
            mine.heapKb(),
            floor.heapKb(),
            "kB",
            MOST_KB),
        Report.Row.told(
            "resident set, for each of these", mine.residentKb(), floor.residentKb(), "kB"));
  }

  private Held held(MeasuredServer server, Crowd.Entry entry)
      throws IOException, InterruptedException {
    try (Crowd crowd = new Crowd(server.address(), size.atOnce())) {
      crowd.enter(size.first(), entry);
      long heap = still(server);
      long resident = server.residentBytes();
      crowd.enter(size.sessions(), entry);
      double of = BYTES * size.sessions();
      double heapKb = (still(server) - heap) / of;
      return new Held(heapKb, (server.residentBytes() - resident) / of);
    }
  }

  private static long still(MeasuredServer server) throws IOException, InterruptedException {
    long before = server.liveBytes();
    for (int look = 1; look < LOOKS; look++) {
      long now = server.liveBytes();
      if (Math.abs(now - before) <= STILL * now) {
        return now;
      }
      before = now;
    }
    return before;
  }
}
