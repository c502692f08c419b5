package dev.offing.client.soak;

import dev.offing.client.console.Console;
import dev.offing.simulator.proxy.CuttingProxy;
import dev.offing.sync.account.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Three console players on one account, each a process and a profile of its own, linked by codes.
 * They buy at once while connections are cut, players, server and Redis are killed; in the end all
 * three and the server have one version and one digest, each book adds up, and what was told as
 * saved acted once or was refused with a reason.
 */
final class DevicesSoak {
  private static final int SEATS = 3;

  /** Purchases of a player in a round, at most. */
  private static final int MOST = 12;

  /** Something goes wrong so many milliseconds after the first purchase, at most. */
  private static final int LATEST_MS = 300;

  /** Everybody may need so many looks until the last contact is told to all. */
  private static final int LOOKS = 100;

  private static final List<String> VESSELS = List.of("rowboat", "dinghy", "smack");

  /**
   * What was done and found.
   *
   * @param told gestures that were told as saved
   * @param acted those of them that acted; the others were refused with a reason
   * @param cuts connections that were cut
   * @param kills processes that were killed
   */
  record Result(int seeds, int told, int acted, int cuts, int kills) {}

  private final Path work;
  private final RandomGenerator random;
  private final Consumer<String> progress;
  private int told;
  private int acted;
  private int cuts;
  private int kills;

  /**
   * @param work an empty folder
   * @param progress is told a line now and then
   */
  DevicesSoak(Path work, RandomGenerator random, Consumer<String> progress) {
    this.work = work;
    this.random = random;
    this.progress = progress;
  }

  /** A device with its player, who comes back after a kill, and the cable to the server. */
  private static final class Seat implements AutoCloseable {
    final Path catalog;
    final Path data;
    final String profile;
    final CuttingProxy cable;
    final Set<String> told = new LinkedHashSet<>();
    PlayerProcess player;

    Seat(Path catalog, Path data, String profile, StubProcess stub) throws IOException {
      this.catalog = catalog;
      this.data = data;
      this.profile = profile;
      this.cable = CuttingProxy.start(stub.uri());
      this.player = PlayerProcess.start(catalog, data, profile, cable.uri());
    }

    void comeBack() throws IOException {
      player.close();
      player = PlayerProcess.start(catalog, data, profile, cable.uri());
    }

    String say(String order, String answer) throws IOException {
      player.type(order);
      List<String> lines = player.readUntil(line -> line.matches(answer + ".*|.*failed.*"));
      note(lines);
      if (!lines.getLast().matches(answer + ".*")) {
        throw new SoakException(profile + ", asked to " + order + ", said " + lines.getLast());
      }
      return lines.getLast();
    }

    void note(List<String> lines) {
      for (String line : lines) {
        if (line.startsWith(PlayerProcess.SAVED)) {
          told.add(line.substring(PlayerProcess.SAVED.length()));
        } else if (line.startsWith("note: ") && !line.startsWith(Console.AWAY)) {
          throw new SoakException(profile + " said: " + line);
        }
      }
    }

    @Override
    public void close() throws IOException {
      player.close();
      cable.close();
    }
  }

  /**
   * Runs it: on each seed another account.
   *
   * @throws SoakException when a promise was broken
   */
  Result run(int seeds, int rounds) throws IOException, InterruptedException {
    Path catalog = RichCatalog.write(work.resolve("catalog"));
    try (StubProcess stub = StubProcess.start(catalog, work.resolve("server"))) {
      for (int seed = 1; seed <= seeds; seed++) {
        play(catalog, work.resolve("data" + seed), stub, rounds);
        progress.accept(
            "seed %d of %d: %d told, %d acted, %d cuts, %d kills so far"
                .formatted(seed, seeds, told, acted, cuts, kills));
      }
    }
    return new Result(seeds, told, acted, cuts, kills);
  }

  private void play(Path catalog, Path data, StubProcess stub, int rounds)
      throws IOException, InterruptedException {
    List<Seat> seats = new ArrayList<>();
    State server;
    try {
      for (int i = 0; i < SEATS; i++) {
        seats.add(new Seat(catalog, data, "d" + i, stub));
      }
      link(seats);
      for (int round = 0; round < rounds; round++) {
        storm(seats, stub);
      }
      for (Seat seat : seats) {
        seat.say("drain 60", "drained");
      }
      server = agreed(seats, stub);
    } finally {
      for (Seat seat : seats) {
        seat.close();
      }
    }
    check(seats, server);
  }

  private static void link(List<Seat> seats) throws IOException {
    Seat first = seats.getFirst();
    first.say("buy rowboat", PlayerProcess.SAVED);
    first.say("drain 60", "drained");
    for (Seat other : seats.subList(1, seats.size())) {
      String code = first.say("link", "code ").split(" ", 3)[1];
      other.player.type("join " + code + " " + other.profile);
      first.say("asks 60", "asks ");
      first.say("allow", "allowed");
      other.note(other.player.readUntil("linked"::equals));
      other.say("drain 60", "drained");
    }
  }

