package dev.offing.sync.session;

import dev.offing.sync.account.Play;
import dev.offing.sync.account.Result;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.clock.ServerClock;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.ledger.Change;
import dev.offing.sync.ledger.ClockAnchor;
import dev.offing.sync.ledger.Confirmed;
import dev.offing.sync.ledger.Contents;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.Ledger;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.mutation.UuidV7;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Position;
import dev.offing.sync.protocol.ProtocolException;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One device's conversation with its server, as a state machine: {@link #step} takes an event and
 * the moment, and returns what is to be done. {@link Phase} lists the states and their transitions;
 * each phase has one method here.
 *
 * <p><b>Time.</b> The session reads no clock. {@link #wakeAtMs} says when it wants a {@link
 * Event.Wake}; all its deadlines are on the monotonic clock, while economy time is {@link
 * ServerClock}'s estimate.
 *
 * <p><b>Disk.</b> What must survive is written through {@link Ledger} before anything that depends
 * on it is done; {@link Replica} says how. When the disk refuses, the connection is given up, the
 * session stays where the disk is, and it tries again later: it never tells a server or a player
 * something that a crash would undo.
 *
 * <p><b>Old connections.</b> Each dialled connection has a number, and events of an older one are
 * ignored, so that a late frame can never act on a newer session.
 *
 * <p><b>One push in flight.</b> The oldest rows of the outbox are pushed until each has its result.
 * There is no other way for a row to leave.
 *
 * <p>Not thread-safe: whoever owns it calls it from one thread at a time.
 */
public final class SyncSession {
  /** A session in which nothing arrived for so long is dead, ms. */
  public static final long WATCHDOG_MS = 10_000;

  /** Until a dialled connection must have its welcome, ms. */
  static final long HANDSHAKE_MS = 10_000;

  /** Between two pings, ms; the first few follow quickly, for a good clock. */
  static final long PING_MS = 5_000;

  static final long FIRST_PING_MS = 250;

  /** A server whose time moved so far from what was believed is asked again soon, ms. */
  private static final long FOLLOW_MS = 250;

  /** A tick that does not fit what is here is waited out so long, ms, before anything is done. */
  static final long PATIENCE_MS = 2_000;

  /** Until a session that stopped for what may pass asks whether it has, ms. */
  static final long HALTED_MS = 60_000;

  /** After a disk refused, ms. */
  static final long DISK_RETRY_MS = 5_000;

  private static final String NO_SERVER =
      "A device is linked by a server, and none is wanted here.";

  /** Frames that wait while the world is learnt; more means that something is wrong. */
  private static final int DEFERRED = 1_000;

  private final Ledger ledger;
  private final RandomGenerator random;
  private final ServerClock clock;
  private final Rules rules;
  private final Replica replica;
  private final Backoff backoff;
  private final AwayDesk away;
  private final RoomDesk rooms = new RoomDesk();
  private final Mailbox mailbox = new Mailbox();
  private final LinkDesk link;
  private final Handshake handshake;
  private final School school;
  private final PushDesk pushes;
  private final Pulse pulse;
  private final Doors doors = new Doors();
  private final Set<String> calls = new HashSet<>();
  private final List<Effect> effects = new ArrayList<>();

  private Phase phase = Phase.OFFLINE;
  private @Nullable Halt halt;

  private @Nullable String serverId;
  private @Nullable String node;
  private @Nullable String lastError;
  private boolean diskRefuses;
  private long offlineSince;

  // The present connection; reset by dial().
  private long connection;
  private long deadlineMs;
  private long readySinceMs;
  private boolean snapshotAsked;
  private boolean differed;
  private boolean roomsLost;
  private final List<ServerMessage> deferred = new ArrayList<>();

  private long retryAtMs;

  /**
   * @param contents what the ledger held when it was opened
   * @param catalogs reads the catalogs that the server names
   * @param bundled the catalog that the program came with
   * @param app name and version of the program
   */
  public SyncSession(
      Ledger ledger,
      Contents contents,
      CatalogReader.Parser catalogs,
      Catalog bundled,
      Codec codec,
      RandomGenerator random,
      String app,
      Moment now) {
    this.ledger = ledger;
    this.random = random;
    this.handshake = new Handshake(random, app);
    this.serverId = contents.serverId();
    ClockAnchor known = contents.clock();
    this.clock =
        known == null ? new ServerClock(0, 0) : new ServerClock(known.offsetMs(), known.serverMs());
    this.rules = new Rules(ledger, catalogs, bundled, contents.world(), contents.catalogs());
    this.replica = new Replica(ledger, contents, rules, codec, clock.now(now));
    this.backoff = new Backoff(random);
    this.offlineSince = clock.now(now);
    this.link = new LinkDesk(codec);
    this.school = new School(rules, codec);
    this.pushes = new PushDesk(replica);
    this.pulse = new Pulse(replica);
    this.away = new AwayDesk(ledger, contents, replica, rules, clock, now);
  }

