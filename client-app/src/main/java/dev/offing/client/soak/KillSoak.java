package dev.offing.client.soak;

import dev.offing.client.console.Console;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Producer;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Kills a console player in the middle of a storm of purchases, again and again, and, if asked, the
 * server and its Redis too. After each kill the profile must be one that a crash may leave; in the
 * end each gesture that was told as saved must have acted, and none twice.
 */
final class KillSoak {

  /** Purchases that a player begins at most before it is killed; no kind is ever sold out. */
  private static final int STORM = 200;

  /** A kill comes so many milliseconds after the first purchase, at most. */
  private static final int LATEST_MS = 300;

  /** In every second round the storm begins when the connection stands and the outbox is empty. */
  private static final String DRAIN = "drain 30";

  private static final String PROFILE = "soak";

  /**
   * What was done and found.
   *
   * @param told gestures that were told as saved
   * @param acted those, and those that were saved but not told any more, that moved money
   * @param stubKills how often the server was killed
   * @param redisKills how often Redis was killed
   */
  record Result(int rounds, int told, int acted, int stubKills, int redisKills) {}

  private final Path work;
  private final RandomGenerator random;
  private final Consumer<String> progress;
  private final Set<String> told = new LinkedHashSet<>();
  private final Set<String> settled = new HashSet<>();
  private final Set<String> acted = new HashSet<>();
  private final List<String> vessels;
  private int stubKills;
  private int redisKills;

  /**
   * @param work an empty folder
   * @param progress is told a line now and then
   */
  KillSoak(Path work, RandomGenerator random, Consumer<String> progress) {
    this.work = work;
    this.random = random;
    this.progress = progress;
    this.vessels = catalog().producers().stream().map(Producer::id).toList();
  }

  /**
   * Runs it.
   *
   * @param everything whether server and Redis are killed, too
   * @throws SoakException when a promise was broken
   */
  Result run(int rounds, boolean everything) throws IOException, InterruptedException {
    Path catalog = RichCatalog.write(work.resolve("catalog"));
    Path data = work.resolve("data");
    try (StubProcess stub = StubProcess.start(catalog, work.resolve("server"))) {
      for (int round = 1; round <= rounds; round++) {
        Fault fault =
            everything ? Fault.values()[random.nextInt(Fault.values().length)] : Fault.NONE;
        storm(catalog, data, stub, fault);
        look(data);
        stub.restart();
        progress.accept(
            "round %d of %d: %d told, %d acted so far"
                .formatted(round, rounds, told.size(), acted.size()));
      }
      end(catalog, data, stub);
    }
    return new Result(rounds, told.size(), acted.size(), stubKills, redisKills);
  }

  /** What dies beside the player. */
  private enum Fault {
    NONE,
    STUB,
    REDIS,
    BOTH
  }

  private void storm(Path catalog, Path data, StubProcess stub, Fault fault)
      throws IOException, InterruptedException {
    try (PlayerProcess player = PlayerProcess.start(catalog, data, PROFILE, stub.uri())) {
      List<String> orders = orders();
      Thread typist = Thread.ofVirtual().start(() -> type(player, orders));
      note(player.readUntil(line -> line.startsWith(PlayerProcess.SAVED)));
      Killer first = new Killer(random.nextInt(LATEST_MS), player::kill);
      Killer second =
          new Killer(
              random.nextInt(LATEST_MS),
              switch (fault) {
                case NONE -> () -> {};
                case STUB -> stub::kill;
                case REDIS -> stub::killRedis;
                case BOTH ->
                    () -> {
                      stub.killRedis();
                      stub.kill();
                    };
              });
      note(player.rest());
      first.join();
      second.join();
      typist.join();
    }
    stubKills += fault == Fault.STUB || fault == Fault.BOTH ? 1 : 0;
    redisKills += fault == Fault.REDIS || fault == Fault.BOTH ? 1 : 0;
  }

  private List<String> orders() {
    List<String> orders = new ArrayList<>();
    if (random.nextBoolean()) {
      orders.add(DRAIN);
    }
    for (int i = 0; i < STORM; i++) {
      orders.add("buy " + vessels.get(random.nextInt(vessels.size())));
    }
    return orders;
  }

  private static void type(PlayerProcess player, List<String> orders) {
    try {
      for (String order : orders) {
        player.type(order);
      }
    } catch (IOException _) {
      // It was killed: nobody reads any more.
    }
  }

  private void note(List<String> lines) {
    for (String line : lines) {
      if (line.startsWith(PlayerProcess.SAVED)) {
        told.add(line.substring(PlayerProcess.SAVED.length()));
      } else if (!line.contains("drained")
          && !line.startsWith(Console.AWAY)
          && !line.startsWith(Console.LETTER)) {
        throw new SoakException("the player said: " + line);
      }
    }
  }

  private Books look(Path data) {
    Books books = Books.read(data, PROFILE);
    books.check(told, settled);
    settled.addAll(books.settled());
    acted.addAll(books.acted());
    return books;
  }

  private void end(Path catalog, Path data, StubProcess stub)
      throws IOException, InterruptedException {
    String digest;
    State server;
    try (PlayerProcess player = PlayerProcess.start(catalog, data, PROFILE, stub.uri())) {
      player.type("drain 60");
      player.readUntil("drained"::equals);
      player.type("status");
      digest = player.readUntil(line -> line.startsWith("digest")).getLast();
      // Before the connection ends: the server writes down that contact, too.
      server =
          ServerBooks.read(
              stub.data(), value(player.readUntil(line -> line.startsWith("account")).getLast()));
    }
    Books books = look(data);
    Set<String> lost = new LinkedHashSet<>(told);
    lost.removeAll(acted);
    if (!lost.isEmpty()) {
      throw new SoakException("told as saved, and did not act: " + lost);
    }
    if (!books.outbox().isEmpty()) {
      throw new SoakException("drained, and the outbox holds " + books.outbox());
    }
    books.checkAgainst(server);
    if (books.owned() != acted.size()) {
      throw new SoakException(
          "%d purchases acted, and %d things are owned".formatted(acted.size(), books.owned()));
    }
    if (!value(digest).equals(books.digest())) {
      throw new SoakException("the console said " + digest + ", the disk " + books.digest());
    }
  }

  /** What stands behind the name in a line of {@code status}. */
  private static String value(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private static Catalog catalog() {
    try {
      return CatalogReader.read(
          "the soak's catalog", RichCatalog.text().getBytes(StandardCharsets.UTF_8));
    } catch (CatalogException e) {
      throw new SoakException("the soak's catalog is wrong", e);
    }
  }
}
