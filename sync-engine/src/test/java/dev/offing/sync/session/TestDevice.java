package dev.offing.sync.session;

import dev.offing.sync.account.Play;
import dev.offing.sync.account.State;
import dev.offing.sync.clock.Moment;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.ledger.Identity;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.ledger.MemoryLedger;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A session with its ledger and its clocks, on a wire that breaks on command. */
final class TestDevice {
  final TestServer server;
  final RandomGenerator random;
  MemoryLedger ledger;
  SyncSession session;

  /** The wall clock is wrong by this, ms. */
  long skew;

  /** The monotonic clock stood still for this, ms. */
  long slept;

  boolean online = true;

  /** Doors that do not open, and those that were tried. */
  final Set<URI> shut = new HashSet<>();

  final List<URI> dialled = new ArrayList<>();

  /** Frames from the server that are lost, after the server has done its part. */
  Predicate<ServerMessage> lost = m -> false;

  final List<SyncEvent> told = new ArrayList<>();
  Consumer<ClientMessage> onSend = _ -> {};
  final List<ClientMessage> sent = new ArrayList<>();
  final List<ServerMessage.Reply> answers = new ArrayList<>();
  private final Deque<Runnable> todo = new ArrayDeque<>();
  TestServer.@Nullable Session wire;
  private long wireNumber;

  TestDevice(TestServer server, RandomGenerator random) {
    this(server, random, new MemoryLedger(newIdentity(random)));
  }

  TestDevice(TestServer server, RandomGenerator random, MemoryLedger ledger) {
    this.server = server;
    this.random = random;
    this.ledger = ledger;
    this.session = open();
  }

  static Identity newIdentity(RandomGenerator random) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      String publicKey = Proof.publicKeyHex(pair.getPublic());
      byte[] incarnation = new byte[16];
      random.nextBytes(incarnation);
      return new Identity(
          State.accountOf(publicKey),
          publicKey,
          pair.getPrivate(),
          HexFormat.of().formatHex(incarnation));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private SyncSession open() {
    return new SyncSession(
        ledger,
        ledger.load(),
        CatalogReader::read,
        Lemonade.catalog(),
        new Codec(),
        random,
        "test/1",
        now());
  }

  /** The program dies, and is told of nothing any more, and starts again on the same file. */
  void restart() {
    breakWire();
    todo.clear();
    session = open();
  }

  Moment now() {
    return new Moment(server.now + skew, server.now - slept);
  }

  // ---- play -----------------------------------------------------------------------------------

  Submission buy(String what, int count) {
    return submit(command(what, count)).getFirst();
  }

  Command command(String what, int count) {
    Play play = session.predicted(now());
    Money price =
        Economy.price(session.rulebook().at(session.serverNow(now())), play.core(), what, count);
    return Command.buy(what, count, play.core().run(), price);
  }

  List<Submission> submit(Command... commands) {
    SyncSession.Submitted made = session.submit(List.of(commands), now());
    apply(made.effects());
    pump();
    return made.submissions();
  }

  /** The purse as the device expects it now. */
  Money purse() {
    Play play = session.predicted(now());
    long t = Math.max(session.serverNow(now()), play.core().asOf());
    return Economy.advance(
            play.core(), t, new Timeline(session.rulebook(), play.contact(), play.entries()))
        .state()
        .purse();
  }

  // ---- wire -----------------------------------------------------------------------------------

  void connect() {
    online = true;
    step(new Event.Target(List.of(URI.create(TestServer.ORIGIN))));
    step(new Event.Connect());
    pump();
  }

  /** The connection breaks; nothing in flight arrives any more. */
  void cut() {
    if (breakWire()) {
      step(new Event.Lost(wireNumber, "cut"));
    }
  }

  private boolean breakWire() {
    TestServer.Session old = wire;
    if (old == null) {
      return false;
    }
    old.closed = true;
    server.sessions.remove(old);
    old.out.clear();
    wire = null;
    return true;
  }

  void offline() {
    online = false;
    cut();
    pump();
  }

