package dev.offing.sync.protocol;

import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Forgotten;
import dev.offing.sync.account.Healing;
import dev.offing.sync.account.Incarnation;
import dev.offing.sync.account.Judge;
import dev.offing.sync.account.KnownIds;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Canonical;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The story that docs/protocol/examples tells: one game from its first purchase to a server that
 * forgot. Everything in it is real, made by the real account machine: hashes chain, seals verify,
 * signatures are good, digests are those of the states. Keys and ids are fixed.
 */
final class Story {
  /** 2025-11-24T16:00:00Z. */
  static final long T = 1_764_000_000_000L;

  static final String ORIGIN = "ws://127.0.0.1:4080";

  /** The key of all checkpoints: 00 01 02 ... 1f. */
  static final byte[] KEY = new byte[32];

  static {
    for (int i = 0; i < KEY.length; i++) {
      KEY[i] = (byte) i;
    }
  }

  private static final String SERVER_ID = id("server").substring(0, 32);
  private static final String KEY_ID = id("key file").substring(0, 32);
  private static final String FIRST_EPOCH = id("first epoch").substring(0, 32);
  private static final String SECOND_EPOCH = id("second epoch").substring(0, 32);
  private static final String THIRD_EPOCH = id("third epoch").substring(0, 32);
  private static final String WORLD_EPOCH = id("world").substring(0, 32);
  private static final String ROOM_EPOCH = id("room").substring(0, 32);
  private static final String OTHER_ROOM_EPOCH = id("room-2").substring(0, 32);
  private static final String NODE = "node-1";
  private static final String ROOM = "port:lobby";
  private static final String MARKET = "market:sugar";

  private final Codec codec = new Codec();
  private final Map<String, Object> frames = new LinkedHashMap<>();
  private final Map<String, KnownIds.Known> known = new HashMap<>();
  private final KeyPair device = deviceKey();
  private final String publicKey = Proof.publicKeyHex(device.getPublic());
  private final String account = State.accountOf(publicKey);
  private final String catalogText = lemonade();
  private final Catalog catalog = catalog(catalogText);
  private final Rulebook rules = Rulebook.of(catalog);
  private final Line first = new Line(id("first life").substring(0, 32), "first");
  private @Nullable State state;

  /** One life of the local database. */
  private final class Line {
    final String incarnation;
    final String writer;
    String hash;
    long seq;

    Line(String incarnation, String writer) {
      this.incarnation = incarnation;
      this.writer = writer;
      this.hash = Chained.genesis(account, incarnation);
    }

    Chained does(Command command, long at) {
      String id =
          UuidV7.of(
              at, seq + 1, Long.parseUnsignedLong(Story.id(writer + seq).substring(0, 16), 16));
      return carry(new Mutation(id, new Origin(incarnation, seq + 1), at, command, catalog.hash()));
    }

    Chained carry(Mutation mutation) {
      Chained row = Chained.link(hash, mutation, seq + 1);
      hash = row.hash();
      seq = row.seq();
      return row;
    }
  }

  /** All frames, by the name of their file. */
  static Map<String, Object> frames() {
    Story story = new Story();
    story.tell();
    return story.frames;
  }

  private void tell() {
    Chained one = firstPurchase();
    copiedFile(one);
    forgottenIds(one);
    anotherLifeOfRedis();
    anotherDevice();
    worldAndCalls();
    rooms();
    rest();
  }

  /** Hello, challenge, prove, welcome, push, ack: the first purchase of a new game. */
  private Chained firstPurchase() {
    ClientMessage.Hello hello = hello("first hello", null, first);
    ServerMessage.Challenge challenge = challenge("first nonce", T + 350);
    put("client-hello-first", hello);
    put("server-challenge", challenge);
    put("client-prove-first", prove(challenge, hello, null));
    put("server-welcome-new", welcome(ServerMessage.Mode.NEW, null, T + 390));
    Chained one = first.does(Command.buy("stand", 1, 0, Money.of(100)), T);
    put("client-push-first", new ClientMessage.Push(null, 0, List.of(one)));
    put("server-ack-first", ack(first, T + 400, one));
    return one;
  }

