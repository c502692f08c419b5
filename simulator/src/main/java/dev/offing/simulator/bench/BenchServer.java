package dev.offing.simulator.bench;

import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Incarnation;
import dev.offing.sync.account.Journal;
import dev.offing.sync.account.Judge;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.protocol.Bounds;
import dev.offing.sync.protocol.Calls;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Codec;
import dev.offing.sync.protocol.CommitFrame;
import dev.offing.sync.protocol.Position;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.transport.Transport;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Just enough of a server to bring an engine to the point where a figure is taken: the real
 * judgement and the real frames, for one account, in the caller's thread. Frames wait until {@link
 * #run}. It checks no proof and leaves pushes unanswered once it was told to. Not thread-safe.
 */
final class BenchServer implements Transport {

  static final URI ADDRESS = URI.create("ws://127.0.0.1:1");

  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String NONCE = ID + ID;
  private static final byte[] KEY = new byte[32];
  private static final Money GIFT = Money.of(1_000);

  private final Codec codec = new Codec();
  private final BenchClock clock;
  private final World world;
  private final Rulebook rules;
  private final Queue<ClientMessage> received = new ArrayDeque<>();
  private boolean answersPushes = true;
  private @Nullable Listener client;
  private ClientMessage.@Nullable Hello hello;
  private @Nullable State state;
  private int gifts;

  BenchServer(BenchClock clock, Catalog catalog) {
    this.clock = clock;
    world = new World(ID, List.of(new World.Row(1, 0, catalog.hash())));
    rules = Rulebook.of(catalog);
  }

  @Override
  public Wire dial(URI server, Listener listener) {
    client = listener;
    return new Wire() {
      @Override
      public void send(String frame) {
        received.add(codec.decodeClient(frame));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}

  /** Opens the connection that was dialled and answers until nothing is left to say. */
  void run() {
    client().opened();
    answerAll();
  }

  /** From now on the outbox of the client only grows. */
  void leavePushesUnanswered() {
    answersPushes = false;
  }

  /**
   * The frame that tells of a gift which came before everything in the client's outbox, so that
   * each of its predictions changes.
   */
  String giftAtTheStart() {
    State here = state();
    gifts++;
    Entry entry =
        new Entry(
            Journal.entryId("bench/" + gifts),
            here.core().asOf() + gifts,
            "bench/" + gifts,
            List.of(new Posting(Posting.MINT, GIFT.negated()), new Posting(Posting.PURSE, GIFT)));
    Commit commit = commit(List.of(entry));
    return codec.encode(
        new ServerMessage.Update(position(CommitFrame.of(commit, false)), "server"));
  }

  /** Hands the client a frame, as its connection would. */
  void deliver(String frame) {
    client().frame(frame);
  }

  private void answerAll() {
    for (ClientMessage next = received.poll(); next != null; next = received.poll()) {
      answer(next);
    }
  }

  private void answer(ClientMessage message) {
    switch (message) {
      case ClientMessage.Hello h -> {
        hello = h;
        say(new ServerMessage.Challenge(ID, NONCE, clock.nowMs()));
      }
      case ClientMessage.Prove p -> welcome();
      case ClientMessage.Push p -> {
        if (answersPushes) {
          pushed(p);
        }
      }
      case ClientMessage.Call c ->
          say(
              new ServerMessage.Reply(
                  c.id(), codec.toTree(new Calls.WorldResult(ID, world.rows())), null));
      case ClientMessage.Ping p ->
          say(new ServerMessage.Pong(p.t0(), clock.nowMs(), clock.nowMs()));
      default -> throw new IllegalStateException("unexpected: " + message);
    }
  }

  private void welcome() {
    boolean known = state != null;
    say(
        new ServerMessage.Welcome(
            "bench",
            "bench",
            known ? ServerMessage.Mode.RESUME : ServerMessage.Mode.NEW,
            known ? position(CommitFrame.of(commit(List.of()), false)) : null,
            new ServerMessage.WorldHead(ID, world.seq()),
            clock.nowMs(),
            new ServerMessage.Limits(
                Bounds.PUSH_MUTATIONS, Bounds.PUSH_BYTES, Bounds.FRAME_BYTES, 250),
            null,
            List.of()));
  }

  private void pushed(ClientMessage.Push push) {
    ClientMessage.Hello h = Objects.requireNonNull(hello);
    State before = state;
    Batch batch =
        new Batch(h.accountId(), h.publicKey(), h.incarnation(), push.base(), push.mutations());
    EpochVersion to = new EpochVersion(ID, before == null ? 1 : before.at().version() + 1);
    Verdict verdict =
        Judge.judge(before, batch, (origin, id) -> null, clock.nowMs(), rules, to, world.seq());
    if (!(verdict instanceof Verdict.Commits made)) {
      throw new IllegalStateException("unexpected: " + verdict);
    }
    state = made.after();
    say(
        new ServerMessage.Ack(
            push.mutations().getLast().seq(),
            made.results(),
            position(CommitFrame.of(made.commit(), true))));
  }

  private Commit commit(List<Entry> entries) {
    State here = state();
    Commit commit =
        new Commit(
            here.account(),
            here.at(),
            new EpochVersion(ID, here.at().version() + 1),
            null,
            null,
            null,
            List.of(),
            entries,
            Math.max(clock.nowMs(), here.core().asOf()),
            List.of(),
            world.seq());
    state = here.commit(commit, rules).state();
    return commit;
  }

  private Position position(CommitFrame commit) {
    State here = state();
    Checkpoint seal = Checkpoint.seal(here, ID, KEY, ID);
    Incarnation own = here.devices().find(Objects.requireNonNull(hello).incarnation());
    return new Position(
        commit.from(),
        here.at(),
        seal.digest(),
        seal,
        own == null ? 0 : own.lastSeq(),
        own == null ? "" : own.lastHash(),
        world.seq(),
        commit,
        null);
  }

  private State state() {
    return Objects.requireNonNull(state, "no account yet");
  }

  private Listener client() {
    return Objects.requireNonNull(client, "nobody has dialled");
  }

  private void say(ServerMessage message) {
    client().frame(codec.encode(message));
  }
}