  // ---- play -------------------------------------------------------------------------------------

  private void storm(List<Seat> seats, StubProcess stub) throws IOException, InterruptedException {
    List<CompletableFuture<Void>> typists = new ArrayList<>();
    Seat victim = seats.get(random.nextInt(SEATS));
    int kind = random.nextInt(5);
    if (kind == 0) {
      victim.cable.down(); // it plays the whole round offline
      cuts++;
    }
    for (Seat seat : seats) {
      List<String> orders = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(MOST); i++) {
        orders.add("buy " + VESSELS.get(random.nextInt(VESSELS.size())));
      }
      typists.add(CompletableFuture.runAsync(() -> type(seat, orders)));
    }
    Killer killer = new Killer(random.nextInt(LATEST_MS), () -> breaks(kind, victim, stub));
    killer.join();
    for (CompletableFuture<Void> typist : typists) {
      try {
        typist.get();
      } catch (ExecutionException e) {
        throw new SoakException("a player could not be played", e);
      }
    }
    victim.cable.up();
    stub.restart();
    if (kind == 2) {
      victim.comeBack();
    }
  }

  private void breaks(int kind, Seat victim, StubProcess stub) throws InterruptedException {
    switch (kind) {
      case 1 -> {
        victim.cable.cutAll(CuttingProxy.Ending.RST);
        cuts++;
      }
      case 2 -> {
        victim.player.kill();
        kills++;
      }
      case 3 -> {
        stub.kill();
        kills++;
      }
      case 4 -> {
        stub.killRedis();
        kills++;
      }
      default -> {}
    }
  }

  private static void type(Seat seat, List<String> orders) {
    try {
      for (String order : orders) {
        seat.player.type(order);
      }
      seat.player.type("status");
      while (true) {
        String line = seat.player.readLine();
        if (line == null) {
          return; // it was killed
        }
        seat.note(List.of(line));
        if (line.startsWith("clock ")) {
          return;
        }
      }
    } catch (IOException e) {
      if (seat.player.isAlive()) {
        throw new UncheckedIOException(e);
      }
      try {
        seat.note(seat.player.rest());
      } catch (IOException _) {
        // nothing is left in its pipe
      }
    }
  }

  // ---- the end ----------------------------------------------------------------------------------

  /** The state of which all have the version and the digest. */
  private static State agreed(List<Seat> seats, StubProcess stub) throws IOException {
    String account = word(seats.getFirst(), "account");
    Set<String> seen = Set.of();
    for (int look = 0; look < LOOKS; look++) {
      State server = ServerBooks.read(stub.data(), account);
      seen = new HashSet<>(Set.of(server.at() + " " + server.digest()));
      for (Seat seat : seats) {
        seen.add(word(seat, "version") + " " + word(seat, "digest"));
      }
      if (seen.size() == 1) {
        return server;
      }
      for (Seat seat : seats) {
        seat.player.type("wait 0.2");
      }
    }
    throw new SoakException("the devices do not come to one version: " + seen);
  }

  /** What stands behind a name in {@code status}. */
  private static String word(Seat seat, String name) throws IOException {
    seat.player.type("status");
    List<String> lines = seat.player.readUntil(line -> line.startsWith("clock "));
    String line = lines.stream().filter(it -> it.startsWith(name + " ")).findFirst().orElseThrow();
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private void check(List<Seat> seats, State server) {
    Set<String> actedHere = new HashSet<>();
    for (Seat seat : seats) {
      Books books = Books.read(seat.data, seat.profile);
      books.check(seat.told, Set.of());
      if (!books.outbox().isEmpty()) {
        throw new SoakException(seat.profile + " drained, and its outbox holds " + books.outbox());
      }
      // Whoever closed first did not hear of the contact of the others: it is no money.
      if (books.confirmed() == null || !books.confirmed().state().core().equals(server.core())) {
        throw new SoakException(
            "%s holds %s, Redis %s".formatted(seat.profile, books.confirmed(), server.core()));
      }
      if (!books.folded().equals(books.purse())) {
        throw new SoakException(
            "the book of %s makes %s, its purse holds %s"
                .formatted(seat.profile, books.folded(), books.purse()));
      }
      actedHere.addAll(books.acted());
      told += seat.told.size();
    }
    acted += actedHere.size();
    long owned = server.core().owned().values().stream().mapToLong(it -> it).sum();
    if (owned != actedHere.size()) {
      throw new SoakException(
          "%d purchases acted, and %d things are owned".formatted(actedHere.size(), owned));
    }
  }
}