  /** A copied profile: both play on, the later one meets a gap, forks, and is told again. */
  private void copiedFile(Chained one) {
    Line copy = new Line(first.incarnation, "copy");
    copy.carry(one.mutation());
    Checkpoint shown = seal();
    ClientMessage.Hello hello = hello("second hello", SERVER_ID, copy);
    ServerMessage.Challenge challenge = challenge("second nonce", T + 59_900);
    put("client-hello-again", hello);
    put("client-prove-again", prove(challenge, hello, shown));
    Commit contact = contact(T + 59_950, FIRST_EPOCH);
    put(
        "server-welcome-resume",
        welcome(
            ServerMessage.Mode.RESUME,
            position(contact, copy, CommitFrame.of(contact, true), false),
            T + 59_950));
    EpochVersion base = state().at();
    Chained taken = copy.does(Command.buy("stand", 1, 0, Money.of(107)), T + 60_000);
    put("client-push", new ClientMessage.Push(base, 1, List.of(taken)));
    put("server-ack", ack(copy, T + 60_020, taken));
    put("server-tick", tick(T + 60_250));

    Chained late = first.does(Command.buy("stand", 1, 0, Money.of(107)), T + 50_000);
    Chained next = first.does(Command.buy("stand", 2, 0, Money.of(238)), T + 55_000);
    put("client-push-of-a-copy", new ClientMessage.Push(base, 1, List.of(late, next)));
    Verdict.Gap gap = (Verdict.Gap) judge(first, T + 61_000, late, next);
    put("server-gap", new ServerMessage.Gap(gap.lastSeq(), gap.lastHash()));
    Line fork = new Line(id("fork").substring(0, 32), "fork");
    Chained[] rows = {fork.carry(late.mutation()), fork.carry(next.mutation())};
    put("client-push-of-a-fork", new ClientMessage.Push(state().at(), 0, List.of(rows)));
    put("server-ack-of-a-fork", ack(fork, T + 62_000, rows));
    Commit seen = Objects.requireNonNull(last);
    put(
        "server-update-device",
        new ServerMessage.Update(
            position(seen, copy, CommitFrame.of(seen, false), false), "device"));
    Verdict.Known again = (Verdict.Known) judge(fork, T + 63_000, rows);
    put(
        "server-ack-again",
        new ServerMessage.Ack(fork.seq, again.results(), position(null, fork, null, false)));
  }

  /** Long afterwards the oldest id is gone from the id store: it is never executed again. */
  private void forgottenIds(Chained one) {
    known.remove(key(one.mutation()));
    State here = state();
    Commit forgets =
        new Commit(
            account,
            here.at(),
            new EpochVersion(FIRST_EPOCH, here.at().version() + 1),
            null,
            null,
            null,
            List.of(),
            List.of(),
            T + 70_000,
            List.of(new Forgotten(first.incarnation, 1, 0)),
            1);
    commit(forgets);
    put(
        "server-update-contact",
        new ServerMessage.Update(
            position(forgets, first, CommitFrame.of(forgets, false), false), "contact"));
    Line restored = new Line(id("restored").substring(0, 32), "restored");
    Chained old = restored.carry(one.mutation());
    put("server-ack-forgotten", ack(restored, T + 71_000, old));
  }

  /** Redis began another life: the epoch is closed, the state goes whole; then a server forgets. */
  private void anotherLifeOfRedis() {
    contact(T + 80_000, SECOND_EPOCH);
    put(
        "server-welcome-snapshot",
        welcome(ServerMessage.Mode.SNAPSHOT, position(null, first, null, true), T + 80_000));
    put("client-snapshot", new ClientMessage.Snapshot());
    put("server-snapshot", new ServerMessage.Snapshot(position(null, first, null, true)));
    put("server-stale-epoch", new ServerMessage.StaleEpoch());
    put("server-welcome-heal", welcome(ServerMessage.Mode.HEAL, null, T + 90_000));
    put("client-heal", new ClientMessage.Heal(state(), seal()));
    Healing.Ruling.Heals heals =
        (Healing.Ruling.Heals)
            Healing.judge(
                null, Collections.emptyIterator(), state(), T + 90_000, rules, THIRD_EPOCH, 1);
    state = heals.after();
    put("server-healed", new ServerMessage.Healed(position(null, first, null, true)));
    put("server-gap-removed", new ServerMessage.Gap(-1, ""));
  }

