package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.ACCOUNT;
import static dev.offing.sync.account.Accounts.KEY;
import static dev.offing.sync.account.Accounts.RULES;
import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.buy;
import static dev.offing.sync.account.Accounts.gift;
import static dev.offing.sync.account.Accounts.id32;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.Accounts.Life;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.mutation.Mutation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One account, several copies of its profile, and a network that loses what it likes. Each seed is
 * one history of gestures, pushes, lost pushes, lost answers, copied files, forgotten ids, gifts
 * and new epochs; a naive book notes beside it what ever acted. Whatever happens:
 *
 * <ul>
 *   <li>each (origin, id) and each entry acts once at most (docs/design/sync.md 9.2);
 *   <li>the balance is the opening plus the fold of the journal, and every entry sums to zero
 *       (9.1);
 *   <li>a device that replays the commits has the server's digest (9.1), and predicts, with the
 *       server's contact and now, the server's state (9.8);
 *   <li>numbers are contiguous, versions and effective times only grow (9.7);
 *   <li>an outcome once told is told again or is forgotten, never another (9.2), and in the end
 *       every outbox is empty (9.3, 9.11).
 * </ul>
 */
final class CopiesTest {
  private static final int STEPS = 120;

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= 120; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void actsOnceAndAddsUp(long seed) {
    new History(new Random(seed)).run();
  }

  /** A copy of the profile: what is on its disk. */
  private static final class Device {
    Life life;
    List<Chained> outbox = new ArrayList<>();
    @Nullable State confirmed;
    long skew;

    Device(Life life) {
      this.life = life;
    }

    long lastSeq() {
      State here = confirmed;
      return here == null ? 0 : here.devices().lastSeq(life.incarnation());
    }
  }

  /** What the server keeps of an outcome: the incarnation and number that took it first. */
  private record Stored(Chained row, String incarnation, KnownIds.Known known) {}

  private static final class History {
    private final Random random;
    private final Naive naive = new Naive();
    private final List<Device> devices = new ArrayList<>();
    private final Map<String, Stored> store = new HashMap<>();
    private final List<Commit> commits = new ArrayList<>();
    private @Nullable State server;
    private long now = T0 + 50_000;
    private int names;
    private boolean newRun;

    History(Random random) {
      this.random = random;
      devices.add(new Device(new Life("first")));
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        now += random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(900);
        Device d = devices.get(random.nextInt(devices.size()));
        switch (random.nextInt(16)) {
          case 0, 1, 2, 3, 4 -> gesture(d);
          case 5, 6, 7 -> push(d, true);
          case 8 -> push(d, false);
          case 9 -> copy(d);
          case 10 -> contact();
          case 11 -> gift();
          case 12 -> forget();
          case 13 -> newRun = random.nextInt(4) == 0;
          case 14 -> d.skew = (random.nextInt(5) - 2) * 7_000L;
          default -> catchUp(d);
        }
      }
      drain();
      naive.check(Objects.requireNonNull(server));
    }

    private void gesture(Device d) {
      Command command =
          switch (random.nextInt(8)) {
            case 0 -> Accounts.tooDear();
            case 1 -> Accounts.nonsense("step " + random.nextInt(9));
            case 2 -> Command.upgrade(random.nextBoolean() ? "oil" : "sails", 0, null);
            case 3 -> Command.boost("rum", 0, null);
            case 4 -> Command.buy("boat", 1, 0, Money.of(100 + random.nextInt(200)));
            default -> buy(1 + random.nextInt(3));
          };
      d.outbox.add(d.life.does(command, Math.max(T0, now + d.skew)));
    }

    /** A copied file; in half of the cases the other one plays on as well. */
    private void copy(Device d) {
      if (devices.size() >= 5) {
        devices.remove(random.nextInt(devices.size()));
        return;
      }
      Device copy = new Device(d.life.copy("copy " + names++));
      copy.outbox = new ArrayList<>(d.outbox);
      copy.confirmed = d.confirmed;
      devices.add(copy);
    }

    private EpochVersion next() {
      State here = server;
      if (here == null || newRun) {
        newRun = false;
        return new EpochVersion(
            id32("epoch " + names++), here == null ? 1 : here.at().version() + 1);
      }
      return Accounts.next(here);
    }

