package dev.offing.sync.session;

import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Booked;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.Committed;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Healing;
import dev.offing.sync.account.Incarnation;
import dev.offing.sync.account.Judge;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.Bounds;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.CommitFrame;
import dev.offing.sync.protocol.Position;
import dev.offing.sync.protocol.Proof;
import dev.offing.sync.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a server in one class: real judgement, real frames, no network and no store. One
 * account is enough for what a session can get wrong.
 */
final class TestServer {
  static final String ORIGIN = "ws://127.0.0.1:4080";
  static final String OTHER_DOOR = "ws://127.0.0.1:4081";

  final Codec codec = new Codec();
  final RandomGenerator random;
  final String serverId;
  String keyId;
  byte[] key = new byte[32];
  final Map<String, String> texts = new HashMap<>();
  final Map<String, Catalog> catalogs = new HashMap<>();
  World world;
  long now;
  @Nullable State state;
  Map<String, KnownIds.Known> ids = new HashMap<>();
  List<Booked> journal = new ArrayList<>();
  final List<Session> sessions = new ArrayList<>();

  TestServer(RandomGenerator random, long now) {
    this.random = random;
    this.now = now;
    this.serverId = hex(16);
    this.keyId = hex(16);
    random.nextBytes(key);
    Catalog first = publish(Lemonade.text());
    this.world = new World(hex(16), List.of(new World.Row(1, 0, first.hash())));
  }

  Catalog publish(String text) {
    Catalog catalog = Lemonade.read(text);
    texts.put(catalog.hash(), text);
    catalogs.put(catalog.hash(), catalog);
    return catalog;
  }

  /** A new catalog rules from {@code at}. */
  void changeCatalog(String text, long at) {
    Catalog catalog = publish(text);
    world = world.plus(List.of(new World.Row(world.seq() + 1, at, catalog.hash())));
  }

  /** An event of the catalog runs from {@code at}. */
  void announce(String event, long at, long forMs) {
    World.Event row = new World.Event(event, at + forMs);
    world = world.plus(List.of(new World.Row(world.seq() + 1, at, row)));
  }

  /** Makes an entry of its own, as soon as it can act. */
  void makes(Entry entry) {
    State here = Objects.requireNonNull(state);
    Entry ready = entry.actingAt(Math.max(now, here.core().asOf() + 1));
    Commit commit =
        new Commit(
            here.account(),
            here.at(),
            next(here),
            null,
            null,
            null,
            List.of(),
            List.of(ready),
            null,
            List.of(),
            world.seq());
    Committed made = here.commit(commit, rules());
    state = made.state();
    journal.add(new Booked(commit, made.journal()));
  }

  Rulebook rules() {
    return world.rulebook(catalogs::get);
  }

  private String hex(int bytes) {
    byte[] b = new byte[bytes];
    random.nextBytes(b);
    return HexFormat.of().formatHex(b);
  }

  /** What a server remembers, to be restored later. */
  record Memory(@Nullable State state, Map<String, KnownIds.Known> ids, List<Booked> journal) {
    static final Memory NONE = new Memory(null, Map.of(), List.of());
  }

  Memory backup() {
    return new Memory(state, Map.copyOf(ids), List.copyOf(journal));
  }

  void restore(Memory memory) {
    state = memory.state;
    ids = new HashMap<>(memory.ids);
    journal = new ArrayList<>(memory.journal);
    epochBroken = true;
    sessions.clear();
  }

  /** Its seals of before prove nothing any more. */
  void keyIsLost() {
    keyId = hex(16);
    key = new byte[32];
    random.nextBytes(key);
  }

  /** Another process of the store: the next commit opens a new epoch. */
  private boolean epochBroken;

  /** What a row turns into in the rules of this side. */
  UnaryOperator<Chained> reads = row -> row;

  /** One connection. */
  final class Session {
    private final String origin;
    final List<ServerMessage> out = new ArrayList<>();
    ClientMessage.@Nullable Hello hello;
    ServerMessage.@Nullable Challenge challenge;
    boolean ready;
    boolean closed;

    private Session(String origin) {
      this.origin = origin;
    }

