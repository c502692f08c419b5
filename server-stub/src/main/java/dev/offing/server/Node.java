package dev.offing.server;

import dev.offing.assets.Assets;
import dev.offing.server.account.AccountList;
import dev.offing.server.account.AccountService;
import dev.offing.server.account.Books;
import dev.offing.server.account.GraveFile;
import dev.offing.server.account.KeyFile;
import dev.offing.server.account.LinkStore;
import dev.offing.server.account.OfferAgain;
import dev.offing.server.account.Outgoing;
import dev.offing.server.account.RedisAccountStore;
import dev.offing.server.account.RedisAddressQuota;
import dev.offing.server.account.RedisCodeStore;
import dev.offing.server.account.RedisLinkStore;
import dev.offing.server.account.RedisTokenStore;
import dev.offing.server.account.Retention;
import dev.offing.server.account.Tokens;
import dev.offing.server.action.ActionCounts;
import dev.offing.server.action.ActionException;
import dev.offing.server.action.ActionParts;
import dev.offing.server.action.ActionRegistry;
import dev.offing.server.action.AdminParts;
import dev.offing.server.action.CallRates;
import dev.offing.server.cli.BuildInfo;
import dev.offing.server.cluster.Beat;
import dev.offing.server.cluster.Lane;
import dev.offing.server.cluster.NodeFacts;
import dev.offing.server.cluster.Nodes;
import dev.offing.server.cluster.RedisBus;
import dev.offing.server.cluster.RedisWarp;
import dev.offing.server.cluster.RedisWhereabouts;
import dev.offing.server.cluster.Rpc;
import dev.offing.server.cluster.ServerTime;
import dev.offing.server.cluster.Teller;
import dev.offing.server.fault.Installed;
import dev.offing.server.fault.Reasons;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.gateway.Entrance;
import dev.offing.server.gateway.Gateway;
import dev.offing.server.gateway.HostCheck;
import dev.offing.server.gateway.HttpGateway;
import dev.offing.server.gateway.JsonLines;
import dev.offing.server.gateway.Protocol;
import dev.offing.server.gateway.Rates;
import dev.offing.server.gateway.Tls;
import dev.offing.server.gateway.WebSocketGateway;
import dev.offing.server.inbox.Inbox;
import dev.offing.server.inbox.Post;
import dev.offing.server.inbox.PostOffice;
import dev.offing.server.inbox.RedisInbox;
import dev.offing.server.inbox.WelcomeLetter;
import dev.offing.server.market.MarketRooms;
import dev.offing.server.market.Ticker;
import dev.offing.server.metrics.Spread;
import dev.offing.server.redis.RedisLink;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.redis.Replication;
import dev.offing.server.room.Moderation;
import dev.offing.server.room.RedisRoomStore;
import dev.offing.server.room.RoomParts;
import dev.offing.server.room.RoomRules;
import dev.offing.server.room.RoomStore;
import dev.offing.server.room.Rooms;
import dev.offing.server.session.AdminToken;
import dev.offing.server.session.HttpCalls;
import dev.offing.server.session.PushCycle;
import dev.offing.server.session.Services;
import dev.offing.server.session.SessionRegistry;
import dev.offing.server.standing.RedisStandings;
import dev.offing.server.standing.Standings;
import dev.offing.server.task.RedisTasks;
import dev.offing.server.task.TaskKinds;
import dev.offing.server.task.Tasks;
import dev.offing.server.task.Worker;
import dev.offing.server.world.RedisWorldStore;
import dev.offing.server.world.WorldBoard;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.LinkCode;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.Versions;
import io.lettuce.core.SetArgs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: wires the packages below on one Redis, and stops them in order. Its constructor either
 * leaves a node that serves, or nothing that runs.
 */