    private void push(Device d, boolean answered) {
      if (d.outbox.isEmpty()) {
        return;
      }
      List<Chained> rows =
          List.copyOf(d.outbox.subList(0, Math.min(d.outbox.size(), 1 + random.nextInt(5))));
      Batch batch =
          new Batch(
              ACCOUNT,
              KEY,
              d.life.incarnation(),
              d.confirmed == null ? null : d.confirmed.at(),
              rows);
      State before = server;
      long serverNow = before == null ? now : Math.max(now, before.core().asOf());
      Verdict verdict =
          Judge.judge(
              before,
              batch,
              (origin, id) -> {
                Stored s = store.get(origin + "/" + id);
                return s == null ? null : s.known();
              },
              serverNow,
              RULES,
              next(),
              1);
      switch (verdict) {
        case Verdict.Commits made -> {
          predictsTheSame(d, before, made, serverNow);
          write(made);
          if (answered) {
            settle(d, made.results());
          }
        }
        case Verdict.Known known -> {
          if (answered) {
            settle(d, known.results());
          }
        }
        case Verdict.Gap gap -> {
          if (answered) {
            gap(d, gap);
          }
        }
        case Verdict.Wait wait -> now = wait.atMs();
        case Verdict.StaleEpoch() -> throw new AssertionError("nothing was forgotten");
        case Verdict.Unlinked() -> throw new AssertionError("the key is listed");
      }
    }

    /** A device at the server's version that judged these rows has what the server now has. */
    private void predictsTheSame(
        Device d, @Nullable State before, Verdict.Commits made, long serverNow) {
      if (made.results().stream().anyMatch(Result::again)) {
        return;
      }
      State base =
          before == null
              ? State.genesis(KEY, Objects.requireNonNull(made.commit().genesis()).asOf(), RULES)
              : before;
      List<Chained> rows = made.commit().steps().stream().map(Step::row).toList();
      Prediction predicted = Prediction.of(Play.of(base), rows, serverNow, RULES);

      assertThat(predicted.play().core()).isEqualTo(made.after().core());
      assertThat(predicted.play().entries()).isEqualTo(made.after().timeline());
      List<Entry> journal = new ArrayList<>();
      predicted.judged().forEach(j -> journal.addAll(j.journal()));
      assertThat(journal).isEqualTo(made.journal());
      assertThat(predicted.judged())
          .extracting(Play.Judged::outcome)
          .containsExactlyElementsOf(made.results().stream().map(Result::outcome).toList());
      assertThat(d.outbox).containsAll(rows);
    }

    private void write(Verdict.Commits made) {
      naive.committed(server, made.commit(), made.journal());
      server = made.after();
      commits.add(made.commit());
      for (Verdict.Remembered r : made.remembered()) {
        Mutation m = r.row().mutation();
        store.put(
            key(m),
            new Stored(
                r.row(),
                Objects.requireNonNull(made.commit().incarnation()),
                new KnownIds.Known(m.payloadHash(), r.result())));
      }
    }

    private void write(Commit commit) {
      Committed made = Objects.requireNonNull(server).commit(commit, RULES);
      naive.committed(server, commit, made.journal());
      server = made.state();
      commits.add(commit);
    }

    private void settle(Device d, List<Result> results) {
      catchUp(d);
      Map<String, Chained> mine = new HashMap<>();
      d.outbox.forEach(r -> mine.put(r.mutation().id(), r));
      for (Result result : results) {
        Chained row = mine.get(result.id());
        if (row != null && row.seq() <= d.lastSeq()) {
          naive.told(row.mutation(), result);
          d.outbox.remove(row);
        }
      }
    }

    private void gap(Device d, Verdict.Gap gap) {
      boolean own =
          gap.lastSeq() >= 0
              && gap.lastSeq() <= d.life.rows().size()
              && gap.lastHash()
                  .equals(
                      gap.lastSeq() == 0
                          ? Chained.genesis(ACCOUNT, d.life.incarnation())
                          : d.life.rows().get((int) gap.lastSeq() - 1).hash());
      if (own) {
        return; // everything is pushed again, oldest first
      }
      Life fork = new Life("fork " + names++);
      d.outbox = new ArrayList<>(d.outbox.stream().map(r -> fork.carry(r.mutation())).toList());
      d.life = fork;
    }

    /** Replays the commits that the device has not seen. */
    private void catchUp(Device d) {
      State target = server;
      if (target == null) {
        return;
      }
      State here = d.confirmed;
      for (Commit c : commits) {
        if (here == null) {
          Commit.Genesis genesis = Objects.requireNonNull(c.genesis());
          here = State.genesis(genesis.publicKey(), genesis.asOf(), RULES).commit(c, RULES).state();
        } else if (here.at().equals(c.from())) {
          here = here.commit(c, RULES).state();
        }
      }
      assertThat(Objects.requireNonNull(here).at()).isEqualTo(target.at());
      assertThat(here.digest()).isEqualTo(target.digest());
      d.confirmed = here;
    }

    private void contact() {
      State here = server;
      if (here != null) {
        write(
            new Commit(
                ACCOUNT, here.at(), next(), null, null, null, List.of(), List.of(), now, List.of(),
                1));
      }
    }

