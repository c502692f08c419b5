package dev.offing.simulator.world;

import dev.offing.server.account.AccountService;
import dev.offing.server.account.AddressQuota;
import dev.offing.server.account.Books;
import dev.offing.server.account.LinkStore;
import dev.offing.server.account.MemoryTokenStore;
import dev.offing.server.account.Outgoing;
import dev.offing.server.account.Retention;
import dev.offing.server.account.Tokens;
import dev.offing.server.action.ActionParts;
import dev.offing.server.action.ActionRegistry;
import dev.offing.server.action.AdminParts;
import dev.offing.server.cluster.Lane;
import dev.offing.server.cluster.NodeClock;
import dev.offing.server.cluster.ServerTime;
import dev.offing.server.cluster.Whereabouts;
import dev.offing.server.gateway.HostCheck;
import dev.offing.server.market.Ticker;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.room.Moderation;
import dev.offing.server.room.RoomParts;
import dev.offing.server.room.RoomRules;
import dev.offing.server.room.RoomStore;
import dev.offing.server.room.Rooms;
import dev.offing.server.session.AdminToken;
import dev.offing.server.session.Services;
import dev.offing.server.session.SessionRegistry;
import dev.offing.server.standing.MemoryStandings;
import dev.offing.server.standing.Standings;
import dev.offing.server.world.WorldBoard;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.protocol.LinkCode;
import dev.offing.sync.protocol.Versions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A server node: the stub's own classes, wired as {@code dev.offing.server.Node} wires them, but on
 * the simulated store, network and clock. A node without connections sleeps, so that years pass
 * quickly; the first connection wakes it.
 */
final class Node {
  private static final long NANOS = 1_000_000;
  private static final long SAMPLE_MS = 1_000;
  private static final long COMPARE_MS = 5_000;
  private static final long IDLE_SAMPLE_MS = 600_000;
  private static final long RELAY_MS = 1_000;
  private static final long IDLE_RELAY_MS = 24 * 3_600_000;
  private static final long CALENDAR_MS = 60_000;
  private static final int MOST_TIMES = 24;
  private static final int PARTITIONS = 1_024;
  private static final int PARTITIONS_AT_ONCE = 32;
  private static final int CONTACT_EVERY_MS = 300_000;
  private static final long CODE_MS = 300_000;
  private static final long TOKEN_MS = 24 * 3_600_000;
  private static final long ROOM_LEASE_MS = 15_000;
  private static final int DRAIN_SPREAD_MS = 2_000;
  private static final long DRAIN_MS = 3_000;

  private final World world;
  private final Store store;
  private final int number;
  private final Dice dice;
  private final PartClock machineClock;
  private Versions versions = Versions.OWN;
  private Life life;
  private int starts;

  Node(World world, Store store, int number) {
    this.world = world;
    this.store = store;
    this.number = number;
    this.dice = world.dice().split("node" + number);
    this.machineClock = new PartClock(world.time(), 1_000_000 + number * 7_777_777L);
    this.life = new Life();
    life.start();
  }

  /** Where little is remembered, the journal is short, too, so that it is folded in a short run. */
  private static Retention retention(Settings settings) {
    return settings.keepCount() < Retention.STANDARD.keepCount()
        ? new Retention(settings.keepMs(), settings.keepCount(), 32, 64)
        : new Retention(settings.keepMs(), settings.keepCount());
  }

  /** From a start to its end. */
  private final class Life {
    final Machine machine = new Machine(world.time());
    final Lane.Starter lanes = new Lanes(machine);
    final Hub.Ear bus = store.hub().new Ear(machine, store);
    final NodeClock clock = new NodeClock(store::micros, () -> machineClock.monotonicMs() * NANOS);
    final SessionRegistry sessions = new SessionRegistry(1);
    final Map<Long, Wire> wires = new TreeMap<>();
    final WorldBoard board =
        new WorldBoard(
            store.list(machine),
            clock::now,
            () -> dice.hex(16),
            world.catalogs(),
            world.catalogName(),
            world.edition().bytes());
    final LinkStore links = store.links(machine);
    final Standings standings = new MemoryStandings();
    final AccountService accounts =
        new AccountService(
            store.accounts(machine),
            links,
            store.codes(machine),
            bus,
            clock::now,
            board::view,
            world.serverKeys(),
            store.graves(),
            () -> dice.hex(16),
            this::pause,
            retention(world.settings()),
            lanes,
            () -> true, // each thinks that it leads the market: that may do no harm
            new Outgoing(_ -> {}, store::letter, standings::note));
    final Tokens tokens =
        new Tokens(
            new MemoryTokenStore(clock::now), accounts, () -> dice.hex(32), clock::now, TOKEN_MS);
    final RoomStore roomStore = store.rooms(machine);
    final RoomRules roomRules = RoomRules.installed(List.of());
    final Rooms rooms =
        new Rooms(
            new RoomParts(
                roomStore,
                world.codec(),
                bus,
                clock::now,
                name(),
                lanes,
                () -> dice.hex(16),
                ROOM_LEASE_MS,
                roomRules));
    final Services services =
        new Services(
            name(),
            world.serverKeys().serverId(),
            world.codec(),
            versions,
            accounts,
            Unlimited.HERE,
            rooms,
            store.inbox(),
            Whereabouts.unasked(),
            new ActionRegistry(world.codec(), ActionRegistry.found(), parts(), List.of()),
            tokens,
            new AdminToken(""),
            board,
            new HostCheck(List.of(), List.of()),
            Keys.verifier(world.settings().realProofs()),
            clock::now,
            () -> machineClock.monotonicMs() * NANOS,
            () -> dice.hex(32),
            this::notReady,
            this::cannotJudge,
            world.settings().tickMs(),
            CONTACT_EVERY_MS);
    boolean started;
    boolean draining;
    boolean awake;

