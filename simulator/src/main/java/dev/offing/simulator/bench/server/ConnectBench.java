package dev.offing.simulator.bench.server;

import dev.offing.simulator.bench.Report;
import dev.offing.simulator.bench.Turns;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What it costs a server to let players in: the WebSocket handshake, hello, challenge and prove up
 * to {@code welcome}, and a join of a room up to {@code joined} with its roster. Their leaving does
 * not count. The bare server takes the same steps, verifies no signature, writes down in Redis that
 * the player was there (one command), and keeps the members of rooms there (two for each join).
 *
 * <p>Measured with players who come back, whose account is loaded and whose contact is committed;
 * and with some who never began, of whom there is nothing to load.
 */
final class ConnectBench {
  private static final double MOST = 1.5;

  /**
   * How much is measured.
   *
   * @param players who come in a round
   * @param inRoom members of each room
   * @param atOnce how many come at the same time
   */
  record Size(int players, int inRoom, int atOnce, Turns turns) {}

  private final Size size;
  private final Consumer<String> progress;
  private final SecureRandom random = new SecureRandom();
  private final Codec codec = new Codec();
  private final Greeting greeting = new Greeting(codec);

  ConnectBench(Size size, Consumer<String> progress) {
    this.size = size;
    this.progress = progress;
  }

  List<Report.Row> run(MeasuredServer ours, MeasuredServer bare) throws Exception {
    progress.accept("signatures");
    double signatures = Signatures.coreMs(size.players(), size.turns().warmUps(), 3);
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < size.players(); i++) {
      devices.add(Device.fresh(random));
    }
    Report.Row beginners =
        row("connect, prove, join, before the first purchase", devices, signatures, ours, bare);
    progress.accept("%,d accounts begin".formatted(devices.size()));
    try (Crowd crowd = new Crowd(ours.address(), size.atOnce())) {
      crowd.enter(
          devices.size(),
          (wire, number) -> {
            greeting.say(devices.get(number), wire, ours.address());
            wire.say(codec.encode(devices.get(number).begins(random)));
            wire.await("{\"type\":\"ack\"");
          });
    }
    return List.of(
        row("connect, prove, join, coming back", devices, signatures, ours, bare),
        beginners,
        Report.Row.told("signatures of these", signatures, "core-ms per 1,000"));
  }

  private Report.Row row(
      String name,
      List<Device> devices,
      double signatures,
      MeasuredServer ours,
      MeasuredServer bare)
      throws Exception {
    Turns.Medians medians =
        size.turns()
            .run(
                () -> nanos(ours, devices),
                () -> nanos(bare, devices),
                round -> progress.accept("%s, round %d".formatted(name, round)));
    return Report.Row.under(
        name,
        coreMs(medians.ours()),
        coreMs(medians.floor()),
        "core-ms per 1,000",
        MOST,
        signatures,
        "for signatures");
  }

  private double coreMs(double nanos) {
    return nanos / 1e6 / size.players() * 1_000;
  }

  private long nanos(MeasuredServer server, List<Device> devices)
      throws IOException, InterruptedException {
    try (Crowd crowd = new Crowd(server.address(), size.atOnce())) {
      long before = server.cpuNanos();
      crowd.enter(
          devices.size(),
          (wire, number) -> {
            greeting.say(devices.get(number), wire, server.address());
            String room = "port:bench" + number / size.inRoom();
            wire.say(codec.encode(new ClientMessage.Join(room, null)));
            wire.await("{\"type\":\"joined\"");
          });
      return server.cpuNanos() - before;
    }
  }
}