  /** A tablet is linked by a code that the first device shows. */
  private void anotherDevice() {
    String tablet = id("tablet's key");
    ClientMessage.Hello hello =
        new ClientMessage.Hello(
            1,
            "offing/0.1.0",
            1,
            null,
            State.accountOf(tablet),
            id("tablet").substring(0, 32),
            tablet,
            id("tablet's nonce"),
            true);
    call("link-code", "4", Calls.LINK_CODE, new Calls.Nothing());
    reply("link-code", "4", new Calls.LinkCodeResult("7Q4MX0GB", T + 400_000));
    put("client-hello-link", hello);
    put("server-welcome-link", welcome(ServerMessage.Mode.LINK, null, T + 110_000));
    call(
        "link-claim",
        "link-1",
        Calls.LINK_CLAIM,
        new Calls.LinkClaimParams("7q4m-xogb", "tablet", null));
    reply("link-claim-waiting", "link-1", new Calls.LinkClaimResult(null));
    call("link-claimant", "5", Calls.LINK_CLAIMANT, new Calls.Nothing());
    reply("link-claimant", "5", new Calls.LinkClaimantResult(tablet, "tablet"));
    call("link-answer", "6", Calls.LINK_ANSWER, new Calls.LinkAnswerParams(tablet, true));
    State here = state();
    Commit linked =
        new Commit(
            account,
            here.at(),
            new EpochVersion(here.at().epoch(), here.at().version() + 1),
            null,
            null,
            publicKey,
            List.of(),
            List.of(),
            T + 120_000,
            List.of(),
            1,
            new DeviceChange.Linked(tablet, "tablet", T + 120_000));
    commit(linked);
    put(
        "server-update-devices",
        new ServerMessage.Update(
            position(linked, first, CommitFrame.of(linked, false), false), "devices"));
    reply("link-answer", "6", new Calls.Nothing());
    reply("link-claim", "link-2", new Calls.LinkClaimResult(account));
    call("revoke", "7", Calls.REVOKE, new Calls.RevokeParams(tablet));
    String paper = id("recovery key");
    call("recovery", "8", Calls.RECOVERY, new Calls.RecoveryParams(paper));
    call(
        "recover",
        "link-1",
        Calls.RECOVER,
        new Calls.RecoverParams(paper, id("half").repeat(2), "new laptop", null));
  }

  private void call(String name, String id, String action, Object params) {
    put("client-call-" + name, new ClientMessage.Call(id, action, 1, codec.toTree(params)));
  }

  private void reply(String name, String id, Object result) {
    put("server-reply-" + name, new ServerMessage.Reply(id, codec.toTree(result), null));
  }

  private void worldAndCalls() {
    World.Row row = new World.Row(1, T - 86_400_000, catalog.hash());
    put("server-world", new ServerMessage.WorldRows(WORLD_EPOCH, List.of(row)));
    put(
        "client-call-world",
        new ClientMessage.Call("1", Calls.WORLD, 1, codec.toTree(new Calls.WorldParams(0))));
    put(
        "server-reply-world",
        new ServerMessage.Reply(
            "1", codec.toTree(new Calls.WorldResult(WORLD_EPOCH, List.of(row))), null));
    put(
        "client-call-catalog",
        new ClientMessage.Call(
            "2", Calls.CATALOG, 1, codec.toTree(new Calls.CatalogParams(catalog.hash()))));
    put(
        "server-reply-catalog",
        new ServerMessage.Reply(
            "2", codec.toTree(new Calls.CatalogResult(catalog.hash(), catalogText)), null));
    put(
        "server-reply-error",
        new ServerMessage.Reply(
            "3",
            null,
            new ServerMessage.CallError(
                "unknown_action", "there is no action 'wrold'; there are [catalog, world]", null)));
  }