    void handle(ClientMessage message) {
      // Everything passes the real codec, both ways.
      ClientMessage read = codec.decodeClient(codec.encode(message));
      if (closed) {
        return;
      }
      switch (read) {
        case ClientMessage.Hello h -> {
          hello = h;
          challenge = new ServerMessage.Challenge(serverId, hex(32), now);
          say(challenge);
        }
        case ClientMessage.Prove p -> proved(p);
        case ClientMessage.Push p -> pushed(p);
        case ClientMessage.Heal h -> healed(h);
        case ClientMessage.Snapshot() -> {
          if (state != null) {
            say(new ServerMessage.Snapshot(position(null, true)));
          }
        }
        case ClientMessage.Ping p -> say(new ServerMessage.Pong(p.t0(), now, now));
        case ClientMessage.Call c -> called(c);
        case ClientMessage.Join j ->
            say(
                new ServerMessage.Joined(
                    j.room(), "0123456789abcdef0123456789abcdef", 0, List.of(), false, List.of()));
        case ClientMessage.Leave l -> {}
        case ClientMessage.Say s -> {}
        case ClientMessage.InboxAck a -> {}
      }
    }

    void say(ServerMessage message) {
      if (!closed) {
        out.add(codec.decodeServer(codec.encode(message)));
      }
    }

    private void proved(ClientMessage.Prove p) {
      ClientMessage.Hello h = hello;
      ServerMessage.Challenge c = challenge;
      if (h == null || c == null) {
        throw new AssertionError("prove before hello");
      }
      challenge = null;
      byte[] signed = Proof.bytes(c, origin, h, p.checkpoint());
      if (!Proof.verifies(h.publicKey(), signed, p.signature())) {
        say(new ServerMessage.Failure("bad_proof", "The proof is not right."));
        return;
      }
      for (Session other : List.copyOf(sessions)) {
        if (other != this
            && other.hello != null
            && other.hello.incarnation().equals(h.incarnation())) {
          other.say(new ServerMessage.Failure("superseded", "opened elsewhere"));
          other.closed = true;
          sessions.remove(other);
        }
      }
      sessions.add(this);
      Checkpoint shown = p.checkpoint();
      boolean valid = shown != null && shown.verifies(key);
      State here = state;
      ready = true;
      if (here == null || (valid && !here.contains(shown.at()))) {
        welcome(valid ? ServerMessage.Mode.HEAL : ServerMessage.Mode.NEW, null);
        return;
      }
      Commit contact = commit(List.of(), null, null);
      boolean current = valid && shown.at().equals(contact.from());
      welcome(
          current ? ServerMessage.Mode.RESUME : ServerMessage.Mode.SNAPSHOT,
          position(current ? contact : null, !current));
      others(contact, "contact");
    }

    private void welcome(ServerMessage.Mode mode, @Nullable Position position) {
      say(
          new ServerMessage.Welcome(
              "s",
              "node-1",
              mode,
              position,
              new ServerMessage.WorldHead(world.epoch(), world.seq()),
              now,
              new ServerMessage.Limits(
                  Bounds.PUSH_MUTATIONS, Bounds.PUSH_BYTES, Bounds.FRAME_BYTES, 250),
              new ServerMessage.AwayReport(0, now, 0, Money.ZERO, new TreeMap<>()),
              List.of()));
    }

    /** The commit that a session's contact makes. */
    private Commit commit(List<Step> steps, @Nullable String inc, @Nullable String dev) {
      State here = Objects.requireNonNull(state);
      Commit c =
          new Commit(
              here.account(),
              here.at(),
              next(here),
              null,
              inc,
              dev,
              steps,
              List.of(),
              Math.max(now, here.core().asOf()),
              List.of(),
              world.seq());
      Committed made = here.commit(c, rules());
      state = made.state();
      epochBroken = false;
      journal.add(new Booked(c, made.journal()));
      return c;
    }

    private void healed(ClientMessage.Heal shown) {
      State here = state;
      boolean proved =
          shown.checkpoint().verifies(key)
              && shown.checkpoint().at().equals(shown.state().at())
              && shown.checkpoint().digest().equals(shown.state().digest());
      if (proved
          && Healing.judge(
                  here,
                  journal.reversed().iterator(),
                  shown.state(),
                  here == null ? now : Math.max(now, here.core().asOf()),
                  rules(),
                  hex(16),
                  world.seq())
              instanceof Healing.Ruling.Heals heals) {
        state = heals.after();
        epochBroken = false;
        journal.add(new Booked(heals.heal(), heals.journal()));
        heals.remembered().forEach(TestServer.this::remember);
        heals
            .forgotten()
            .forEach(gone -> {
              var m = gone.row().mutation();
              ids.remove(m.origin().incarnation() + "/" + m.id());
            });
      }
      say(new ServerMessage.Healed(position(null, true)));
    }