  // ---- gestures -------------------------------------------------------------------------------

  /** What {@link #submit} did and what is to be done now. */
  public record Submitted(List<Submission> submissions, List<Effect> effects) {}

  /**
   * Writes gestures down and sends them when it can.
   *
   * @throws LedgerException when the disk refuses: nothing was written
   */
  public Submitted submit(List<Command> commands, Moment now) {
    effects.clear();
    noticeJump(now);
    long server = clock.now(now);
    List<Submission> said;
    try {
      said =
          replica.submit(
              commands, server, () -> UuidV7.of(server, random.nextLong(), random.nextLong()));
    } catch (LedgerException e) {
      diskRefuses = true;
      lastError = e.getMessage();
      throw e;
    }
    diskRefuses = false;
    push(now);
    return new Submitted(said, List.copyOf(effects));
  }

  // ---- the machine ----------------------------------------------------------------------------

  /** Takes an event; the effects are to be carried out in order. */
  public List<Effect> step(Event event, Moment now) {
    effects.clear();
    if (phase == Phase.CLOSED) {
      return List.of();
    }
    noticeJump(now);
    try {
      on(event, now);
      wake(now);
    } catch (LedgerException e) {
      diskRefuses = true;
      lastError = e.getMessage();
      lost(now, DISK_RETRY_MS);
    }
    return List.copyOf(effects);
  }

  private void on(Event event, Moment now) {
    switch (event) {
      case Event.Target t -> target(t.servers(), now);
      case Event.Connect() -> connect(now);
      case Event.Opened o -> {
        if (o.connection() == connection && phase == Phase.DIALLING) {
          opened(now);
        }
      }
      case Event.Arrived a -> {
        if (a.connection() == connection) {
          pulse.heard(now);
          if (!(a.message() instanceof ServerMessage.Ack ack && pushedMeanwhile(ack, now))) {
            arrived(a.message(), now);
          }
        }
      }
      case Event.Acknowledged a -> {
        if (a.connection() == connection && phase == Phase.READY) {
          position(a.ack().position(), a.ack(), now);
        }
      }
      case Event.Garbled g -> {
        if (g.connection() == connection) {
          giveUp("The server sent something unreadable: " + g.why(), now);
        }
      }
      case Event.Lost l -> {
        if (l.connection() == connection && connected()) {
          lastError = l.why();
          lost(now, backoff.nextMs());
        }
      }
      case Event.Wake() -> {}
      case Event.Call c -> call(c);
      case Event.Join j -> {
        if (rooms.join(j.room()) && phase == Phase.READY) {
          send(rooms.joinOf(j.room()));
        }
      }
      case Event.Leave l -> {
        rooms.leave(l.room());
        if (phase == Phase.READY) {
          send(new ClientMessage.Leave(l.room()));
        }
      }
      case Event.Say s -> {
        ClientMessage.Say say = new ClientMessage.Say(s.room(), s.clientId(), s.text());
        String refused = rooms.say(say);
        if (refused != null) {
          effects.add(new Effect.Tell(new SyncEvent.Unsaid(say.room(), say.clientId(), refused)));
        } else if (phase == Phase.READY) {
          send(say);
        }
      }
      case Event.Read r -> {
        mailbox.read(r.letters());
        if (phase == Phase.READY) {
          tellRead();
        }
        changed();
      }
      case Event.Link l -> link(new LinkDesk.Wish.ByCode(l.code(), l.name()), now);
      case Event.Recover r -> link(new LinkDesk.Wish.ByKey(r.key(), r.name()), now);
      case Event.LinkNoMore() -> {
        if (link.wants()) {
          notLinked("stopped", "This device asks no more to be linked.", now);
        }
      }
      case Event.Close() -> close(now);
    }
  }

  private void target(List<URI> wanted, Moment now) {
    if (doors.are(wanted) && phase != Phase.OFFLINE) {
      return;
    }
    doors.use(wanted);
    hang();
    if (wanted.isEmpty()) {
      if (link.wants()) {
        notLinked("offline", NO_SERVER, now);
      }
      phase = Phase.OFFLINE;
      offline(now);
      changed();
      return;
    }
    backoff.reset();
    waitFor(now, 0);
  }