  private void rooms() {
    String me = account.substring(0, 8);
    ServerMessage.RoomEvent hello =
        new ServerMessage.RoomEvent(1, T + 1_000, "5eafa12e", "a1", "Anybody here?");
    ServerMessage.RoomEvent mine =
        new ServerMessage.RoomEvent(2, T + 4_000, me, "7c20-1", "Two stands already \ud83c\udf4b");
    List<ServerMessage.Member> roster =
        List.of(new ServerMessage.Member("5eafa12e", 1), new ServerMessage.Member(me, 2));
    put("client-join", new ClientMessage.Join(ROOM, null));
    put("client-join-since", new ClientMessage.Join(ROOM, new RoomPoint(ROOM_EPOCH, 1)));
    put(
        "server-joined",
        new ServerMessage.Joined(ROOM, ROOM_EPOCH, 1, List.of(hello), false, roster));
    put(
        "server-joined-paused",
        new ServerMessage.Joined(
            ROOM, OTHER_ROOM_EPOCH, 1, List.of(), true, roster.subList(1, 2), true, null));
    put("client-say", new ClientMessage.Say(ROOM, mine.clientId(), mine.text()));
    put("server-room", new ServerMessage.Room(ROOM, ROOM_EPOCH, mine));
    put("server-presence", new ServerMessage.Presence(ROOM, roster.subList(1, 2)));
    put("client-leave", new ClientMessage.Leave(ROOM));
    put(
        "server-error-muted",
        new ServerMessage.Failure(
            "muted",
            "You are muted in port:lobby for another 9 min. Nobody heard this line.",
            ROOM,
            "7c20-2"));
    put(
        "server-joined-market",
        new ServerMessage.Joined(
            MARKET,
            OTHER_ROOM_EPOCH,
            7_000_000_002L,
            List.of(
                new ServerMessage.RoomEvent(7_000_000_001L, 1_750_000_000_250L, "", "", "1240"),
                new ServerMessage.RoomEvent(7_000_000_002L, 1_750_000_000_500L, "", "", "1243")),
            false,
            List.of(),
            null,
            true));
  }

  private void rest() {
    put("client-ping", new ClientMessage.Ping(73_201));
    put("server-pong", new ServerMessage.Pong(73_201, T + 60_100, T + 60_100));
    put("client-inbox-ack", new ClientMessage.InboxAck(List.of("notice-1")));
    put("server-welcome-upgrade", welcome(ServerMessage.Mode.UPGRADE, null, T));
    put("server-retry-after", new ServerMessage.RetryAfter(500));
    put(
        "server-inbox",
        new ServerMessage.Inbox(
            List.of(
                new ServerMessage.Notice(
                    "welcome:" + account,
                    T + 90_000,
                    "welcome",
                    "The stand is yours. It sells also while you are away."),
                new ServerMessage.Notice(
                    "gift:0197",
                    T + 91_000,
                    "gift",
                    "Another player, 5c0ffee5, sent you a gift.",
                    Money.of(2_500)))));
    put("server-drain", new ServerMessage.Drain(1_730));
    put(
        "server-error",
        new ServerMessage.Failure("malformed", "mutations[0].at: must be a whole number"));
  }

  // ---- the server -----------------------------------------------------------------------------

  private @Nullable Commit last;

  private Verdict judge(Line line, long now, Chained... rows) {
    State here = state;
    EpochVersion base = here == null ? null : here.at();
    return Judge.judge(
        here,
        new Batch(account, publicKey, line.incarnation, base, List.of(rows)),
        (origin, id) -> known.get(origin + "/" + id),
        now,
        rules,
        new EpochVersion(FIRST_EPOCH, base == null ? 1 : base.version() + 1),
        1);
  }

  private ServerMessage.Ack ack(Line line, long now, Chained... rows) {
    Verdict.Commits made = (Verdict.Commits) judge(line, now, rows);
    state = made.after();
    last = made.commit();
    for (Verdict.Remembered r : made.remembered()) {
      Mutation m = r.row().mutation();
      known.put(key(m), new KnownIds.Known(m.payloadHash(), r.result()));
    }
    List<Result> results = made.results();
    CommitFrame frame = CommitFrame.of(made.commit(), true);
    return new ServerMessage.Ack(line.seq, results, position(made.commit(), line, frame, false));
  }

  private Commit contact(long now, String epoch) {
    State here = state();
    Commit contact =
        new Commit(
            account,
            here.at(),
            new EpochVersion(epoch, here.at().version() + 1),
            null,
            null,
            null,
            List.of(),
            List.of(),
            now,
            List.of(),
            1);
    commit(contact);
    return contact;
  }

