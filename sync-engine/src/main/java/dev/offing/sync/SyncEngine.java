package dev.offing.sync;

import dev.offing.sync.account.Play;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.economy.Advanced;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.JournalReader;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.ledger.Recovery;
import dev.offing.sync.mutation.UuidV7;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.session.AwayReport;
import dev.offing.sync.session.Effect;
import dev.offing.sync.session.Event;
import dev.offing.sync.session.Halt;
import dev.offing.sync.session.Submission;
import dev.offing.sync.session.SyncEvent;
import dev.offing.sync.session.SyncSession;
import dev.offing.sync.transport.Transport;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * An account that plays on without a network: the facade of the engine.
 *
 * <pre>{@code
 *            server(null)                      welcome           outbox empty
 * OFFLINE <---------------- any      CONNECTING -------> SYNCING <-----------> ONLINE
 *    |                                  ^    |              |     submit          |
 *    | useServer      time, connectNow  |    | no answer    | cut                 | cut
 *    +-----------------> WAITING -------+    |              |                     |
 *                          ^  ^--------------+--------------+---------------------+
 *               connectNow |
 * FORGOTTEN, OTHER_SERVER, UNLINKED, DELETED, UPGRADE, SERVER_TOO_OLD, DIFFERS
 *         everything kept, nothing sent
 * DISK    until a write succeeds again
 * CLOSED  after close()
 * }</pre>
 *
 * <p>{@link #submit} works the same in all of them but DISK and CLOSED: the gesture is on disk when
 * it returns, and reaches the server when there is one. Income is what {@link #view} says it is at
 * the moment of asking; nothing needs to run for it to grow.
 *
 * <p>Thread-safe. No method waits for the network. {@link #submit} and {@link #submitAll} wait for
 * the disk: call them where that may take a moment. Listeners are told on one thread of the
 * engine's own, in order, and may call the engine.
 */
public final class SyncEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SyncEngine.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Codec codec;
  private final Ledger ledger;
  private final @Nullable Recovery recovery;
  private final Transport transport;
  private final DeviceClock clock;
  private final RandomGenerator random;
  private final Scheduler scheduler;
  private final SyncSession session;
  private final Executor listenerThread;
  private final @Nullable ExecutorService ownListenerThread;
  private final List<Consumer<SyncEvent>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<JsonNode>> calls = new HashMap<>();
  private final Rooms rooms = new EngineRooms();
  private final EngineLinking linking;

  private long wireNumber;
  private Transport.@Nullable Wire wire;
  private Runnable cancelWake = () -> {};
  private Runnable cancelHousekeeping;
  private OptionalLong wakeAtMs = OptionalLong.empty();
  private boolean closed;

  /** Counted when it is first asked for after a step; a pulse asks often, a step comes seldom. */
  private @Nullable OutboxSum outboxSum;

  private SyncEngine(Builder b, Ledger ledger, @Nullable Recovery recovery) {
    this.codec = b.codec;
    this.ledger = ledger;
    this.recovery = recovery;
    this.clock = b.clock;
    this.random = b.random;
    this.transport = b.transport != null ? b.transport : Transport.okHttp();
    this.scheduler = b.scheduler != null ? b.scheduler : Scheduler.system();
    if (b.listenerThread != null) {
      this.listenerThread = b.listenerThread;
      this.ownListenerThread = null;
    } else {
      this.ownListenerThread =
          Executors.newSingleThreadExecutor(
              Thread.ofPlatform().daemon().name("offing-events").factory());
      this.listenerThread = ownListenerThread;
    }
    this.session =
        new SyncSession(
            ledger,
            ledger.load(),
            CatalogReader::read,
            Objects.requireNonNull(b.catalog, "catalog"),
            codec,
            random,
            b.app,
            clock.read());
    this.linking =
        new EngineLinking(
            codec, random, (action, params) -> call(action, 1, params), this::known, this::on);
    this.cancelHousekeeping = scheduler.after(Housekeeping.FIRST_MS, this::keepHouse);
  }

  private EngineLinking.Known known() {
    lock.lock();
    try {
      return new EngineLinking.Known(session.identity().publicKey(), session.confirmed());
    } finally {
      lock.unlock();
    }
  }

  /** Begins an engine. */
  public static Builder builder() {
    return new Builder();
  }

  /** What an engine is made of. */
  public static final class Builder {
    private @Nullable Profile profile;
    private @Nullable Ledger ledger;
    private @Nullable Catalog catalog;
    private List<URI> servers = List.of();
    private @Nullable Transport transport;
    private @Nullable Scheduler scheduler;
    private @Nullable Executor listenerThread;
    private DeviceClock clock = DeviceClock.system();
    private RandomGenerator random = new SecureRandom();
    private Codec codec = new Codec();
    private String app = "offing";

    private Builder() {}

    /** The player's folder: a SQLite file and a key. This or {@link #ledger} is required. */
    public Builder profile(Profile value) {
      profile = value;
      return this;
    }

    /** Storage that is open already, of whatever kind; the engine closes it. */
    public Builder ledger(Ledger value) {
      ledger = value;
      return this;
    }

    /** The rules that the program came with. Required. */
    public Builder catalog(Catalog value) {
      catalog = value;
      return this;
    }

    /** The server to connect to, {@code ws://host:port}; null, the default, for none. */
    public Builder server(@Nullable URI value) {
      return servers(value == null ? List.of() : List.of(value));
    }

    /**
     * The doors of one server of several nodes: where one does not answer or closes, the next one
     * is tried. All must be the same server ({@code OTHER_SERVER} otherwise).
     */
    public Builder servers(List<URI> value) {
      servers = List.copyOf(value);
      return this;
    }

    /** Name and version of the program, for the server's log. */
    public Builder app(String value) {
      app = value;
      return this;
    }

    /** How frames travel; OkHttp by default. The engine closes it. */
    public Builder transport(Transport value) {
      transport = value;
      return this;
    }

    /** The device's clocks; the computer's by default. */
    public Builder clock(DeviceClock value) {
      clock = value;
      return this;
    }

    /** Where ids, nonces and waits come from; a secure source by default. */
    public Builder random(RandomGenerator value) {
      random = value;
      return this;
    }

    /** Runs things later; one thread by default. The engine closes it. */
    public Builder scheduler(Scheduler value) {
      scheduler = value;
      return this;
    }

    /** Where listeners are told; one thread of the engine's by default. */
    public Builder listenerThread(Executor value) {
      listenerThread = value;
      return this;
    }

    /** A codec to share with others. */
    public Builder codec(Codec value) {
      codec = value;
      return this;
    }

    /**
     * Loads the profile and begins to connect.
     *
     * @throws LedgerException when the profile cannot be read
     */
    public SyncEngine open() {
      Ledger storage = ledger;
      Recovery found = null;
      if (storage == null) {
        Profile.Opened opened =
            Objects.requireNonNull(profile, "profile or ledger")
                .open(new LedgerJson(codec), random, clock.read().wallMs());
        storage = opened.ledger();
        found = opened.recovery();
      }
      SyncEngine engine = new SyncEngine(this, storage, found);
      if (!servers.isEmpty()) {
        engine.useServers(servers);
      }
      return engine;
    }
  }

  // ---- play -------------------------------------------------------------------------------------

  /**
   * Makes a gesture: when this returns Saved it is on disk, and on the screen's next {@link #view}.
   *
   * @throws LedgerException when the disk refuses; nothing was taken then
   * @throws IllegalStateException when the engine is closed
   */
  public Submission submit(Command command) {
    return submitAll(List.of(command)).getFirst();
  }

  /** Makes several gestures in one transaction, each judged after the one before. */
  public List<Submission> submitAll(List<Command> commands) {
    lock.lock();
    try {
      requireOpen();
      SyncSession.Submitted made = session.submit(commands, clock.read());
      run(made.effects());
      if (made.submissions().stream().anyMatch(Submission.Saved.class::isInstance)) {
        tell(new SyncEvent.Changed());
      }
      return made.submissions();
    } finally {
      lock.unlock();
    }
  }

  /** The account at this moment; waits for a gesture that is being written. */
  public View view() {
    lock.lock();
    try {
      return view(clock.read());
    } finally {
      lock.unlock();
    }
  }

  /** Account, connection and absence of one moment; waits for a gesture that is being written. */
  public Glance glance() {
    lock.lock();
    try {
      Moment moment = clock.read();
      return new Glance(view(moment), status(moment), session.away(moment));
    } finally {
      lock.unlock();
    }
  }

  /**
   * The same for each frame of a screen: empty, instead of waiting, while the disk is written to.
   */
  public Optional<Glance> tryGlance() {
    if (!lock.tryLock()) {
      return Optional.empty();
    }
    try {
      return Optional.of(glance());
    } finally {
      lock.unlock();
    }
  }

  private View view(Moment moment) {
    Play play = session.predicted(moment);
    Rulebook rules = session.rulebook();
    long now = Math.max(session.serverNow(moment), play.core().asOf());
    Timeline timeline = new Timeline(rules, play.contact(), play.entries());
    Advanced advanced = Economy.advance(play.core(), now, timeline);
    Catalog catalog = rules.at(now);
    OutboxSum sum = outboxSum();
    return new View(
        advanced.state(),
        timeline,
        catalog,
        now,
        play.contact().contactUntil(Economy.capMs(advanced.state(), catalog)),
        Economy.rate(advanced.state(), timeline),
        sum.pending(),
        sum.cost(),
        advanced.state().dealings().held().plus(sum.reserved()),
        sum.items());
  }

  private OutboxSum outboxSum() {
    OutboxSum known = outboxSum;
    if (known == null) {
      known = OutboxSum.of(session.outbox());
      outboxSum = known;
    }
    return known;
  }

  /** What had to be recovered when {@link Builder#profile} was opened; empty nearly always. */
  public Optional<Recovery> recovery() {
    return Optional.ofNullable(recovery);
  }

  /** Rows of the book, newest first. */
  public List<JournalRow> journal(int limit) {
    return ledger.journal(limit);
  }

  /** The book; reading it waits for the disk. */
  public JournalReader book() {
    return ledger;
  }

  /**
   * Mutations without a result, oldest first.
   *
   * @param limit at most so many
   */
  public List<Outgoing> outbox(int limit) {
    lock.lock();
    try {
      long sent = session.sentSeq();
      return session.outbox().stream().limit(limit).map(it -> Outgoing.of(it, sent)).toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What happened while nobody was here, until {@link #acknowledgeAway} says that it was told;
   * empty when nobody was away for a minute. It is the same object until something in it changes:
   * the server answered a move, or its first answer showed that the device's clock was wrong.
   */
  public Optional<AwayReport> away() {
    lock.lock();
    try {
      return session.away(clock.read());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whoever plays has read {@link #away}. Until then it is told again at every opening; nothing
   * else depends on it.
   *
   * @throws LedgerException when the disk refuses; it will be told again then
   */
  public void acknowledgeAway() {
    lock.lock();
    try {
      if (!closed) {
        session.acknowledgeAway(clock.read());
      }
    } finally {
      lock.unlock();
    }
  }

  /** How the device and its server stand; waits for a gesture that is being written. */
  public SyncStatus status() {
    lock.lock();
    try {
      return status(clock.read());
    } finally {
      lock.unlock();
    }
  }

  private SyncStatus status(Moment moment) {
    long now = session.serverNow(moment);
    Confirmed confirmed = session.confirmed();
    OutboxSum sum = outboxSum();
    return new SyncStatus(
        link(sum.pending() == 0),
        sum.pending(),
        sum.bytes(),
        sum.pending() == 0 ? 0 : Math.max(0, now - sum.oldestAt()),
        confirmed == null ? null : confirmed.state().atOrNull(),
        confirmed == null ? null : confirmed.state().digest(),
        confirmed == null ? Money.ZERO : confirmed.state().core().purse(),
        confirmed == null ? 0 : confirmed.state().core().asOf(),
        session.offlineSinceMs(),
        Math.max(0, session.retryAtMs() - moment.monotonicMs()),
        session.lastError(),
        session.skewMs(),
        session.clockVerified(),
        session.identity().account(),
        session.node(),
        session.lastTick());
  }

  private Link link(boolean drained) {
    if (session.diskRefuses()) {
      return Link.DISK;
    }
    return switch (session.phase()) {
      case OFFLINE -> Link.OFFLINE;
      case WAITING -> Link.WAITING;
      case DIALLING, GREETING, PROVING, LEARNING, HEALING, LINKING -> Link.CONNECTING;
      case READY -> drained ? Link.ONLINE : Link.SYNCING;
      case HALTED -> halted(Objects.requireNonNull(session.halt()));
      case CLOSED -> Link.CLOSED;
    };
  }

  private static Link halted(Halt why) {
    return switch (why) {
      case FORGOTTEN -> Link.FORGOTTEN;
      case OTHER_SERVER -> Link.OTHER_SERVER;
      case UNLINKED -> Link.UNLINKED;
      case DELETED -> Link.DELETED;
      case UPGRADE -> Link.UPGRADE;
      case SERVER_TOO_OLD -> Link.SERVER_TOO_OLD;
      case DIFFERS -> Link.DIFFERS;
    };
  }

  /**
   * Tells {@code listener} what happens from now on.
   *
   * @return ends it
   */
  public Runnable subscribe(Consumer<SyncEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  // ---- server -----------------------------------------------------------------------------------

  /** Connects to this server from now on; null for none. */
  public void useServer(@Nullable URI server) {
    useServers(server == null ? List.of() : List.of(server));
  }

  /** The same for the doors of one server of several nodes; as {@link Builder#servers}. */
  public void useServers(List<URI> servers) {
    on(new Event.Target(servers));
  }

  /** Connects at once: the button, a network that came back, a computer that woke. */
  public void connectNow() {
    on(new Event.Connect());
  }

  /**
   * Calls an action of the server.
   *
   * @param params a record or map that becomes the action's JSON parameters
   * @return its result, or a {@link CallFailedException}; also when there is no connection, and
   *     when the engine is closed
   */
  public CompletableFuture<JsonNode> call(String action, int version, Object params) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    lock.lock();
    try {
      if (closed) {
        answer.completeExceptionally(new CallFailedException("closed", "The engine is closed."));
        return answer;
      }
      String id = newId();
      calls.put(id, answer);
      on(new Event.Call(id, action, version, codec.toTree(params)));
    } finally {
      lock.unlock();
    }
    return answer;
  }

  /**
   * Letters to whoever plays that were not read yet, oldest first: of a gift that came, of a server
   * that had forgotten something. They lie at the server, so there are none before a connection.
   */
  public List<ServerMessage.Notice> letters() {
    lock.lock();
    try {
      return session.letters();
    } finally {
      lock.unlock();
    }
  }

  /** These letters were read: no device of the account is shown them again. */
  public void read(List<String> letters) {
    on(new Event.Read(List.copyOf(letters)));
  }

  /** The rooms. */
  public Rooms rooms() {
    return rooms;
  }

  /** The devices of the account. */
  public Linking linking() {
    return linking;
  }

  private final class EngineRooms implements Rooms {
    @Override
    public void join(String room) {
      on(new Event.Join(room));
    }

    @Override
    public void leave(String room) {
      on(new Event.Leave(room));
    }

    @Override
    public String say(String room, String text) {
      String id = newId();
      say(room, id, text);
      return id;
    }

    @Override
    public void say(String room, String id, String text) {
      on(new Event.Say(room, id, text));
    }
  }

  private String newId() {
    return UuidV7.of(clock.read().wallMs(), random.nextLong(), random.nextLong());
  }

  /** Ends the connection and closes the profile. What is in the outbox waits there. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      run(session.step(new Event.Close(), clock.read()));
      cancelWake.run();
      cancelHousekeeping.run();
      ledger.close();
    } finally {
      lock.unlock();
    }
    transport.close();
    scheduler.close();
    if (ownListenerThread != null) {
      ownListenerThread.shutdown();
    }
  }

  // ---- the shell around the session -------------------------------------------------------------

  private void on(Event event) {
    lock.lock();
    try {
      if (!closed) {
        run(session.step(event, clock.read()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** After each step of the session. */
  private void run(List<Effect> effects) {
    outboxSum = null;
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Dial d -> {
          wireNumber = d.connection();
          wire = transport.dial(d.server(), new Frames(d.connection()));
        }
        case Effect.Send s -> {
          if (wire != null && s.connection() == wireNumber) {
            wire.send(codec.encode(s.message()));
          }
        }
        case Effect.Hang h -> {
          if (wire != null && h.connection() == wireNumber) {
            wire.close();
            wire = null;
          }
        }
        case Effect.Tell t -> tell(t.event());
        case Effect.Answer a -> answer(a.reply());
        case Effect.Then t -> run(session.step(t.event(), clock.read()));
      }
    }
    wakeWhenWanted();
  }

  private void keepHouse() {
    lock.lock();
    try {
      if (!closed) {
        cancelHousekeeping = scheduler.after(Housekeeping.keep(ledger), this::keepHouse);
      }
    } finally {
      lock.unlock();
    }
  }

  private void wakeWhenWanted() {
    OptionalLong wanted = closed ? OptionalLong.empty() : session.wakeAtMs();
    if (wanted.equals(wakeAtMs)) {
      return;
    }
    cancelWake.run();
    wakeAtMs = wanted;
    // No time stands for never: clocks may begin below zero, and "at once" is the least there is.
    if (wanted.isPresent()) {
      long now = clock.read().monotonicMs();
      long delay = wanted.getAsLong() <= now ? 0 : wanted.getAsLong() - now;
      cancelWake = scheduler.after(delay, this::woken);
    }
  }

  private void woken() {
    lock.lock();
    try {
      wakeAtMs = OptionalLong.empty();
      on(new Event.Wake());
    } finally {
      lock.unlock();
    }
  }

  private void answer(ServerMessage.Reply reply) {
    CompletableFuture<JsonNode> waiting = calls.remove(reply.id());
    if (waiting == null) {
      return;
    }
    listenerThread.execute(() -> {
      ServerMessage.CallError error = reply.error();
      if (error != null) {
        waiting.completeExceptionally(new CallFailedException(error.code(), error.message()));
      } else {
        waiting.complete(reply.result());
      }
    });
  }

  private void tell(SyncEvent event) {
    boolean links = event instanceof SyncEvent.Linked || event instanceof SyncEvent.NotLinked;
    if (listeners.isEmpty() && !links) {
      return;
    }
    listenerThread.execute(() -> {
      linking.heard(event);
      for (Consumer<SyncEvent> listener : listeners) {
        try {
          listener.accept(event);
        } catch (RuntimeException e) {
          LOG.error("A listener failed at {}", event, e);
        }
      }
    });
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
  }

  /** Decodes outside the lock: a large frame must not hold up a gesture. */
  private final class Frames implements Transport.Listener {
    private final long connection;

    Frames(long connection) {
      this.connection = connection;
    }

    @Override
    public void opened() {
      on(new Event.Opened(connection));
    }

    @Override
    public void frame(String text) {
      Event event;
      try {
        event = new Event.Arrived(connection, codec.decodeServer(text));
      } catch (ProtocolException e) {
        event = new Event.Garbled(connection, String.valueOf(e.getMessage()));
      }
      on(event);
    }

    @Override
    public void closed(String why) {
      on(new Event.Lost(connection, why));
    }
  }
}
