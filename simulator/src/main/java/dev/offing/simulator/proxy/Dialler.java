package dev.offing.simulator.proxy;

import dev.offing.simulator.world.Dice;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Dials the server for each client, or whoever answers in its place. Thread-safe. */
final class Dialler implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MS = 2_000;

  private record Front(Pretence pretence, Impostor impostor) {}

  private final Executor threads;
  private final Dice dice;
  private volatile Supplier<InetSocketAddress> upstream;
  private volatile List<Front> fronts = List.of();

  Dialler(Supplier<InetSocketAddress> upstream, Executor threads, Dice dice) {
    this.upstream = upstream;
    this.threads = threads;
    this.dice = dice;
  }

  void upstream(Supplier<InetSocketAddress> server) {
    upstream = server;
  }

  /** Who answers in place of the server from now on, each by its chance, the first one first. */
  synchronized void pretend(List<Pretence> pretences) {
    List<Front> before = fronts;
    if (before.stream().map(Front::pretence).toList().equals(pretences)) {
      return;
    }
    List<Front> after = new ArrayList<>();
    for (Pretence it : pretences) {
      after.add(new Front(it, new Impostor(it.manner(), threads)));
    }
    fronts = List.copyOf(after);
    before.forEach(it -> it.impostor.close());
  }

  /**
   * Connects.
   *
   * @param number the connection's, which its chance goes by
   */
  void dial(Socket server, int number) throws IOException {
    server.connect(target(dice.split("dial " + number)), CONNECT_TIMEOUT_MS);
  }

  private InetSocketAddress target(Dice chance) {
    for (Front front : fronts) {
      if (chance.nextFloat() < front.pretence.toxicity()) {
        return front.impostor.address();
      }
    }
    return upstream.get();
  }

  @Override
  public void close() {
    pretend(List.of());
  }
}
