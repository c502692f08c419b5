package dev.offing.server.soak;

import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A room on two nodes, while Redis is away, comes back empty, comes back older, and a node is
 * killed: no line is lost without a mark, none comes twice, and no ghost stays in the roster.
 */
public final class RoomSoak {
  private static final String ROOM = "port:soak";
  private static final int GATEWAYS = 2;
  private static final long PATIENCE_S = 180;

  /** A room's leases, three of a node's; those of a killed node are over then. */
  private static final long GHOST_MS = 3 * Fleet.LEASE_MS;

  /** What befalls the room, one after the other and again. */
  private enum Blow {
    AWAY,
    EMPTY,
    OLDER,
    NODE
  }

  /**
   * What was seen.
   *
   * @param lines that were said
   * @param heard how often any of them was heard, over all members
   * @param marked how often one was not, behind a mark that says so
   * @param again how often one was heard again by somebody who had been let in anew, behind a mark
   * @param blows that fell
   * @param longestJoinMs the longest time until a join was answered, also while Redis was away
   */
  public record Result(
      int lines, long heard, long marked, long again, int blows, long longestJoinMs) {}

  private final Path data;
  private final SplittableRandom random;
  private final Consumer<String> progress;

  /** When a line was heard by anybody for the first time; monotonic nanoseconds, by its id. */
  private final Map<String, Long> firstHeard = new ConcurrentHashMap<>();

  private int signs;

  /** A soak; as {@link TaskSoak}. */
  public RoomSoak(Path data, SplittableRandom random, Consumer<String> progress) {
    this.data = data;
    this.random = random;
    this.progress = progress;
  }

  /** Somebody in the room, as a client is. Its fields are guarded by itself. */
  private final class Guest {
    final Player player;
    final Set<String> heard = new HashSet<>();

    /** Heard on a line that broke, before it was let in anew without a resume. */
    final Set<String> earlier = new HashSet<>();

    final Map<String, ClientMessage.Say> unheard = new LinkedHashMap<>();
    final List<ClientMessage> answers = new ArrayList<>();
    Map<String, Integer> roster = Map.of();
    @Nullable RoomPoint at;
    boolean in;
    boolean paused;
    long lastMarkNanos = System.nanoTime();
    long joinedAtNanos;
    long longestJoinNanos;
    long again;
    String broken = "";
    int node;

    Guest(Codec codec, HttpClient http, SplittableRandom random) {
      this.player = new Player(codec, http, random, this::hear);
    }

    private synchronized void hear(ServerMessage message) {
      switch (message) {
        case ServerMessage.Welcome _ -> {
          joinedAtNanos = System.nanoTime();
          answers.add(new ClientMessage.Join(ROOM, at));
        }
        case ServerMessage.Joined joined -> joined(joined);
        case ServerMessage.Room room -> event(room);
        case ServerMessage.Presence presence -> roster(presence.roster());
        case ServerMessage.Failure failure -> broken = failure.code() + ": " + failure.message();
        default -> {}
      }
    }

    private void joined(ServerMessage.Joined joined) {
      if (!in) {
        in = true;
        if (!joined.resumed()) {
          earlier.addAll(heard);
        }
        longestJoinNanos = Math.max(longestJoinNanos, System.nanoTime() - joinedAtNanos);
      }
      RoomPoint before = at;
      long seen =
          joined.resumed() && before != null && before.epoch().equals(joined.epoch())
              ? before.seq()
              : 0;
      for (RoomEvent event : joined.snapshot()) {
        boolean fresh = heard.add(id(event));
        if (!fresh && joined.resumed() && event.seq() > seen) {
          broken = id(event) + " was told twice without a mark";
        }
        unheard.remove(event.clientId());
        firstHeard.putIfAbsent(id(event), System.nanoTime());
      }
      if (!joined.resumed() || joined.pauses() || paused) {
        lastMarkNanos = System.nanoTime();
      }
      paused = joined.pauses();
      at = new RoomPoint(joined.epoch(), joined.seq());
      roster(joined.roster());
      answers.addAll(unheard.values());
    }

    private void event(ServerMessage.Room room) {
      RoomPoint before = at;
      RoomEvent event = room.event();
      if (before == null) {
        return;
      }
      boolean same = before.epoch().equals(room.epoch());
      if (same && event.seq() <= before.seq()) {
        unheard.remove(event.clientId()); // what it said itself, answered again
      } else if (same && event.seq() == before.seq() + 1) {
        at = new RoomPoint(room.epoch(), event.seq());
        unheard.remove(event.clientId());
        firstHeard.putIfAbsent(id(event), System.nanoTime());
        if (!heard.add(id(event))) {
          if (earlier.contains(id(event))) {
            again++;
          } else {
            broken = id(event) + " came twice";
          }
        }
      } else {
        answers.add(new ClientMessage.Join(ROOM, before)); // a hole
      }
    }

