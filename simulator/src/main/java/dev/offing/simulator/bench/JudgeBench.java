package dev.offing.simulator.bench;

import dev.offing.server.account.AccountService;
import dev.offing.server.account.AccountSession;
import dev.offing.server.account.Graves;
import dev.offing.server.account.KeyFile;
import dev.offing.server.account.MemoryAccountStore;
import dev.offing.server.account.MemoryCodeStore;
import dev.offing.server.account.MemoryLinkStore;
import dev.offing.server.account.Outgoing;
import dev.offing.server.account.Retention;
import dev.offing.server.cluster.Bus;
import dev.offing.server.world.WorldView;
import dev.offing.sync.account.Batch;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Judge;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Verdict;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import dev.offing.sync.protocol.Bounds;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ServerMessage;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a node does with a push once it is read, on one core: the real accounts, with the store in
 * memory that passes Redis' contract. A push is of as many mutations as one may have.
 */
final class JudgeBench {
  static final double PER_SECOND = 100_000;
  static final double CHECKPOINT_PERCENT = 5;

  private static final double NANOS = 1e9;
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private final BenchFleet fleet = new BenchFleet();
  private final BenchClock clock = new BenchClock();
  private final Random random = new Random(7);
  private final KeyFile keys = KeyFile.inMemory(ID, ID, new byte[32]);
  private final int pushes;
  private final Consumer<String> progress;

  /**
   * @param pushes that an account makes
   */
  JudgeBench(int pushes, Consumer<String> progress) {
    this.pushes = pushes;
    this.progress = progress;
  }

  /** Judges one account's pushes in each round. */
  List<Report.Row> run(Turns turns) throws Exception {
    String name = "judging pushes of %d in memory".formatted(Bounds.PUSH_MUTATIONS);
    Turns.Medians times =
        turns.run(
            () -> judge(new Account(fleet.catalog())),
            () -> seal(new Account(fleet.catalog())),
            round -> progress.accept("%s: %d of %d".formatted(name, round, turns.all())));
    double mutations = (double) pushes * Bounds.PUSH_MUTATIONS;
    return List.of(
        Report.Row.atLeast(name, mutations * NANOS / times.ours(), "mutations/s", PER_SECOND),
        Report.Row.under(
            "checkpoint's share of a push",
            100 * times.floor() / times.ours(),
            "%",
            CHECKPOINT_PERCENT));
  }

  /** One player with all that is to be pushed. */
  private final class Account {
    final String key = hex(32);
    final String account = State.accountOf(key);
    final String incarnation = hex(16);
    final List<List<Chained>> batches = new ArrayList<>();
    final Rulebook rules;
    final AccountService service;
    final AccountSession session;
    @Nullable EpochVersion base;
    long acked;

    Account(Catalog catalog) {
      String hash = Chained.genesis(account, incarnation);
      long seq = 0;
      for (int i = 0; i < pushes; i++) {
        List<Chained> batch = new ArrayList<>();
        for (int j = 0; j < Bounds.PUSH_MUTATIONS; j++) {
          Mutation mutation =
              new Mutation(
                  UuidV7.of(clock.nowMs(), random.nextLong(), random.nextLong()),
                  new Origin(incarnation, ++seq),
                  clock.nowMs(),
                  fleet.next(),
                  catalog.hash());
          Chained row = Chained.link(hash, mutation, seq);
          hash = row.hash();
          batch.add(row);
        }
        batches.add(batch);
      }
      rules = Rulebook.of(catalog);
      WorldView world =
          new WorldView(new World(ID, List.of(new World.Row(1, 0, catalog.hash()))), rules);
      service =
          new AccountService(
              new MemoryAccountStore(ID, null),
              new MemoryLinkStore(clock::nowMs),
              new MemoryCodeStore(),
              Alone.HERE,
              clock::nowMs,
              () -> world,
              keys,
              Graves.inMemory(),
              () -> hex(16),
              ms -> {},
              Retention.STANDARD,
              (lane, work) -> {},
              () -> true,
              Outgoing.NONE);
      session =
          new AccountSession(account, key, incarnation, this::answered, Limitless.HERE, () -> {});
      service.open(session, null, opened -> {});
    }

    private void answered(ServerMessage message) {
      if (!(message instanceof ServerMessage.Ack ack)) {
        throw new IllegalStateException("a push was answered by " + message);
      }
      base = ack.position().to();
      acked = ack.upTo();
    }

    void pushAll() {
      for (List<Chained> batch : batches) {
        clock.advance(1);
        service.push(session, new ClientMessage.Push(base, acked, batch));
      }
      if (acked != (long) batches.size() * Bounds.PUSH_MUTATIONS) {
        throw new IllegalStateException("only " + acked + " mutations were judged");
      }
    }
  }

  private static long judge(Account account) {
    long began = cpuNanos();
    account.pushAll();
    return cpuNanos() - began;
  }

  /** The seals of the states that one account's pushes make, digests and all. */
  private long seal(Account account) {
    long sum = 0;
    State state = null;
    for (List<Chained> rows : account.batches) {
      clock.advance(1);
      EpochVersion before = state == null ? null : state.at();
      Batch batch = new Batch(account.account, account.key, account.incarnation, before, rows);
      EpochVersion to = new EpochVersion(ID, before == null ? 1 : before.version() + 1);
      Verdict verdict =
          Judge.judge(state, batch, (origin, id) -> null, clock.nowMs(), account.rules, to, 1);
      if (!(verdict instanceof Verdict.Commits made)) {
        throw new IllegalStateException("a push was answered by " + verdict);
      }
      state = made.after();
      long began = cpuNanos();
      Checkpoint.seal(state, ID, new byte[32], ID);
      sum += cpuNanos() - began;
    }
    return sum;
  }

  private enum Limitless implements AccountSession.Enrolment {
    HERE;

    @Override
    public boolean available() {
      return true;
    }

    @Override
    public boolean take() {
      return true;
    }
  }

  /** There is no other node. */
  private enum Alone implements Bus {
    HERE;

    @Override
    public Subscription subscribe(String channel, Listener listener) {
      return () -> {};
    }

    @Override
    public void publish(String channel, String message) {}

    @Override
    public void onResubscribed(Runnable check) {}

    @Override
    public void close() {}
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private String hex(int bytes) {
    byte[] raw = new byte[bytes];
    random.nextBytes(raw);
    return HexFormat.of().formatHex(raw);
  }
}