  void arrive(ServerMessage message) {
    step(new Event.Arrived(wireNumber, message));
  }

  void garble(String why) {
    step(new Event.Garbled(wireNumber, why));
  }

  void step(Event event) {
    apply(session.step(event, now()));
  }

  void wake() {
    step(new Event.Wake());
    pump();
  }

  /** Time passes for everybody; the device is woken when it wants to be. */
  void pass(long ms) {
    long end = server.now + ms;
    while (true) {
      long wanted = session.wakeAtMs().orElse(Long.MAX_VALUE);
      long at =
          wanted == Long.MAX_VALUE ? end : Math.min(end, Math.max(server.now, wanted + slept));
      server.now = at;
      wake();
      if (at >= end) {
        return;
      }
      if (session.wakeAtMs().orElse(Long.MAX_VALUE) + slept <= at) {
        server.now++; // never spin at one moment
      }
    }
  }

  private void apply(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Dial d -> {
          wireNumber = d.connection();
          dialled.add(d.server());
          if (online && !shut.contains(d.server())) {
            TestServer.Session fresh = server.accept(d.server().toString());
            wire = fresh;
            todo.add(() -> step(new Event.Opened(d.connection())));
          } else {
            todo.add(() -> step(new Event.Lost(d.connection(), "no network")));
          }
        }
        case Effect.Send s -> {
          sent.add(s.message());
          onSend.accept(s.message());
          TestServer.Session to = wire;
          if (to != null && s.connection() == wireNumber) {
            to.handle(s.message());
          }
        }
        case Effect.Hang h -> {
          TestServer.Session old = wire;
          if (old != null && h.connection() == wireNumber) {
            old.closed = true;
            server.sessions.remove(old);
            wire = null;
          }
        }
        case Effect.Tell t -> told.add(t.event());
        case Effect.Answer a -> answers.add(a.reply());
        case Effect.Then t -> step(t.event());
      }
    }
  }

  /** Delivers what is on the wire until nothing is. */
  void pump() {
    for (int i = 0; i < 10_000; i++) {
      Runnable next = todo.poll();
      if (next != null) {
        next.run();
        continue;
      }
      TestServer.Session from = wire;
      if (from == null || from.out.isEmpty()) {
        return;
      }
      long number = wireNumber;
      ServerMessage message = from.out.removeFirst();
      if (!lost.test(message)) {
        step(new Event.Arrived(number, message));
      }
    }
    throw new AssertionError("the device and the server talk without end");
  }

  // ---- checks ---------------------------------------------------------------------------------

  /** Invariant 9: a pending mutation, its outbox row and its entry are there together. */
  void checkDisk() {
    if (ledger.outbox().size() != session.outbox().size()) {
      throw new AssertionError("outbox on disk and in memory differ");
    }
    long seq = ledger.acked().seq();
    for (int i = 0; i < ledger.outbox().size(); i++) {
      var row = ledger.outbox().get(i);
      if (row.seq() != ++seq) {
        throw new AssertionError("the outbox has a hole before " + row.seq());
      }
      if (!row.equals(session.outbox().get(i).row())) {
        throw new AssertionError("rows on disk and in memory differ");
      }
      String id = row.mutation().id();
      if (ledger.journal().values().stream().filter(r -> id.equals(r.mutationId())).count() != 1) {
        throw new AssertionError("no entry, or two, for " + id);
      }
    }
  }

  /** The rows that will not change any more sum to the confirmed purse. */
  Money booked() {
    Money sum = Money.ZERO;
    for (var row : ledger.journal().values()) {
      switch (row.status()) {
        case CONFIRMED, REFUSED, FORGOTTEN -> sum = sum.plus(row.earned()).plus(row.moved());
        case PREDICTED, PREDICTED_REFUSED -> {}
      }
    }
    return sum;
  }

  State confirmed() {
    return Objects.requireNonNull(session.confirmed()).state();
  }

  boolean diskRefuses(Command command) {
    try {
      submit(command);
      return false;
    } catch (LedgerException e) {
      return true;
    }
  }
}