  private void connect(Moment now) {
    if (phase == Phase.WAITING || phase == Phase.HALTED) {
      halt = null;
      phase = Phase.WAITING;
      retryAtMs = now.monotonicMs();
    }
  }

  private void close(Moment now) {
    hang();
    if (link.wants()) {
      link.done();
      effects.add(new Effect.Tell(new SyncEvent.NotLinked("closed", "The game was closed.")));
    }
    try {
      Change last = Change.none().withClock(anchor(now));
      ledger.write(away.marked(last, now));
    } catch (LedgerException e) {
      lastError = e.getMessage(); // what matters is on disk; a clock is only a guess
    }
    phase = Phase.CLOSED;
  }

  private ClockAnchor anchor(Moment now) {
    clock.now(now); // brings what is known up to this moment
    return new ClockAnchor(clock.offsetMs(), clock.knownMs());
  }

  /** What is due by time alone, in each phase. */
  private void wake(Moment now) {
    switch (phase) {
      case WAITING -> {
        if (now.monotonicMs() >= retryAtMs) {
          dial(now);
        }
      }
      case DIALLING, GREETING, PROVING, LEARNING, HEALING -> {
        if (now.monotonicMs() >= deadlineMs) {
          giveUp("The server did not answer within ten seconds.", now);
        }
      }
      case LINKING -> linkingWake(now);
      case READY -> readyWake(now);
      case HALTED -> {
        if (halt != null && halt.mayPass() && now.monotonicMs() >= retryAtMs) {
          dial(now);
        }
      }
      case OFFLINE -> {}
      case CLOSED -> {
        return;
      }
    }
    away.mark(now);
  }

  /** When the session wants to be woken, ms of the monotonic clock; empty for never. */
  public OptionalLong wakeAtMs() {
    long at =
        switch (phase) {
          case WAITING -> Math.min(retryAtMs, away.markAtMs());
          case DIALLING, GREETING, PROVING, LEARNING, HEALING ->
              Math.min(deadlineMs, away.markAtMs());
          case READY -> Math.min(Math.min(pulse.wakeAtMs(), pushes.wakeAtMs()), away.markAtMs());
          case LINKING -> Math.min(Math.min(deadlineMs, pulse.silentAtMs()), away.markAtMs());
          case HALTED ->
              halt != null && halt.mayPass()
                  ? Math.min(retryAtMs, away.markAtMs())
                  : away.markAtMs();
          case OFFLINE -> away.markAtMs();
          case CLOSED -> Long.MAX_VALUE;
        };
    return at == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(at);
  }

  // ---- WAITING, DIALLING ----------------------------------------------------------------------

  private void dial(Moment now) {
    connection++;
    snapshotAsked = false;
    differed = false;
    pushes.reset();
    pulse.reset();
    deferred.clear();
    deadlineMs = now.monotonicMs() + HANDSHAKE_MS;
    phase = Phase.DIALLING;
    effects.add(new Effect.Dial(connection, doors.here()));
    changed();
  }

  private void opened(Moment now) {
    int version = rules.book().at(clock.now(now)).rulesVersion();
    phase = Phase.GREETING;
    send(handshake.hello(replica.identity(), version, serverId, link.wants(), now));
  }

  // ---- frames ---------------------------------------------------------------------------------

  private void arrived(ServerMessage message, Moment now) {
    switch (phase) {
      case GREETING -> greeting(message, now);
      case PROVING -> proving(message, now);
      case LEARNING -> learning(message, now);
      case HEALING -> healing(message, now);
      case LINKING -> linking(message, now);
      case READY -> ready(message, now);
      case OFFLINE, WAITING, DIALLING, HALTED, CLOSED -> {}
    }
  }

  private void greeting(ServerMessage message, Moment now) {
    switch (message) {
      case ServerMessage.Challenge c -> {
        if (serverId != null && !serverId.equals(c.serverId())) {
          stop(Halt.OTHER_SERVER, now);
          return;
        }
        clock.answer(handshake.sentMs(), c.serverNow(), c.serverNow(), now);
        serverId = serverId == null ? c.serverId() : serverId;
        phase = Phase.PROVING;
        send(handshake.prove(c, doors.here(), replica.identity(), replica.seal()));
      }
      case ServerMessage.Failure f -> failed(f, now);
      case ServerMessage.RetryAfter r -> later(r.ms(), now);
      case ServerMessage.Drain d -> later(d.reconnectAfterMs(), now);
      default -> giveUp("The server spoke out of turn.", now);
    }
  }