    private ActionParts parts() {
      return new ActionParts(
          world.serverKeys().serverId(),
          accounts,
          links,
          Unlimited.HERE,
          tokens,
          board,
          Keys.verifier(world.settings().realProofs()),
          () -> LinkCode.draw(dice),
          CODE_MS,
          clock::now,
          NoTasks.HERE,
          new Ticker(world.serverKeys().serverId()),
          standings,
          Nobody.HERE,
          new Moderation(roomStore, roomRules, clock::now));
    }

    void start() {
      try {
        clock.sample();
        board.publish();
        board.onChange(sessions::tellWorld);
        accounts.bury();
        bus.compares();
        started = true;
        world.note(label(), "starts", name());
        sleepSampling();
        relayAsleep();
      } catch (RedisUnavailable _) {
        machine.after(SAMPLE_MS, this::start);
      }
    }

    void wake() {
      if (awake) {
        return;
      }
      awake = true;
      quietly(clock::sample);
      quietly(board::refresh);
      beat(SAMPLE_MS, () -> quietly(clock::sample));
      beat(SAMPLE_MS, () -> quietly(board::refresh));
      beat(SAMPLE_MS, () -> quietly(board::announce));
      beat(RELAY_MS, () -> quietly(this::relay));
      beat(CALENDAR_MS, () -> quietly(this::calendar));
      beat(COMPARE_MS, accounts::compareAll);
      beat(COMPARE_MS, rooms::renew);
      beat(SAMPLE_MS, sessions::commitContacts);
      beat(SAMPLE_MS, rooms::retry);
      beat(world.settings().tickMs(), this::push);
      beat(COMPARE_MS, () -> awake = !wires.isEmpty());
    }

    private void push() {
      rooms.push(0, 1);
      sessions.tick(0);
    }

    private void beat(long ms, Runnable work) {
      machine.after(
          ms,
          () -> {
            if (awake) {
              work.run();
              beat(ms, work);
            }
          });
    }

    private void relay() {
      if (cannotJudge().isEmpty()) {
        accounts.relay();
      }
    }

    /** Pays somebody what everybody gets, whoever is there. */
    private void calendar() {
      String account = world.account(dice.below(world.settings().accounts()));
      Commons.Season season = board.view().rules().at(clock.now()).commons().season();
      accounts.payDividends(account);
      if (season != null) {
        long end = Math.floorDiv(clock.now(), season.everyMs()) * season.everyMs();
        accounts.paySeason(account, end, 1 + dice.below(MOST_TIMES));
      }
    }

    /** Gifts are on their way also while nobody plays: all partitions have their turn. */
    private void relayAsleep() {
      machine.after(
          IDLE_RELAY_MS,
          () -> {
            if (!awake) {
              quietly(clock::sample);
              quietly(board::refresh);
              for (int i = 0; i < PARTITIONS / PARTITIONS_AT_ONCE; i++) {
                quietly(this::relay);
              }
              quietly(this::calendar);
            }
            relayAsleep();
          });
    }

    /** A machine's clock drifts also while nobody plays. */
    private void sleepSampling() {
      if (world.driftingNodes()) {
        machine.after(
            IDLE_SAMPLE_MS,
            () -> {
              if (!awake) {
                quietly(clock::sample);
              }
              sleepSampling();
            });
      }
    }

    private void quietly(Runnable work) {
      try {
        work.run();
      } catch (RedisUnavailable _) {
        // as a beat does: the next one tries again
      }
    }