    private void gift() {
      State here = server;
      if (here != null) {
        long at = Math.max(now, here.core().asOf() + 1) + random.nextInt(2_000);
        Entry entry = Accounts.gift("gift " + names++, at, random.nextInt(400) - 150);
        write(
            new Commit(
                ACCOUNT,
                here.at(),
                next(),
                null,
                null,
                null,
                List.of(),
                List.of(entry),
                null,
                List.of(),
                1));
      }
    }

    /** The id store drops the oldest ids of one incarnation, as a pruning server does. */
    private void forget() {
      State here = server;
      if (here == null || store.isEmpty()) {
        return;
      }
      List<Stored> all = new ArrayList<>(store.values());
      all.sort((x, y) -> key(x.row().mutation()).compareTo(key(y.row().mutation())));
      Stored pick = all.get(random.nextInt(all.size()));
      long upTo = pick.row().seq();
      Map<String, Long> carried = new HashMap<>();
      store
          .values()
          .removeIf(s -> {
            boolean gone = s.incarnation().equals(pick.incarnation()) && s.row().seq() <= upTo;
            var origin = s.row().mutation().origin();
            if (gone && !origin.incarnation().equals(s.incarnation())) {
              carried.merge(origin.incarnation(), origin.seq(), Math::max);
            }
            return gone;
          });
      List<Forgotten> forgotten = new ArrayList<>();
      forgotten.add(
          new Forgotten(pick.incarnation(), upTo, carried.getOrDefault(pick.incarnation(), 0L)));
      carried.remove(pick.incarnation());
      carried.forEach((origin, seq) -> forgotten.add(new Forgotten(origin, 0, seq)));
      naive.forgets = true;
      write(
          new Commit(
              ACCOUNT, here.at(), next(), null, null, null, List.of(), List.of(), null, forgotten,
              1));
    }

    /** Faults are over: every outbox empties within a few pushes. */
    private void drain() {
      devices.add(new Device(new Life("last")));
      gesture(devices.getLast());
      for (Device d : devices) {
        int bound = 20 + 3 * d.outbox.size();
        while (!d.outbox.isEmpty()) {
          assertThat(bound--).describedAs("pushes of %s", d.life.incarnation()).isPositive();
          now += 10;
          push(d, true);
        }
        catchUp(d);
      }
    }
  }

  private static String key(Mutation m) {
    return m.origin().incarnation() + "/" + m.id();
  }

  /** A book that notes what acted and what was told, and knows nothing of hashes or sections. */
  private static final class Naive {
    private final Set<String> acted = new HashSet<>();
    private final Set<String> entries = new HashSet<>();
    private final Map<String, Result> told = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private Money balance = Money.ZERO;
    private boolean forgets;
    private int boats;
    private long version;
    private long effectiveAt;

    void committed(@Nullable State before, Commit commit, List<Entry> journal) {
      if (before == null) {
        balance = Accounts.CATALOG.startPurse();
      }
      assertThat(commit.to().version()).isEqualTo(++version);
      for (Step step : commit.steps()) {
        Mutation m = step.row().mutation();
        assertThat(step.row().seq())
            .isEqualTo(numbers.merge(Objects.requireNonNull(commit.incarnation()), 1L, Long::sum));
        if (step.acts()) {
          assertThat(acted.add(key(m))).describedAs("%s acts once", key(m)).isTrue();
          assertThat(step.effectiveAt()).isGreaterThanOrEqualTo(effectiveAt);
          effectiveAt = step.effectiveAt();
          if (m.command().kind().equals(Command.BUY)) {
            boats += Integer.parseInt(Objects.requireNonNull(m.command().args().get("count")));
          }
        }
      }
      for (Entry entry : journal) {
        assertThat(entries.add(entry.id())).describedAs("%s acts once", entry.id()).isTrue();
        assertThat(Posting.sum(entry.postings())).isEqualTo(Money.ZERO);
        balance = balance.plus(Journal.sum(entry.postings(), Posting.PURSE));
      }
    }

    /** What was told once is told again, or it was forgotten. */
    void told(Mutation m, Result result) {
      if (result.outcome() == Outcome.OUTCOME_FORGOTTEN) {
        assertThat(forgets).isTrue();
        return;
      }
      assertThat(acted.contains(key(m))).isEqualTo(result.outcome() == Outcome.APPLIED);
      Result first = told.putIfAbsent(key(m), result.repeated());
      if (first != null) {
        assertThat(result.repeated()).isEqualTo(first);
      }
    }

    void check(State state) {
      assertThat(state.core().purse()).isEqualTo(balance);
      assertThat(state.core().owned("boat")).isEqualTo(boats);
      assertThat(state.core().asOf()).isGreaterThanOrEqualTo(effectiveAt);
      assertThat(state.at().version()).isEqualTo(version);
      assertThat(acted).isNotEmpty();
    }
  }
}