  private void proving(ServerMessage message, Moment now) {
    switch (message) {
      case ServerMessage.Welcome w -> welcomed(w, now);
      case ServerMessage.Failure f -> failed(f, now);
      case ServerMessage.RetryAfter r -> later(r.ms(), now);
      case ServerMessage.Drain d -> later(d.reconnectAfterMs(), now);
      default -> giveUp("The server spoke out of turn.", now);
    }
  }

  private void welcomed(ServerMessage.Welcome w, Moment now) {
    boolean enrolled = replica.version() != null;
    switch (w.mode()) {
      case UPGRADE -> stop(Halt.UPGRADE, now);
      case HEAL -> {
        if (enrolled) {
          begin(w, now);
        } else {
          giveUp("The server asks for what it never gave.", now);
        }
      }
      case NEW -> {
        if (enrolled) {
          stop(Halt.FORGOTTEN, now);
        } else {
          begin(w, now);
        }
      }
      case RESUME, SNAPSHOT -> begin(w, now);
      case LINK -> {
        if (link.wants()) {
          phase = Phase.LINKING;
          askAgain();
          changed();
        } else {
          giveUp("The server links a device that did not ask for it.", now);
        }
      }
    }
  }

  // ---- LINKING --------------------------------------------------------------------------------

  private void link(LinkDesk.Wish wish, Moment now) {
    if (doors.none()) {
      effects.add(new Effect.Tell(new SyncEvent.NotLinked("offline", NO_SERVER)));
      return;
    }
    link.want(wish);
    backoff.reset();
    halt = null;
    lost(now, 0);
  }

  private void askAgain() {
    deadlineMs = Long.MAX_VALUE;
    send(link.ask(handshake.challenge(), replica.identity(), replica.isPlayed()));
  }

  private void linkingWake(Moment now) {
    if (pulse.isSilent(now)) {
      giveUp("The server did not answer within ten seconds.", now);
    } else if (now.monotonicMs() >= deadlineMs) {
      askAgain();
    }
  }

  private void linking(ServerMessage message, Moment now) {
    switch (message) {
      case ServerMessage.Reply r -> {
        LinkDesk.Answer answer;
        try {
          answer = link.read(r);
        } catch (ProtocolException e) {
          giveUp("The server's answer could not be read: " + e.getMessage(), now);
          return;
        }
        switch (answer) {
          case LinkDesk.Answer.Waiting() -> deadlineMs = now.monotonicMs() + LinkDesk.ASK_MS;
          case LinkDesk.Answer.Linked l -> linked(l.account(), now);
          case LinkDesk.Answer.Refused f -> {
            if (f.code().equals("unavailable")) {
              deadlineMs = now.monotonicMs() + LinkDesk.ASK_MS;
            } else {
              notLinked(f.code(), f.why(), now);
            }
          }
          case null -> {}
        }
      }
      case ServerMessage.Failure f -> failed(f, now);
      case ServerMessage.RetryAfter r -> later(r.ms(), now);
      case ServerMessage.Drain d -> later(d.reconnectAfterMs(), now);
      default -> {} // world rows and the like, which are learnt when it plays
    }
  }

  private void linked(String account, Moment now) {
    if (!account.equals(replica.identity().account())) {
      if (replica.isPlayed()) {
        notLinked(
            "other_account",
            "A game of its own was begun here meanwhile. It stays; link from a new profile.",
            now);
        return;
      }
      replica.belongTo(account, randomId(), Objects.requireNonNull(serverId));
    }
    link.done();
    effects.add(new Effect.Tell(new SyncEvent.Linked(account)));
    lost(now, 0);
  }

  private void notLinked(String code, String why, Moment now) {
    link.done();
    effects.add(new Effect.Tell(new SyncEvent.NotLinked(code, why)));
    lost(now, 0);
  }

  private void begin(ServerMessage.Welcome w, Moment now) {
    // From now on the profile is this server's: nothing is sent to another one by mistake.
    ledger.write(Change.none().withServer(Objects.requireNonNull(serverId)).withClock(anchor(now)));
    diskRefuses = false;
    halt = null;
    node = w.node();
    deferred.clear();
    deferred.add(w);
    if (rules.knows(w.world())) {
      enter(now);
    } else {
      learn(w.world().epoch(), now);
    }
  }

  // ---- LEARNING -------------------------------------------------------------------------------

  private void learn(String worldEpoch, Moment now) {
    phase = Phase.LEARNING;
    deadlineMs = now.monotonicMs() + HANDSHAKE_MS;
    send(school.begin(worldEpoch));
  }