    private void pushed(ClientMessage.Push push) {
      ClientMessage.Hello h = Objects.requireNonNull(hello);
      Batch batch =
          new Batch(
              h.accountId(),
              h.publicKey(),
              h.incarnation(),
              push.base(),
              push.mutations().stream().map(reads).toList());
      State here = state;
      long serverNow = here == null ? now : Math.max(now, here.core().asOf());
      Verdict verdict =
          Judge.judge(
              here,
              batch,
              (inc, id) -> ids.get(inc + "/" + id),
              serverNow,
              rules(),
              next(here),
              world.seq());
      switch (verdict) {
        case Verdict.Commits made -> {
          state = made.after();
          epochBroken = false;
          journal.add(new Booked(made.commit(), made.journal()));
          made.remembered().forEach(TestServer.this::remember);
          say(
              new ServerMessage.Ack(
                  made.after().devices().lastSeq(h.incarnation()),
                  made.results(),
                  position(made.commit(), false)));
          others(made.commit(), "device");
        }
        case Verdict.Known known ->
            say(
                new ServerMessage.Ack(
                    Objects.requireNonNull(state).devices().lastSeq(h.incarnation()),
                    known.results(),
                    position(null, false)));
        case Verdict.Gap g -> say(new ServerMessage.Gap(g.lastSeq(), g.lastHash()));
        case Verdict.StaleEpoch() -> say(new ServerMessage.StaleEpoch());
        case Verdict.Unlinked() -> say(new ServerMessage.Failure("unlinked", "not listed"));
        case Verdict.Wait w -> say(new ServerMessage.RetryAfter(Math.max(50, w.atMs() - now)));
      }
    }

    private void others(Commit commit, String cause) {
      for (Session s : sessions) {
        if (s != this && s.ready && !s.closed) {
          Position p = s.position(commit, false);
          s.say(
              new ServerMessage.Update(
                  new Position(
                      p.from(),
                      p.to(),
                      p.digest(),
                      p.checkpoint(),
                      p.lastSeq(),
                      p.lastHash(),
                      p.worldSeq(),
                      CommitFrame.of(commit, false),
                      null),
                  cause));
        }
      }
    }

    private Position position(@Nullable Commit commit, boolean whole) {
      State here = Objects.requireNonNull(state);
      Checkpoint seal = Checkpoint.seal(here, keyId, key, serverId);
      Incarnation own = here.devices().find(Objects.requireNonNull(hello).incarnation());
      return new Position(
          commit == null ? here.at() : commit.from(),
          here.at(),
          seal.digest(),
          seal,
          own == null ? 0 : own.lastSeq(),
          own == null ? "" : own.lastHash(),
          world.seq(),
          commit == null ? null : CommitFrame.of(commit, true),
          whole ? here : null);
    }

    private void called(ClientMessage.Call c) {
      switch (c.action()) {
        case Calls.WORLD -> {
          long since = codec.fromTree(c.params(), Calls.WorldParams.class).since();
          say(
              new ServerMessage.Reply(
                  c.id(),
                  codec.toTree(
                      new Calls.WorldResult(
                          world.epoch(), world.rows().subList((int) since, world.rows().size()))),
                  null));
        }
        case Calls.CATALOG -> {
          String hash = codec.fromTree(c.params(), Calls.CatalogParams.class).hash();
          String text = texts.get(hash);
          say(
              new ServerMessage.Reply(
                  c.id(),
                  codec.toTree(new Calls.CatalogResult(hash, Objects.requireNonNull(text))),
                  null));
        }
        default ->
            say(
                new ServerMessage.Reply(
                    c.id(),
                    null,
                    new ServerMessage.CallError("unknown_action", "no such action", null)));
      }
    }

    void tick() {
      State here = state;
      if (ready && here != null) {
        long t = Math.max(now, here.core().asOf());
        var advanced = Economy.advance(here.core(), t, here.reads(rules()));
        say(
            new ServerMessage.Tick(
                here.at().epoch(),
                here.at().version(),
                advanced.state().purse(),
                Economy.rate(advanced.state(), here.reads(rules())).perMs(),
                here.contact().contactUntil(Economy.capMs(advanced.state(), rules().at(t)))));
      }
    }
  }

  private void remember(Verdict.Remembered r) {
    var m = r.row().mutation();
    ids.put(
        m.origin().incarnation() + "/" + m.id(), new KnownIds.Known(m.payloadHash(), r.result()));
  }

  private EpochVersion next(@Nullable State here) {
    if (here == null || epochBroken) {
      return new EpochVersion(hex(16), here == null ? 1 : here.at().version() + 1);
    }
    return new EpochVersion(here.at().epoch(), here.at().version() + 1);
  }

  Session accept() {
    return accept(ORIGIN);
  }

  Session accept(String origin) {
    return new Session(origin);
  }
}