    private void pause(long ms) {
      world.time().runUntil(world.time().now() + ms);
    }

    private List<String> notReady() {
      List<String> reasons = cannotJudge();
      if (draining) {
        reasons.add("the node stops");
      }
      return reasons;
    }

    private List<String> cannotJudge() {
      List<String> reasons = new ArrayList<>();
      if (!store.up()) {
        reasons.add("Redis is not connected");
      }
      for (Optional<String> reason :
          List.of(clock.notReady(), board.notReady(), accounts.notReady())) {
        reason.ifPresent(reasons::add);
      }
      return reasons;
    }

    void end() {
      if (!machine.dead()) {
        world.note(label(), "stops", name());
      }
      machine.die();
      bus.close();
    }
  }

  /** Work that breaks off would be a line in a real node's log; here nobody reads logs. */
  private record Lanes(Machine machine) implements Lane.Starter {
    @Override
    public void start(String name, Runnable work) {
      machine.soon(work);
    }

    @Override
    public void failed(String name, RuntimeException why) {
      throw new Violation("crash", "work of " + name + " broke off: " + why, why);
    }
  }

  private enum Unlimited implements AddressQuota {
    HERE;

    @Override
    public boolean available(InetAddress address) {
      return true;
    }

    @Override
    public boolean take(InetAddress address) {
      return true;
    }
  }

  /** No person looks after a simulated server. */
  private enum Nobody implements AdminParts {
    HERE;

    @Override
    public Optional<Books.Shown> account(String account, int newest) {
      return Optional.empty();
    }

    @Override
    public NodeNow node() {
      return new NodeNow("", 0, 0, 0, List.of());
    }

    @Override
    public NodesNow nodes() {
      return new NodesNow(Collections.emptySortedMap());
    }

    @Override
    public RoomsNow rooms() {
      return new RoomsNow(Collections.emptySortedMap(), List.of());
    }

    @Override
    public List<String> accounts() {
      return List.of();
    }

    @Override
    public ServerTime.Told time() {
      return new ServerTime.Told(0, 0, 1, 0);
    }

    @Override
    public ServerTime.Told travel(long forwardMs, @Nullable Integer speed) {
      return time();
    }

    @Override
    public void drain(String node) {}
  }

  int number() {
    return number;
  }

  /** As it is called in traces, whichever start this is. */
  String label() {
    return "n" + number;
  }

  String name() {
    return "n" + number + "-" + starts;
  }

  PartClock clock() {
    return machineClock;
  }

  Lane.Starter starter() {
    return life.lanes;
  }

  boolean accepts() {
    return life.started && !life.draining && !life.machine.dead();
  }

  /** A new connection; null when nobody answers. */
  @Nullable Wire accept(Device device, long id, long connection) {
    if (!accepts()) {
      return null;
    }
    Wire wire = new Wire(world, device, this, id, connection);
    life.wires.put(id, wire);
    life.wake();
    wire.attach(life.sessions.handler(wire, life.services));
    return wire;
  }

  void gone(Wire wire) {
    life.wires.remove(wire.id());
  }

  // ---- faults -----------------------------------------------------------------------------------

  void pause(long ms) {
    life.machine.pauseUntil(world.time().now() + ms);
  }

  boolean running() {
    return !life.machine.dead();
  }

  void kill() {
    life.end();
    List.copyOf(life.wires.values()).forEach(Wire::nodeDied);
    life.wires.clear();
  }

  /** Stops in order: goodbye, what is in flight, then the connections. */
  void drain() {
    Life mine = life;
    mine.draining = true;
    mine.sessions.drain(DRAIN_SPREAD_MS, dice);
    mine.machine.after(
        DRAIN_MS,
        () -> {
          List.copyOf(mine.wires.values()).forEach(wire -> wire.close(1001, "the node stops"));
          mine.machine.after(10, mine::end);
        });
  }

  void startAgain() {
    start(Versions.OWN);
  }

  /** Starts as a program of another version: of an older or a newer one, by messages or rules. */
  void startOther() {
    Versions own = Versions.OWN;
    start(
        switch (dice.below(4)) {
          case 0 -> new Versions(own.oldest() - 1, own.newest() - 1, own.rules());
          case 1 -> new Versions(own.newest() + 1, own.newest() + 1, own.rules());
          case 2 -> new Versions(own.oldest(), own.newest(), own.rules() - 1);
          default -> new Versions(own.oldest(), own.newest(), own.rules() + 1);
        });
  }

  private void start(Versions as) {
    versions = as;
    starts++;
    if (!life.machine.dead()) {
      kill();
    }
    life = new Life();
    life.start();
  }
}