  private void learning(ServerMessage message, Moment now) {
    switch (message) {
      case ServerMessage.Reply r when school.awaits(r) -> learnt(r, now);
      case ServerMessage.Failure f -> failed(f, now);
      case ServerMessage.Drain d -> later(d.reconnectAfterMs(), now);
      case ServerMessage.Tick t -> pulse.keep(t);
      default -> defer(message, now);
    }
  }

  private void defer(ServerMessage message, Moment now) {
    if (deferred.size() >= DEFERRED) {
      giveUp("The server kept talking while something that it needs was on its way.", now);
    } else {
      deferred.add(message);
    }
  }

  private void learnt(ServerMessage.Reply reply, Moment now) {
    School.Answer answer;
    try {
      answer = school.read(reply);
    } catch (ProtocolException | IllegalArgumentException e) {
      giveUp("The server's rules could not be read: " + e.getMessage(), now);
      return;
    }
    switch (answer) {
      case School.Answer.Ask it -> send(it.question());
      case School.Answer.Untold it ->
          giveUp("The server's rules could not be had: " + it.why(), now);
      case School.Answer.Learnt it -> {
        if (it.otherRules()) {
          replica.rejudge(clock.now(now));
          away.rulesChanged();
        }
        enter(now);
      }
    }
  }

  // ---- HEALING --------------------------------------------------------------------------------

  /** The server forgot what is here: it is told. */
  private void heal(Moment now) {
    Confirmed here = Objects.requireNonNull(replica.confirmed());
    phase = Phase.HEALING;
    deadlineMs = now.monotonicMs() + HANDSHAKE_MS;
    deferred.clear();
    send(new ClientMessage.Heal(here.state(), Objects.requireNonNull(here.seal())));
    changed();
  }

  private void healing(ServerMessage message, Moment now) {
    switch (message) {
      case ServerMessage.Healed _ -> {
        deferred.addFirst(message);
        enter(now);
      }
      case ServerMessage.StaleEpoch() -> greetAgain("The server's history is another one.", now);
      case ServerMessage.RetryAfter r -> later(r.ms(), now);
      case ServerMessage.Failure f -> failed(f, now);
      case ServerMessage.Drain d -> later(d.reconnectAfterMs(), now);
      default -> defer(message, now);
    }
  }

  /** The session stands; what waited is read first. */
  private void enter(Moment now) {
    if (!deferred.isEmpty()
        && deferred.getFirst() instanceof ServerMessage.Welcome w
        && w.mode() == ServerMessage.Mode.HEAL) {
      heal(now);
      return;
    }
    boolean first = deferred.stream().anyMatch(SyncSession::opens);
    phase = Phase.READY;
    if (first) {
      readySinceMs = now.monotonicMs();
      offlineSince = 0;
      lastError = null;
      pulse.ask(now);
    }
    List<ServerMessage> waiting = List.copyOf(deferred);
    deferred.clear();
    long here = connection;
    for (ServerMessage m : waiting) {
      if (connection == here && (phase == Phase.READY || phase == Phase.LEARNING)) {
        arrived(m, now);
      }
    }
    if (connection == here && phase == Phase.READY) {
      if (first) {
        rooms.joins().forEach(this::send);
        tellRead();
      }
      push(now);
      changed();
    }
  }

  /** Whether the session stands with this message. */
  private static boolean opens(ServerMessage message) {
    return message instanceof ServerMessage.Welcome || message instanceof ServerMessage.Healed;
  }

  // ---- READY ----------------------------------------------------------------------------------

  private void ready(ServerMessage message, Moment now) {
    switch (message) {
      case ServerMessage.Welcome w -> {
        if (w.position() != null) {
          position(w.position(), w, now);
        }
        letters(w.inbox());
      }
      case ServerMessage.Ack a -> {
        pushes.answered();
        position(a.position(), a, now);
      }
      case ServerMessage.Healed h -> position(h.position(), h, now);
      case ServerMessage.Snapshot s -> {
        snapshotAsked = false;
        position(s.position(), s, now);
      }
      case ServerMessage.Update u -> position(u.position(), u, now);
      case ServerMessage.Gap g -> gap(g, now);
      case ServerMessage.StaleEpoch() -> greetAgain("The server's history is another one.", now);
      case ServerMessage.RetryAfter r -> {
        snapshotAsked = false;
        pushes.wait(r.ms(), now);
      }
      case ServerMessage.WorldRows w -> {
        if (w.rows().isEmpty()
            || !rules.knows(new ServerMessage.WorldHead(w.epoch(), w.rows().getLast().seq()))) {
          learn(w.epoch(), now);
        }
      }
      case ServerMessage.Pong p -> {
        boolean known = clock.verified();
        long believed = clock.now(now);
        if (clock.answer(p.t0(), p.t1(), p.t2(), now)) {
          changed();
          if (known && Math.abs(clock.now(now) - believed) > FOLLOW_MS) {
            pulse.askSoon(now);
          }
        }
      }
      case ServerMessage.Reply r -> {
        if (calls.remove(r.id())) {
          effects.add(new Effect.Answer(r));
        }
      }
      case ServerMessage.Joined j -> joined(j);
      case ServerMessage.Room r -> heard(r);
      case ServerMessage.Presence p ->
          effects.add(new Effect.Tell(new SyncEvent.Present(p.room(), p.roster())));
      case ServerMessage.Inbox i -> letters(i.notices());
      case ServerMessage.Tick t -> ticked(t, now);
      case ServerMessage.Drain d -> later(d.reconnectAfterMs(), now);
      case ServerMessage.Failure f -> failed(f, now);
      case ServerMessage.Challenge c -> giveUp("The server spoke out of turn.", now);
    }
    if (phase == Phase.READY) {
      push(now);
    }
  }