    private void roster(List<Member> members) {
      Map<String, Integer> now = new HashMap<>();
      members.forEach(it -> now.put(it.account(), it.sessions()));
      roster = now;
    }

    /** What it has to say is said, by the thread that owns the player. */
    void answer() {
      List<ClientMessage> all;
      synchronized (this) {
        all = List.copyOf(answers);
        answers.clear();
      }
      all.forEach(player::send);
    }

    void say(String id) {
      ClientMessage.Say line = new ClientMessage.Say(ROOM, id, "line " + id);
      synchronized (this) {
        unheard.put(id, line);
        if (!in) {
          return; // it is said on entering
        }
      }
      player.send(line);
    }

    void connect(List<Fleet.Ship> gateways) throws InterruptedException {
      synchronized (this) {
        in = false;
        answers.clear();
      }
      player.connect(gateways.get(node % gateways.size()).ws());
    }

    /** Leaves and enters again, over the same line. */
    void reenter() {
      if (player.send(new ClientMessage.Leave(ROOM))) {
        ClientMessage.Join join;
        synchronized (this) {
          in = false;
          joinedAtNanos = System.nanoTime();
          join = new ClientMessage.Join(ROOM, at);
        }
        player.send(join);
      }
    }

    synchronized String why() {
      return broken;
    }
  }

  private static String id(RoomEvent event) {
    return event.from() + ":" + event.clientId();
  }