  private void commit(Commit commit) {
    state = state().commit(commit, rules).state();
    last = commit;
  }

  private State state() {
    return Objects.requireNonNull(state);
  }

  private Checkpoint seal() {
    return Checkpoint.seal(state(), KEY_ID, KEY, SERVER_ID);
  }

  private Position position(
      @Nullable Commit commit, Line line, @Nullable CommitFrame frame, boolean whole) {
    State here = state();
    Incarnation own = here.devices().find(line.incarnation);
    return new Position(
        commit == null ? here.at() : commit.from(),
        here.at(),
        here.digest(),
        seal(),
        own == null ? 0 : own.lastSeq(),
        own == null ? Chained.genesis(account, line.incarnation) : own.lastHash(),
        1,
        frame,
        whole ? here : null);
  }

  private ServerMessage.Tick tick(long now) {
    State here = state();
    EconomyState core = Economy.advance(here.core(), now, here.reads(rules)).state();
    return new ServerMessage.Tick(
        here.at().epoch(),
        here.at().version(),
        core.purse(),
        Economy.rate(core, here.reads(rules)).perMs(),
        here.contact().contactUntil(Economy.capMs(core, catalog)));
  }

  private ServerMessage.Welcome welcome(
      ServerMessage.Mode mode, @Nullable Position position, long now) {
    ServerMessage.AwayReport report =
        mode == ServerMessage.Mode.SNAPSHOT
            ? new ServerMessage.AwayReport(
                T + 71_000,
                T + 80_000,
                9_000,
                Money.of(36_000),
                new TreeMap<>(Map.of("stand", Money.of(36_000))))
            : null;
    List<ServerMessage.Notice> inbox =
        mode == ServerMessage.Mode.SNAPSHOT
            ? List.of(
                new ServerMessage.Notice(
                    "notice-1", T + 75_000, "world", "The lemons are cheaper tomorrow."))
            : List.of();
    return new ServerMessage.Welcome(
        NODE + "-17",
        NODE,
        mode,
        position,
        new ServerMessage.WorldHead(WORLD_EPOCH, 1),
        now,
        new ServerMessage.Limits(Bounds.PUSH_MUTATIONS, Bounds.PUSH_BYTES, Bounds.FRAME_BYTES, 250),
        report,
        inbox);
  }

  // ---- the handshake --------------------------------------------------------------------------

  private ClientMessage.Hello hello(String nonce, @Nullable String serverId, Line line) {
    return new ClientMessage.Hello(
        1, "offing/0.1.0", 1, serverId, account, line.incarnation, publicKey, id(nonce));
  }

  private static ServerMessage.Challenge challenge(String nonce, long now) {
    return new ServerMessage.Challenge(SERVER_ID, id(nonce), now);
  }

  private ClientMessage.Prove prove(
      ServerMessage.Challenge challenge,
      ClientMessage.Hello hello,
      @Nullable Checkpoint checkpoint) {
    byte[] signed = Proof.bytes(challenge, ORIGIN, hello, checkpoint);
    return new ClientMessage.Prove(Proof.sign(device.getPrivate(), signed), checkpoint);
  }

  /** The key pair whose private half is 32 bytes of 07. */
  static KeyPair deviceKey() {
    SecureRandom sevens =
        new SecureRandom() {
          private static final long serialVersionUID = 1;

          @Override
          public void nextBytes(byte[] bytes) {
            java.util.Arrays.fill(bytes, (byte) 7);
          }
        };
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, sevens);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  // ---- texts ----------------------------------------------------------------------------------

  private void put(String name, Object frame) {
    if (frames.put(name, frame) != null) {
      throw new AssertionError("two frames are " + name);
    }
  }

  private static String key(Mutation m) {
    return m.origin().incarnation() + "/" + m.id();
  }

  private static String id(String name) {
    return Canonical.of(name).sha256();
  }

  private static Catalog catalog(String text) {
    try {
      return CatalogReader.read("lemonade.json", text.getBytes(StandardCharsets.UTF_8));
    } catch (CatalogException e) {
      throw new AssertionError(e);
    }
  }

  private static String lemonade() {
    try (InputStream in =
        Objects.requireNonNull(Story.class.getResourceAsStream("/dev/offing/sync/lemonade.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