  private void position(Position p, ServerMessage carrier, Moment now) {
    if (!rules.knows(p.worldSeq())) {
      deferred.add(carrier);
      learn("", now);
      return;
    }
    List<Result> results = carrier instanceof ServerMessage.Ack a ? a.results() : List.of();
    long server = clock.now(now);
    switch (opens(carrier)
        ? replica.acceptAnswer(p, server, this::randomId)
        : replica.accept(p, results, server)) {
      case Replica.Acceptance.Taken taken -> {
        diskRefuses = false;
        differed = false;
        if (carrier instanceof ServerMessage.Healed) {
          effects.add(new Effect.Tell(new SyncEvent.Restored(true, 0)));
        }
        taken.settled().forEach(s -> away.settled(s.row().mutation().id(), s.result()));
        away.confirmed();
        taken
            .settled()
            .forEach(s ->
                effects.add(
                    new Effect.Tell(
                        new SyncEvent.Settled(
                            s.row().mutation().id(), s.row().mutation().command(), s.result()))));
        changed();
      }
      case Replica.Acceptance.NeedsState() -> askSnapshot();
      case Replica.Acceptance.Differs d -> {
        effects.add(new Effect.Tell(new SyncEvent.Differed(d.here(), d.there())));
        if (differed) {
          stop(Halt.DIFFERS, now);
        } else {
          differed = true;
          askSnapshot();
        }
      }
      case Replica.Acceptance.Forgot() ->
          greetAgain("The server does not know the newest state here.", now);
      case Replica.Acceptance.Replaced replaced -> {
        effects.add(new Effect.Tell(new SyncEvent.Restored(false, replaced.sentAgain())));
        // A session is bound to the incarnation of its hello.
        lost(now, 0);
      }
    }
  }

  private void askSnapshot() {
    if (!snapshotAsked) {
      snapshotAsked = true;
      send(new ClientMessage.Snapshot());
    }
  }

  private void gap(ServerMessage.Gap g, Moment now) {
    int gaps = pushes.gap();
    boolean own = g.lastSeq() >= 0 && replica.isOwnLink(g.lastSeq(), g.lastHash());
    boolean before = g.lastSeq() >= 0 && g.lastSeq() < replica.acked().seq();
    if (before) {
      greetAgain("The server is behind the results that are here.", now);
    } else if (!own) {
      fork("Another copy of this profile played on. This one goes on under a new number.", now);
    } else if (gaps > 2) {
      greetAgain("The server asks for the same again and again.", now);
    }
    // Otherwise everything in the outbox is pushed again, oldest first.
  }

  private void fork(String why, Moment now) {
    replica.fork(randomId(), clock.now(now));
    effects.add(new Effect.Tell(new SyncEvent.Forked(why, replica.outbox().size())));
    lastError = why;
    // A session is bound to the incarnation of its hello.
    lost(now, 0);
  }

  private String randomId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private void ticked(ServerMessage.Tick t, Moment now) {
    switch (pulse.take(t, now)) {
      case WELL -> {}
      case BEHIND -> greetAgain("The server stays behind the state that is here.", now);
      case UNSEEN -> {
        snapshotAsked = false;
        askSnapshot();
      }
    }
  }

  private void letters(List<ServerMessage.Notice> came) {
    mailbox.take(came).forEach(it -> effects.add(new Effect.Tell(new SyncEvent.Letter(it))));
  }

  private void tellRead() {
    mailbox.untold().forEach(ids -> send(new ClientMessage.InboxAck(ids)));
    mailbox.told();
  }

