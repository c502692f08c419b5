package dev.offing.client.soak;

import dev.offing.server.soak.Fleet;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * {@link Traders} on nodes in processes of their own, each of which is stopped in order and started
 * again, one after the other: a new version of the server that nobody notices but by a moment
 * offline. Nothing saved is lost, and who was on the node comes back over another one, not all at
 * once.
 */
final class RollingSoak {
  private static final int GATEWAYS = 2;

  /** How long a moment is, when those are counted who come back in it. */
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Path work;
  private final RandomGenerator random;
  private final Consumer<String> progress;

  /**
   * What was done and found.
   *
   * @param gestures that were told as saved
   * @param gifts that arrived
   * @param restarts of nodes
   * @param returns how often a player was sent away and came back
   * @param most of them came back within the same tenth of a second
   */
  record Result(int players, int gestures, int gifts, int restarts, int returns, int most) {}

  /** As {@link MoneySoak}. */
  RollingSoak(Path work, RandomGenerator random, Consumer<String> progress) {
    this.work = work;
    this.random = random;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param gestures before, during and after each restart
   * @throws SoakException when a promise was broken
   */
  Result run(int accounts, int restarts, int gestures) throws IOException, InterruptedException {
    Files.createDirectories(work);
    Map<String, String> settings =
        Map.of(
            "OFFING_CATALOG", Files.writeString(work.resolve("rules"), Traders.rules()).toString());
    Path data = work.resolve("server");
    Returns returns = new Returns();
    try (Fleet fleet = Fleet.in(data);
        Traders players = new Traders(random)) {
      List<Fleet.Ship> ships = new ArrayList<>();
      for (int i = 0; i < GATEWAYS; i++) {
        ships.add(fleet.launch("gateway,worker", settings));
      }
      for (int i = 0; i < accounts; i++) {
        List<URI> doors = new ArrayList<>(ships.stream().map(Fleet.Ship::ws).toList());
        Collections.rotate(doors, i);
        returns.watch(players.join(doors));
      }
      players.awaitOnline();
      for (int i = 0; i < restarts; i++) {
        players.play(gestures);
        Fleet.Ship old = ships.removeFirst();
        Thread stopping = Thread.startVirtualThread(() -> stop(old));
        players.play(gestures);
        stopping.join();
        ships.add(fleet.launch("gateway,worker", at(old, settings)));
        players.play(gestures);
        progress.accept("%d of %d nodes restarted".formatted(i + 1, restarts));
      }
      Traders.Result found = players.checked(fleet.redis().address(), data);
      return new Result(
          accounts, found.gestures(), found.gifts(), restarts, returns.count(), returns.most());
    }
  }

  private static Map<String, String> at(Fleet.Ship old, Map<String, String> settings) {
    Map<String, String> again = new HashMap<>(settings);
    again.put("OFFING_PORT", Integer.toString(old.ws().getPort()));
    return again;
  }

  private static void stop(Fleet.Ship ship) {
    try {
      ship.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** When players came back, monotonic nanoseconds. Thread-safe. */
  private static final class Returns {
    private final List<Long> moments = new ArrayList<>();

    void watch(SyncEngine engine) {
      AtomicReference<@Nullable Boolean> before = new AtomicReference<>(); // null: never there yet
      engine.subscribe(_ -> {
        Link link = engine.status().link();
        boolean there = link == Link.ONLINE || link == Link.SYNCING;
        if (there || before.get() != null) {
          if (Boolean.FALSE.equals(before.getAndSet(there)) && there) {
            came();
          }
        }
      });
    }

    private synchronized void came() {
      moments.add(System.nanoTime());
    }

    synchronized int count() {
      return moments.size();
    }

    /** How many came at most within a moment. */
    synchronized int most() {
      Collections.sort(moments);
      int most = 0;
      int from = 0;
      for (int to = 0; to < moments.size(); to++) {
        while (moments.get(to) - moments.get(from) > MOMENT_NANOS) {
          from++;
        }
        most = Math.max(most, to - from + 1);
      }
      return most;
    }
  }
}