final class Node implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final int ID_BYTES = 16;
  private static final int NONCE_BYTES = 32;
  private static final int NODE_ID_BYTES = 4;
  private static final String WS = "ws";
  private static final String HTTP = "http";
  private static final long SAMPLE_MS = 1_000;
  private static final String DRAIN = "drain";
  private static final String ROOMS = "rooms";
  private static final long ASK_MS = 2_000;
  private static final long SHARE_MS = 250;
  private static final long COMPARE_MS = 5_000;

  /** A member of a room is there for so many leases of its node. */
  private static final long ROOM_LEASES = 3;

  /** Bounds of how long the work of a push cycle takes, s; a cycle has 0.05 to 10. */
  private static final List<Double> CYCLES_S =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.175, 0.25, 0.5, 0.75, 1.0, 2.5, 10.0);

  private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);
  private static final long CONTACTS_MS = 1_000;
  private static final int HOUR_S = 3_600;
  private static final int WRONG_CODES_S = 300;

  /** Clients come back within so long, each at a time of its own, ms. */
  private static final int DRAIN_SPREAD_MS = 2_000;

  /** What is in flight may take so long, ms; a stop has 10 s in all. */
  private static final long DRAIN_MS = 3_000;

  private final SecureRandom random = new SecureRandom();
  private final SessionRegistry sessions;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final String name = "n" + randomHex(NODE_ID_BYTES);

  /** By the names of their protocols: {@code ws}, {@code http}, {@code tcp}, one's own. */
  private final SortedMap<String, Gateway> gateways = new TreeMap<>();

  private final ServerConfig config;
  private final Runnable asked;
  private final RedisLink redis;
  private final ServerTime clock;
  private final WorldBoard world;
  private final AccountService accounts;
  private volatile boolean draining;

  /** Used by one beat. */
  private final Set<String> livesSeen = new HashSet<>();

  /**
   * Starts a node.
   *
   * @param address of Redis, with its password
   * @throws StubFailure when it cannot start, in a plain sentence
   */
  Node(ServerConfig config, URI address, KeyFile keys) {
    this(config, address, keys, Parts.STANDARD, () -> {});
  }

  /**
   * What a node is made of that a test may have otherwise.
   *
   * @param versions of the programs that it lets in
   * @param tasks that it knows
   * @param post what delivers letters, made of what does it in earnest
   */
  record Parts(Versions versions, TaskKinds tasks, UnaryOperator<PostOffice> post) {
    static final Parts STANDARD =
        new Parts(Versions.OWN, TaskKinds.installed(), UnaryOperator.identity());

    Parts with(Versions others) {
      return new Parts(others, tasks, post);
    }
  }

  /**
   * Starts a node that can be asked to stop.
   *
   * @param asked to be called when somebody does
   */
  Node(ServerConfig config, URI address, KeyFile keys, Parts made, Runnable asked) {
    this.config = config;
    this.asked = asked;
    int slots = PushCycle.slots(config.tickMs());
    this.sessions = new SessionRegistry(slots);
    boolean started = false;
    try {
      redis =
          opened(
              RedisLink.open(
                  address,
                  ServerConfig.withoutPassword(address),
                  new Replication(config.redisReplicas(), config.redisWaitMs(), System::nanoTime)));
      checkKeys(keys);
      clock = new ServerTime(new RedisWarp(redis), System::nanoTime);
      clock.sample();
      LongSupplier now = clock::now;
      Codec codec = new Codec();
      RedisBus bus = opened(new RedisBus(redis));
      Nodes nodes =
          opened(new Nodes(redis, codec, name, facts(), config.leaseMs(), System::nanoTime));
      RedisWhereabouts whereabouts = new RedisWhereabouts(redis, nodes);
      Rpc rpc = opened(new Rpc(bus, nodes, codec, System::nanoTime));
      Inbox inbox = new RedisInbox(redis, codec);
      PostOffice post =
          made.post().apply(new Post(inbox, new Teller(whereabouts, rpc, codec, sessions)));
      bus.onResubscribed(whereabouts::writeAgain);
      bus.onResubscribed(sessions::lettersForAll);
      RedisTasks tasks = new RedisTasks(made.tasks(), redis, codec, now, this::randomId);
      world = world(config.catalog(), now);
      world.publish();
      world.onChange(sessions::tellWorld);
      LinkStore links = new RedisLinkStore(redis);
      RedisCodeStore codes = new RedisCodeStore(redis);
      config.codes().forEach((code, amount) -> codes.issue(Transfers.codeId(code), amount));
      Standings standings = new RedisStandings(redis);
      RedisAccountStore store = new RedisAccountStore(redis, codec);
      accounts =
          new AccountService(
              store,
              links,
              codes,
              bus,
              now,
              world::view,
              keys,
              GraveFile.in(config.data()),
              this::randomId,
              Thread::sleep,
              Retention.STANDARD,
              Lane.Starter.virtualThreads(),
              () -> nodes.leads(Role.WORKER.label()),
              new Outgoing(
                  account -> tasks.enqueue(WelcomeLetter.KIND, WelcomeLetter.to(account)),
                  post::deliver,
                  standings::note));
      accounts.bury();
      RoomStore roomStore = new RedisRoomStore(redis, codec, this::randomId);
      RoomRules roomRules =
          RoomRules.installed(
              List.of(new MarketRooms(keys.serverId(), () -> world.view().rules())));
      Rooms rooms =
          new Rooms(
              new RoomParts(
                  roomStore,
                  codec,
                  bus,
                  now,
                  name,
                  Lane.Starter.virtualThreads(),
                  this::randomId,
                  ROOM_LEASES * config.leaseMs(),
                  roomRules));
      ActionCounts counts = new ActionCounts(System::nanoTime);
      Rates calls =
          new Rates(
              "calls",
              config.limits().framesPerSecond(),
              config.limits().framesBurst(),
              System::nanoTime);
      opened(Beat.every(SHARE_MS, "calls", () -> calls.share(new RatePool(redis))));
      HostCheck hosts =
          new HostCheck(
              config.tls() == null ? "ws" : "wss", config.origins(), config.browserOrigins());
      Tokens tokens =
          new Tokens(
              new RedisTokenStore(redis),
              accounts,
              () -> randomHex(NONCE_BYTES),
              now,
              TimeUnit.SECONDS.toMillis(config.tokenSeconds()));
      Services services =
          new Services(
              name,
              keys.serverId(),
              codec,
              made.versions(),
              accounts,
              quota(config, "enrol", config.limits().enrolmentsPerHour(), HOUR_S),
              rooms,
              inbox,
              whereabouts,
              new ActionRegistry(
                  codec,
                  ActionRegistry.found(),
                  parts(
                      config,
                      keys,
                      links,
                      tokens,
                      tasks,
                      standings,
                      new Admin(
                          new Books(store, keys, this::startPurse),
                          store,
                          nodes,
                          rooms,
                          rpc,
                          codec),
                      new Moderation(roomStore, roomRules, now)),
                  List.of(counts, new CallRates(calls, config.limits().limitLoopback()))),
              tokens,
              new AdminToken(config.adminToken()),
              world,
              hosts,
              Proof::verifies,
              now,
              System::nanoTime,
              () -> randomHex(NONCE_BYTES),
              this::notReady,
              this::cannotJudge,
              config.tickMs(),
              config.limits().contactEveryMs());
      opened(Beat.every(SAMPLE_MS, "clock", clock::sample));
      opened(Beat.every(SAMPLE_MS, "world", world::refresh));
      opened(Beat.every(Ticker.TICK_MS, "relay", this::relay));
      opened(Beat.every(COMPARE_MS, "accounts", accounts::compareAll));
      opened(Beat.every(config.leaseMs(), "rooms", rooms::renew));
      opened(Beat.every(SAMPLE_MS, "rooms-alone", rooms::retry));
      opened(Beat.every(CONTACTS_MS, "contacts", sessions::commitContacts));
      Spread cycles = new Spread(CYCLES_S);
      opened(
          Beat.every(
              config.tickMs() / slots,
              "push",
              new PushCycle(
                  config.tickMs(),
                  slot -> {
                    rooms.push(slot, slots);
                    sessions.tick(slot);
                  },
                  System::nanoTime,
                  cycles::add)));
      opened(Beat.every(nodes.everyMs(), "nodes", nodes::look));
      if (redis.isCluster()) {
        opened(Beat.every(SAMPLE_MS, "lives", () -> offerAgain(tasks)));
      }
      opened(Beat.every(DAY_MS, "whereabouts", whereabouts::writeAgain));
      if (config.roles().contains(Role.WORKER)) {
        Map<Class<?>, Object> offered =
            Map.of(
                PostOffice.class, post,
                Inbox.class, inbox,
                Tasks.class, tasks,
                AccountService.class, accounts,
                AccountList.class, store,
                Standings.class, standings,
                WorldBoard.class, world);
        opened(new Worker(tasks, redis, bus, codec, offered, name, now, config.leaseMs(), random));
      }
      if (config.roles().contains(Role.GATEWAY)) {
        open(
            services,
            new NodeMetrics(
                name,
                version(),
                gateways,
                sessions::size,
                this::notReady,
                () -> nodes.alive().size(),
                clock::told,
                cycles,
                counts,
                accounts::heals,
                tasks,
                redis));
        nodes.say(facts());
      }
      started = true;
    } catch (RedisUnavailable e) {
      throw new StubFailure(
          "Redis at %s stopped answering (%s). Nothing was changed. Look after it and start again."
              .formatted(ServerConfig.withoutPassword(address), e.getMessage()),
          e);
    } finally {
      if (!started) {
        closeParts();
      }
    }
  }

  private void open(Services services, Supplier<String> metrics) {
    Entrance entrance =
        new Entrance(
            config.host(),
            config.tls(),
            config.limits(),
            services.hosts(),
            (code, message) -> services.codec().encode(new ServerMessage.Failure(code, message)),
            connection -> sessions.handler(connection, services),
            System::nanoTime);
    Tls tls = config.tls();
    if (tls != null) {
      opened(Beat.every(SAMPLE_MS, "tls", tls::look));
    }
    RatePool pool = new RatePool(redis);
    opened(Beat.every(SHARE_MS, "addresses", () -> entrance.rates().share(pool)));
    HttpCalls calls = new HttpCalls(services, version(), metrics);
    gateways.put(HTTP, opened(HttpGateway.start(entrance, config.httpPort(), calls)));
    for (Protocol protocol : Installed.of(Protocol.class)) {
      gateways.put(protocol.name(), opened(protocol.open(entrance, port(config, protocol))));
    }
    gateways.put(WS, opened(WebSocketGateway.start(entrance, config.port())));
  }

  private NodeFacts facts() {
    return new NodeFacts(
        config.roles().stream().map(Role::label).sorted().toList(),
        ws(),
        ProcessHandle.current().pid(),
        clock.now());
  }

  private ActionParts parts(
      ServerConfig config,
      KeyFile keys,
      LinkStore links,
      Tokens tokens,
      Tasks tasks,
      Standings standings,
      Admin admin,
      Moderation moderation) {
    return new ActionParts(
        keys.serverId(),
        accounts,
        links,
        quota(config, "wrongcode", config.limits().wrongCodes(), WRONG_CODES_S),
        tokens,
        world,
        Proof::verifies,
        () -> LinkCode.draw(random),
        TimeUnit.SECONDS.toMillis(config.limits().linkCodeSeconds()),
        clock::now,
        tasks,
        new Ticker(keys.serverId()),
        standings,
        admin,
        moderation);
  }

  private Money startPurse(long asOf) {
    return Economy.genesis(world.view().rules().at(asOf), asOf).purse();
  }

  /** What those who look after this node may see and do. */
  private final class Admin implements AdminParts {
    private final Books books;
    private final AccountList list;
    private final Nodes nodes;
    private final Rpc rpc;
    private final Codec codec;

    Admin(Books books, AccountList list, Nodes nodes, Rooms rooms, Rpc rpc, Codec codec) {
      this.books = books;
      this.list = list;
      this.nodes = nodes;
      this.rpc = rpc;
      this.codec = codec;
      rpc.handle(
          DRAIN,
          params -> {
            asked.run();
            return new Calls.Nothing();
          });
      rpc.handle(ROOMS, params -> new RoomsNow(rooms.occupied(), List.of()));
    }

    @Override
    public List<String> accounts() {
      return list.accounts();
    }

    @Override
    public Optional<Books.Shown> account(String account, int newest) {
      return Optional.ofNullable(books.show(account, newest));
    }

    @Override
    public NodeNow node() {
      return new NodeNow(
          name, ProcessHandle.current().pid(), connections(), sessions.size(), notReady());
    }

    @Override
    public NodesNow nodes() {
      return new NodesNow(new TreeMap<>(nodes.alive()));
    }

    @Override
    public RoomsNow rooms() {
      SortedMap<String, Integer> members = new TreeMap<>();
      List<String> silent = new ArrayList<>();
      rpc.askAll(ROOMS, new Calls.Nothing(), ASK_MS)
          .forEach((node, answer) -> {
            if (answer instanceof Rpc.Answer.Ok ok) {
              codec
                  .fromTree(ok.value(), RoomsNow.class)
                  .rooms()
                  .forEach((room, there) -> members.merge(room, there, Integer::sum));
            } else {
              silent.add(node);
            }
          });
      return new RoomsNow(members, silent);
    }

    @Override
    public ServerTime.Told time() {
      return clock.told();
    }

    @Override
    public ServerTime.Told travel(long forwardMs, @Nullable Integer speed) {
      try {
        return clock.travel(forwardMs, speed);
      } catch (ServerTime.ImpossibleException e) {
        throw new ActionException("impossible_time", String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void drain(String node) {
      String which = node.isEmpty() ? name : node;
      if (!nodes.alive().containsKey(which)) {
        throw new ActionException("unknown_node", "there is no node '%s'".formatted(which));
      }
      if (!(rpc.ask(which, DRAIN, new Calls.Nothing(), ASK_MS) instanceof Rpc.Answer.Ok)) {
        throw new ActionException(
            "unavailable", "node '%s' does not answer; ask adminNodes, and again".formatted(which));
      }
    }
  }

  /** JSON lines, and what somebody put on the class path. */
  private static String version() {
    try {
      return new BuildInfo().version();
    } catch (IOException _) {
      return "unknown";
    }
  }

  private static int port(ServerConfig config, Protocol protocol) {
    return protocol.name().equals(JsonLines.NAME)
        ? config.tcpPort()
        : config.protocolPorts().getOrDefault(protocol.name(), 0);
  }

  private RedisAddressQuota quota(ServerConfig config, String name, int most, int seconds) {
    return new RedisAddressQuota(
        redis,
        clock::now,
        new RedisAddressQuota.Limit(name, most, seconds),
        config.limits().limitLoopback());
  }

  /** The address for WebSocket; empty where clients are not let in. */
  String ws() {
    return address(WS);
  }

  /** The address for HTTP; empty where clients are not let in. */
  String http() {
    return address(HTTP);
  }

  /** The address for JSON lines; empty where clients are not let in. */
  String tcp() {
    return address(JsonLines.NAME);
  }

  private String address(String protocol) {
    Gateway gateway = gateways.get(protocol);
    return gateway == null
        ? ""
        : "%s%s://%s:%d"
            .formatted(protocol, config.tls() == null ? "" : "s", config.host(), gateway.port());
  }

  int wsPort() {
    return port(WS);
  }

  int httpPort() {
    return port(HTTP);
  }

  int tcpPort() {
    return port(JsonLines.NAME);
  }

  private int port(String protocol) {
    return Objects.requireNonNull(gateways.get(protocol)).port();
  }

  /** The ports of protocols of one's own, by their names. */
  SortedMap<String, Integer> otherPorts() {
    SortedMap<String, Integer> ports = new TreeMap<>();
    gateways.forEach((protocol, gateway) -> ports.put(protocol, gateway.port()));
    ports.keySet().removeAll(List.of(WS, HTTP, JsonLines.NAME));
    return ports;
  }

  int connections() {
    return gateways.values().stream().mapToInt(Gateway::connections).sum();
  }

  /** Stops: no new clients, come back elsewhere, finish what is in flight, close. */
  @Override
  public void close() {
    draining = true;
    gateways.values().forEach(Gateway::stopAccepting);
    sessions.drain(DRAIN_SPREAD_MS, random);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MS);
    try {
      for (Gateway gateway : gateways.values()) {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (!gateway.awaitIdle(Math.max(1, leftMs))) {
          log.warn("some work was not done in time; its clients will ask again");
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    closeParts();
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
    if (!redis.up()) {
      reasons.add("Redis is not connected");
    }
    for (Optional<String> reason :
        List.of(clock.notReady(), world.notReady(), accounts.notReady())) {
      reason.ifPresent(reasons::add);
    }
    return reasons;
  }

  private WorldBoard world(@Nullable Path catalog, LongSupplier now) {
    String name = catalog == null ? Assets.catalogName() : catalog.toString();
    byte[] bytes;
    try {
      bytes = catalog == null ? Assets.catalog() : Files.readAllBytes(catalog);
    } catch (IOException e) {
      throw new StubFailure(
          "The catalog %s cannot be read (%s). Nothing was changed. Name another one by --catalog."
              .formatted(name, Reasons.of(e)),
          e);
    }
    WorldBoard board =
        new WorldBoard(
            new RedisWorldStore(redis, clock::realOf),
            now,
            clock::span,
            this::randomId,
            CatalogReader::read,
            name,
            bytes);
    if (catalog != null) {
      opened(Beat.every(SAMPLE_MS, "catalog", new CatalogFile(catalog, bytes, board)::look));
    }
    return board;
  }

  /**
   * All nodes on one Redis have one key file: the first to start leaves its newest key's id there,
   * and one whose file has a newer one beside that leaves the newer one.
   */
  private void checkKeys(KeyFile keys) {
    String own = keys.serverId() + ":" + keys.keyId();
    String there =
        redis.call(r -> {
          var _ = r.set("offing:keyid", own, SetArgs.Builder.nx());
          return r.get("offing:keyid");
        });
    String server = there.substring(0, there.indexOf(':'));
    String key = there.substring(there.indexOf(':') + 1);
    if (server.equals(keys.serverId()) && keys.holds(key)) {
      redis.call(r -> r.set("offing:keyid", own));
    } else {
      throw new StubFailure(
          ("The accounts in this Redis belong to server %s with key %s, and the key file here is of"
                  + " server %s with key %s. Nothing was changed. Put that server's key file into the"
                  + " data folder, or use another Redis.")
              .formatted(server, key, keys.serverId(), keys.keyId()));
    }
  }

  /** After each beginning of a master of a cluster, once for all nodes. */
  private void offerAgain(Tasks tasks) {
    for (String life : redis.lives().values()) {
      if (!livesSeen.contains(life)) {
        tasks.enqueue(OfferAgain.KIND, OfferAgain.after(life));
        livesSeen.add(life);
      }
    }
  }

  private void relay() {
    if (cannotJudge().isEmpty()) {
      accounts.relay();
    }
  }

  private String randomId() {
    return randomHex(ID_BYTES);
  }

  private String randomHex(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private void closeParts() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.debug("closing", e);
      }
    }
  }
}