  private void joined(ServerMessage.Joined j) {
    List<ServerMessage.RoomEvent> events = rooms.joined(j);
    effects.add(
        new Effect.Tell(
            new SyncEvent.Joined(
                j.room(),
                events,
                j.resumed(),
                j.roster(),
                new RoomPoint(j.epoch(), j.seq()),
                j.pauses())));
    rooms.unheard(j.room()).forEach(this::send);
  }

  private void heard(ServerMessage.Room r) {
    switch (rooms.hear(r)) {
      case NEW -> effects.add(new Effect.Tell(new SyncEvent.Said(r.room(), r.event(), false)));
      case OWN -> effects.add(new Effect.Tell(new SyncEvent.Said(r.room(), r.event(), true)));
      case GAP -> send(rooms.joinOf(r.room()));
      case DUPLICATE -> {}
    }
  }

  private void call(Event.Call c) {
    if (phase == Phase.READY) {
      calls.add(c.id());
      send(new ClientMessage.Call(c.id(), c.action(), c.version(), c.params()));
    } else {
      effects.add(new Effect.Answer(unanswered(c.id())));
    }
  }

  private static ServerMessage.Reply unanswered(String id) {
    return new ServerMessage.Reply(
        id,
        null,
        new ServerMessage.CallError("offline", "There is no connection to the server.", null));
  }

  /**
   * Sends what follows the rows that {@code ack} answers before anything is done about the answer:
   * the server judges while this device writes, and a long outbox is drained in the time of the
   * slower of the two, not of both.
   *
   * @return whether anything was sent; then the answer comes back by itself
   */
  private boolean pushedMeanwhile(ServerMessage.Ack ack, Moment now) {
    if (phase != Phase.READY || snapshotAsked) {
      return false;
    }
    pushes.answered();
    ClientMessage.Push next = pushes.next(ack.upTo(), now);
    if (next == null) {
      return false;
    }
    send(next);
    effects.add(new Effect.Then(new Event.Acknowledged(connection, ack)));
    return true;
  }

  private void push(Moment now) {
    ClientMessage.Push next = phase == Phase.READY && !snapshotAsked ? pushes.next(0, now) : null;
    if (next != null) {
      send(next);
    }
  }

  private void readyWake(Moment now) {
    if (pulse.isSilent(now)) {
      giveUp("Nothing was heard from the server for ten seconds.", now);
      return;
    }
    if (pushes.isOverdue(now)) {
      giveUp("The server did not answer a push within ten seconds.", now);
      return;
    }
    if (now.monotonicMs() - readySinceMs >= Backoff.STABLE_MS) {
      backoff.reset();
    }
    if (pulse.asks(now)) {
      send(new ClientMessage.Ping(now.monotonicMs()));
      if (roomsLost) {
        roomsLost = false;
        rooms.joins().forEach(this::send);
      }
    }
    push(now);
  }

  // ---- ends -----------------------------------------------------------------------------------

  private void failed(ServerMessage.Failure f, Moment now) {
    switch (f.code()) {
      case "superseded" ->
          fork("This profile was opened somewhere else. This copy goes on on its own.", now);
      case "unlinked" -> stop(Halt.UNLINKED, now);
      case "account_deleted" -> stop(Halt.DELETED, now);
      case "upgrade" -> stop(Halt.UPGRADE, now);
      case "server_too_old" -> stop(Halt.SERVER_TOO_OLD, now);
      // A room's trouble is not the account's: the session goes on.
      case "room_unavailable", "not_joined" -> {
        roomsLost = true; // what was said meanwhile is said again on entering
        lastError = f.message();
        changed();
      }
      case "unknown_room", "too_many_rooms" -> {
        lastError = f.message();
        changed();
      }
      default -> {
        String room = f.room();
        if (room == null) {
          giveUp(f.message(), now);
        } else {
          refused(room, f.clientId(), f.message());
        }
      }
    }
  }

  /** A room has rules of its own, and they do not end a session. */
  private void refused(String room, @Nullable String clientId, String why) {
    lastError = why;
    if (clientId != null && rooms.refused(room, clientId)) {
      effects.add(new Effect.Tell(new SyncEvent.Unsaid(room, clientId, why)));
    }
    changed();
  }

  private void giveUp(String why, Moment now) {
    lastError = why;
    lost(now, backoff.nextMs());
  }

  private void later(long ms, Moment now) {
    lost(now, Math.max(Math.clamp(ms, 0, 60_000), 1));
  }

  /** A new handshake with the checkpoint in it: what is here is shown, nothing is overwritten. */
  private void greetAgain(String why, Moment now) {
    lastError = why;
    lost(now, backoff.nextMs());
  }

