package dev.offing.sync.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.Booked;
import dev.offing.sync.account.Commit;
import dev.offing.sync.account.Committed;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Step;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.ledger.LedgerException;
import dev.offing.sync.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random play of several copies of one profile, with cuts, lost frames, restarts, full disks, wrong
 * clocks and catalog changes; afterwards everything is there exactly once. Each seed is one
 * history.
 */
class SyncSessionSwarmTest {
  private static final int RUNS = 8;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyGestureActsOnceAndAllSidesAgree(long block) {
    for (long seed = block * 1_000; seed < block * 1_000 + RUNS; seed++) {
      new History(seed).run();
    }
  }

  private static final class History {
    final long seed;
    final Random random;
    final TestServer server;
    final List<TestDevice> devices = new ArrayList<>();
    final Set<String> saved = new HashSet<>();

    History(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.server = new TestServer(random, 1_750_000_000_000L);
      devices.add(new TestDevice(server, random));
    }

    void run() {
      boolean copies = random.nextBoolean();
      boolean clocks = random.nextBoolean();
      boolean disks = random.nextBoolean();
      for (int i = 0; i < 60; i++) {
        TestDevice d = devices.get(random.nextInt(devices.size()));
        switch (random.nextInt(14)) {
          case 0 -> d.connect();
          case 1 -> d.cut();
          case 2 -> d.offline();
          case 3 -> d.restart();
          case 4 -> d.lost = random.nextBoolean() ? m -> false : some();
          case 5 -> d.pass(random.nextInt(20) * 60_000L);
          case 6 -> {
            if (copies && devices.size() < 3) {
              devices.add(new TestDevice(server, random, d.ledger.copy()));
            }
          }
          case 7 -> d.skew = clocks ? (random.nextInt(5) - 2) * 7_200_000L : 0;
          case 8 -> d.ledger.full(disks && random.nextInt(3) == 0);
          case 9 -> {
            if (server.world.seq() < 3) {
              String text = server.world.seq() == 1 ? Lemonade.dearer() : Lemonade.text();
              long last = server.world.rows().getLast().at();
              long soon = server.now + random.nextInt(600_000) + 5_000;
              server.changeCatalog(text, Math.max(last + 1, soon));
            }
          }
          default -> play(d);
        }
        others(d);
        devices.forEach(TestDevice::checkDisk);
      }
      settle();
      check();
    }

    private Predicate<ServerMessage> some() {
      int kind = random.nextInt(4);
      return m ->
          switch (kind) {
            case 0 -> m instanceof ServerMessage.Ack;
            case 1 -> m instanceof ServerMessage.Update;
            case 2 -> m instanceof ServerMessage.Welcome;
            default -> random.nextInt(3) == 0;
          };
    }

    private void play(TestDevice d) {
      List<Command> commands = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        String what = random.nextInt(4) == 0 ? "shop" : "stand";
        commands.add(
            random.nextInt(5) == 0
                ? Command.upgrade("ice", 0, null)
                : random.nextBoolean()
                    ? d.command(what, 1 + random.nextInt(3))
                    : Command.buy(what, 1 + random.nextInt(3), 0, null));
      }
      try {
        for (Submission s : d.submit(commands.toArray(Command[]::new))) {
          if (s instanceof Submission.Saved made) {
            assertThat(saved.add(made.mutationId())).isTrue();
          }
        }
      } catch (LedgerException e) {
        assertThat(d.ledger.full()).isTrue();
      }
    }

    /** Frames that one device's doing put on the wires of the others. */
    private void others(TestDevice d) {
      devices.stream().filter(o -> o != d).forEach(TestDevice::pump);
    }

    private void settle() {
      for (TestDevice d : devices) {
        d.ledger.full(false);
        d.lost = m -> false;
        d.skew = 0;
        d.connect();
      }
      for (int i = 0; i < 400; i++) {
        server.now += 250;
        for (TestDevice d : devices) {
          if (d.session.phase() == Phase.READY) {
            Objects.requireNonNull(d.wire).tick();
          }
          d.wake();
          others(d);
        }
      }
    }

    private void check() {
      State end = server.state;
      for (TestDevice d : devices) {
        assertThat(d.session.phase())
            .as("seed %d: %s %s", seed, d.session.halt(), d.session.lastError())
            .isEqualTo(Phase.READY);
        assertThat(d.session.outbox()).as("seed %d: outbox", seed).isEmpty();
        d.checkDisk();
        if (end != null) {
          assertThat(d.confirmed().at()).as("seed %d", seed).isEqualTo(end.at());
          assertThat(d.confirmed().digest()).as("seed %d", seed).isEqualTo(end.digest());
          assertThat(d.booked()).as("seed %d: book", seed).isEqualTo(end.core().purse());
        }
      }
      if (end != null) {
        replay(end);
      } else {
        assertThat(saved).as("seed %d", seed).isEmpty();
      }
    }

    /** The server's own journal from the start: each gesture once, the book adds up. */
    private void replay(State end) {
      Map<String, Outcome> outcomes = new HashMap<>();
      Commit first = (Commit) server.journal.getFirst().made();
      Commit.Genesis genesis = Objects.requireNonNull(first.genesis());
      State state = State.genesis(genesis.publicKey(), genesis.asOf(), server.rules());
      Money purse = state.core().purse();
      for (Booked row : server.journal) {
        Commit c = (Commit) row.made();
        Committed made = state.commit(c, server.rules());
        state = made.state();
        for (Step s : c.steps()) {
          if (!s.again()) {
            Outcome before = outcomes.put(s.row().mutation().id(), s.outcome());
            assertThat(before).as("seed %d: acted twice", seed).isNull();
          }
        }
        for (Entry e : made.journal()) {
          assertThat(Posting.sum(e.postings())).isEqualTo(Money.ZERO);
          for (Posting p : e.postings()) {
            if (p.account().equals(Posting.PURSE)) {
              purse = purse.plus(p.amount());
            }
          }
        }
        assertThat(purse).as("seed %d: journal", seed).isEqualTo(state.core().purse());
      }
      assertThat(state.digest()).isEqualTo(end.digest());
      assertThat(outcomes.keySet()).as("seed %d: every gesture ended", seed).isEqualTo(saved);
      assertThat(end.core().asOf()).isLessThanOrEqualTo(server.now);
    }
  }
}