  /**
   * Lets so many members say so many lines, while blows fall.
   *
   * @param awayMs how long Redis is away each time
   * @param blows how many; of each kind in its turn
   * @throws BrokenPromise when a line was lost without a mark or came twice, or a ghost stayed
   */
  public Result run(int members, int lines, int blows, long awayMs)
      throws IOException, InterruptedException {
    Codec codec = new Codec();
    try (Fleet fleet = Fleet.in(data);
        HttpClient http = HttpClient.newHttpClient()) {
      List<Guest> guests = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        Guest guest = new Guest(codec, http, random.split());
        guest.node = i;
        guests.add(guest);
      }
      try {
        return run(fleet, guests, lines, blows, awayMs);
      } finally {
        guests.forEach(guest -> guest.player.close());
      }
    }
  }

  private Result run(Fleet fleet, List<Guest> guests, int lines, int blows, long awayMs)
      throws IOException, InterruptedException {
    List<Fleet.Ship> gateways = new ArrayList<>();
    for (int i = 0; i < GATEWAYS; i++) {
      gateways.add(fleet.launch("gateway"));
    }
    settle(guests, gateways, "the beginning");
    int said = 0;
    for (int blow = 0; blow <= blows; blow++) {
      int until = lines * (blow + 1) / (blows + 1);
      int quiet = said + (until - said) / 2;
      Path older = fleet.redis().copy("older");
      said = say(guests, gateways, said, quiet);
      if (blow < blows) {
        said = strike(Blow.values()[blow % 4], fleet, gateways, guests, older, said, until, awayMs);
      } else {
        said = say(guests, gateways, said, until);
      }
      progress.accept("%d of %d lines, %d blows".formatted(said, lines, blow));
    }
    settle(guests, gateways, "the end");
    return count(guests, said, blows);
  }

  private int strike(
      Blow blow,
      Fleet fleet,
      List<Fleet.Ship> gateways,
      List<Guest> guests,
      Path older,
      int from,
      int until,
      long awayMs)
      throws IOException, InterruptedException {
    int said = from;
    if (blow == Blow.NODE) {
      gateways.removeFirst().kill();
      long killed = System.nanoTime();
      said = say(guests, gateways, said, until);
      gateways.add(fleet.launch("gateway"));
      settle(guests, gateways, "a killed node");
      noGhosts(guests, gateways, killed);
      return said;
    }
    fleet.redis().pull();
    long back = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(awayMs);
    guests.get(random.nextInt(guests.size())).player.close(); // and comes back meanwhile
    while (said < until) {
      said = say(guests, gateways, said, said + 1);
      if (said % 10 == 0) {
        guests.get(random.nextInt(guests.size())).reenter();
      }
      long leftMs = TimeUnit.NANOSECONDS.toMillis(back - System.nanoTime());
      if (leftMs > 0) {
        TimeUnit.MILLISECONDS.sleep(leftMs / (until - said + 1)); // spread over its absence
      }
    }
    switch (blow) {
      case EMPTY -> fleet.redis().forget(null);
      case OLDER -> fleet.redis().forget(older);
      case AWAY, NODE -> {}
    }
    fleet.redis().plugIn();
    settle(guests, gateways, "Redis " + blow);
    return said;
  }

  private int say(List<Guest> guests, List<Fleet.Ship> gateways, int from, int until)
      throws InterruptedException {
    for (int i = from; i < until; i++) {
      guests.get(random.nextInt(guests.size())).say("line-" + i);
      look(guests, gateways);
    }
    return until;
  }

  /** Who fell out comes back, as clients do; while Redis is away nobody new is let in. */
  private void look(List<Guest> guests, List<Fleet.Ship> gateways) throws InterruptedException {
    for (Guest guest : guests) {
      if (!guest.why().isEmpty()) {
        throw new BrokenPromise(guest.why());
      }
      if (!guest.player.there()) {
        guest.node++;
        guest.connect(gateways);
      }
      guest.answer();
    }
  }

  /** Until all are in the room, on nodes that reach one another, and heard what they said. */
  private void settle(List<Guest> guests, List<Fleet.Ship> gateways, String after)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (true) {
      look(guests, gateways);
      long open = 0;
      for (Guest guest : guests) {
        synchronized (guest) {
          open += guest.in && !guest.paused && guest.unheard.isEmpty() ? 0 : 1;
        }
      }
      if (open == 0 && together(guests, gateways, deadline)) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new BrokenPromise(
            "%d s after %s, %d are not in the room, or not heard"
                .formatted(PATIENCE_S, after, open));
      }
      TimeUnit.MILLISECONDS.sleep(10); // others are at work
    }
  }

  /** A line of each node is heard by all: whatever was under way before it has arrived. */
  private boolean together(List<Guest> guests, List<Fleet.Ship> gateways, long deadline)
      throws InterruptedException {
    List<String> last = new ArrayList<>();
    for (Guest guest : guests.subList(0, GATEWAYS)) {
      String id = "sign-" + signs++;
      last.add(guest.player.account().substring(0, 8) + ":" + id);
      guest.say(id);
    }
    while (System.nanoTime() < deadline) {
      look(guests, gateways);
      boolean all = true;
      for (Guest guest : guests) {
        synchronized (guest) {
          all &= guest.heard.containsAll(last);
        }
      }
      if (all) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(10); // others are at work
    }
    return false;
  }

  private void noGhosts(List<Guest> guests, List<Fleet.Ship> gateways, long killedNanos)
      throws InterruptedException {
    long deadline = killedNanos + TimeUnit.MILLISECONDS.toNanos(GHOST_MS);
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (true) {
      look(guests, gateways);
      boolean all = true;
      for (Guest guest : guests) {
        synchronized (guest) {
          all &=
              guest.roster.size() == guests.size()
                  && guest.roster.values().stream().allMatch(it -> it == 1);
        }
      }
      if (all) {
        return;
      }
      // The lease, and what a busy machine takes to look and to tell.
      if (System.nanoTime() > Math.max(deadline, patience)) {
        throw new BrokenPromise("ghosts stay in the roster: " + guests.getFirst().roster);
      }
      TimeUnit.MILLISECONDS.sleep(10); // others are at work
    }
  }

  private Result count(List<Guest> guests, int said, int blows) {
    long heard = 0;
    long marked = 0;
    long again = 0;
    long longest = 0;
    if (firstHeard.size() != said + signs) {
      throw new BrokenPromise("%d lines became %d".formatted(said + signs, firstHeard.size()));
    }
    for (Guest guest : guests) {
      synchronized (guest) {
        heard += guest.heard.size();
        again += guest.again;
        longest = Math.max(longest, guest.longestJoinNanos);
        for (Map.Entry<String, Long> line : firstHeard.entrySet()) {
          if (guest.heard.contains(line.getKey())) {
            continue;
          }
          if (guest.lastMarkNanos < line.getValue()) {
            throw new BrokenPromise(
                line.getKey() + " was lost without a mark at " + guest.player.account());
          }
          marked++;
        }
      }
    }
    return new Result(said, heard, marked, again, blows, TimeUnit.NANOSECONDS.toMillis(longest));
  }
}