  /** The next door is tried: one node may be gone while the others are there. */
  private void lost(Moment now, long waitMs) {
    doors.next();
    waitFor(now, waitMs);
  }

  private void waitFor(Moment now, long waitMs) {
    hang();
    phase = Phase.WAITING;
    retryAtMs = now.monotonicMs() + waitMs;
    offline(now);
    changed();
  }

  private void offline(Moment now) {
    if (offlineSince == 0) {
      offlineSince = clock.now(now);
    }
  }

  private void stop(Halt why, Moment now) {
    hang();
    retryAtMs = now.monotonicMs() + HALTED_MS;
    halt = why;
    lastError = why.text();
    phase = Phase.HALTED;
    changed();
  }

  private void hang() {
    if (connected()) {
      effects.add(new Effect.Hang(connection));
    }
    connection++;
    pushes.reset();
    calls.forEach(id -> effects.add(new Effect.Answer(unanswered(id))));
    calls.clear();
  }

  private boolean connected() {
    return switch (phase) {
      case DIALLING, GREETING, PROVING, LEARNING, HEALING, LINKING, READY -> true;
      case OFFLINE, WAITING, HALTED, CLOSED -> false;
    };
  }

  private void noticeJump(Moment now) {
    if (!clock.check(now)) {
      return;
    }
    effects.add(new Effect.Tell(new SyncEvent.ClockJumped()));
    pulse.ask(now);
    if (phase == Phase.WAITING) {
      retryAtMs = now.monotonicMs(); // it slept: the network may be back
    }
  }

  private void send(ClientMessage message) {
    effects.add(new Effect.Send(connection, message));
  }

  private void changed() {
    effects.add(new Effect.Tell(new SyncEvent.Changed()));
  }

  // ---- absence ---------------------------------------------------------------------------------

  /** What is to be told of the time in which nobody was here; empty when nothing is. */
  public Optional<AwayReport> away(Moment now) {
    return away.report(now);
  }

  /**
   * It was told.
   *
   * @throws LedgerException when the disk refuses; it will be told again then
   */
  public void acknowledgeAway(Moment now) {
    away.acknowledge(now);
  }

  // ---- what can be seen -----------------------------------------------------------------------

  /** Where the session stands. */
  public Phase phase() {
    return phase;
  }

  /** Why it halted; null where it did not. */
  public @Nullable Halt halt() {
    return halt;
  }

  /** Whether the device asks to be linked to an account. */
  public boolean links() {
    return link.wants();
  }

  /** Who this device is. */
  public Identity identity() {
    return replica.identity();
  }

  /** The newest confirmed state; null before the first gesture. */
  public @Nullable Confirmed confirmed() {
    return replica.confirmed();
  }

  /** Mutations without a result, oldest first; a view that changes with the session. */
  public List<Pending> outbox() {
    return replica.outbox();
  }

  /** The number up to which the outbox is on its way over the present connection; 0 for none. */
  public long sentSeq() {
    return pushes.sentSeq();
  }

  /** Letters that nobody has read, oldest first. */
  public List<ServerMessage.Notice> letters() {
    return mailbox.unread();
  }

  /** The economy as the device expects it after its outbox. */
  public Play predicted(Moment now) {
    return replica.predicted(clock.now(now));
  }

  /** The rules in force by time. */
  public Rulebook rulebook() {
    return rules.book();
  }

  /** The last tick of the present connection; null before the first. */
  public ServerMessage.@Nullable Tick lastTick() {
    return pulse.tick();
  }

  /** The estimate of the server's time, ms. */
  public long serverNow(Moment now) {
    return clock.now(now);
  }

  /** Server time minus the wall clock, ms. */
  public long skewMs() {
    return clock.offsetMs();
  }

  /** Whether the estimate rests on an answer since the last start, suspend or clock change. */
  public boolean clockVerified() {
    return clock.verified();
  }

  /** Since when there is no connection, ms of server time; 0 while there is one. */
  public long offlineSinceMs() {
    return offlineSince;
  }

  /** When the next attempt is due, ms of the monotonic clock; 0 while none is. */
  public long retryAtMs() {
    return phase == Phase.WAITING ? retryAtMs : 0;
  }

  /** What went wrong last, for a person; null when nothing did since the last welcome. */
  public @Nullable String lastError() {
    return lastError;
  }

  /** Whether the disk refused the last write. */
  public boolean diskRefuses() {
    return diskRefuses;
  }

  /** The server node that answered; null before the first welcome. */
  public @Nullable String node() {
    return node;
  }
}
