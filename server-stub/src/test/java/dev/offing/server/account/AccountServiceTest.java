package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.server.Device;
import dev.offing.server.SharedRedis;
import dev.offing.server.cluster.Lane;
import dev.offing.server.cluster.LocalBus;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.account.Checkpoint;
import dev.offing.sync.account.DeviceChange;
import dev.offing.sync.account.EpochVersion;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.State;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Contact;
import dev.offing.sync.economy.Money;
import dev.offing.sync.mutation.Chained;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.Position;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.protocol.ServerMessage.AwayReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The server's commit, docs/design/sync.md 4, on an injected clock. */
final class AccountServiceTest {
  private static final long START = 1_800_000_000_000L;

  private final AtomicLong clock = new AtomicLong(START);
  private final LocalBus bus = new LocalBus();
  private final MemoryAccountStore memory = new MemoryAccountStore("run-1", bus);
  private final BrokenStore store = new BrokenStore(memory);
  private final Graves graves = Graves.inMemory();
  private final List<ServerMessage.Notice> letters = new CopyOnWriteArrayList<>();
  private final AccountService node = node(Retention.STANDARD);
  private final Device device = new Device();

  private AccountService node(Retention retention) {
    return new AccountService(
        store,
        new MemoryLinkStore(clock::get),
        new MemoryCodeStore(),
        bus,
        clock::get,
        () -> Worlds.VIEW,
        SharedRedis.keys(),
        graves,
        () -> Device.random(16),
        clock::addAndGet,
        retention,
        Lane.Starter.virtualThreads(),
        () -> true,
        new Outgoing(_ -> {}, (_, letter) -> letters.add(letter), (_, _) -> {}));
  }

  /** A session with what it was sent. */
  private static final class Player {
    final BlockingQueue<ServerMessage> sent = new LinkedBlockingQueue<>();
    final AccountSession session;
    final AccountService node;
    final List<Opened> opened = new ArrayList<>();

    Player(AccountService node, Device device, String account, int enrolments) {
      AtomicInteger left = new AtomicInteger(enrolments);
      AccountSession.Enrolment limit =
          new AccountSession.Enrolment() {
            @Override
            public boolean available() {
              return left.get() > 0;
            }

            @Override
            public boolean take() {
              return left.getAndDecrement() > 0;
            }
          };
      this.node = node;
      this.session =
          new AccountSession(
              account,
              device.publicKey,
              device.incarnation,
              sent::add,
              limit,
              () -> sent.add(new ServerMessage.Failure("unlinked", "")));
    }

    Opened open(@Nullable Checkpoint shown) {
      node.open(session, shown, opened::add);
      return opened.getLast();
    }

    <T extends ServerMessage> T next(Class<T> type) {
      try {
        ServerMessage message = sent.poll(60, TimeUnit.SECONDS);
        assertThat(message).isInstanceOf(type);
        return type.cast(message);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    ServerMessage.Ack push(@Nullable EpochVersion base, List<Chained> rows) {
      node.push(session, new ClientMessage.Push(base, 0, rows));
      return next(ServerMessage.Ack.class);
    }
  }

  private Player player(AccountService at) {
    return new Player(at, device, device.account, 1);
  }

  private static Position welcomed(Opened opened, ServerMessage.Mode mode) {
    assertThat(opened).isInstanceOf(Opened.Welcomed.class);
    Opened.Welcomed welcome = (Opened.Welcomed) opened;
    assertThat(welcome.mode()).isEqualTo(mode);
    return welcome.position();
  }

  /** An account with one rowboat, and its player. */
  private Player enrolled() {
    Player player = player(node);
    welcomed(player.open(null), ServerMessage.Mode.NEW);
    keep(player.push(null, device.buy("rowboat", 1, START)).position());
    return player;
  }

  private void keep(Position position) {
    device.checkpoint = position.checkpoint();
    device.base = position.to();
  }

  private State stored() {
    return Objects.requireNonNull(memory.load(device.account, false).record()).state();
  }

  // ---- hello ----------------------------------------------------------------------------------

  @Test
  void theFirstPushOfTheFirstKeyCreatesTheAccount() {
    clock.set(START + 5_000);
    Player player = player(node);
    assertThat(welcomed(player.open(null), ServerMessage.Mode.NEW)).isNull();
    assertThat(memory.load(device.account, false).record()).as("not before a push").isNull();

    ServerMessage.Ack ack = player.push(null, device.buy("rowboat", 1, START));

    assertThat(ack.upTo()).isEqualTo(1);
    assertThat(ack.position().from()).isNull();
    assertThat(ack.position().commit()).isNotNull();
    State state = stored();
    assertThat(state.core().asOf()).as("min(now, its first at)").isEqualTo(START);
    assertThat(state.contact().end()).as("contact with the batch").isEqualTo(START + 5_000);
    assertThat(ack.position().digest()).isEqualTo(state.digest());
  }

  @Test
  void anotherKeyWaitsForAnUnknownAccount() {
    Player stranger = new Player(node, new Device(), device.account, 1);

    assertThat(stranger.open(null)).isEqualTo(refused(stranger, "unknown_account"));
  }

  @Test
  void anotherKeyIsNotLinkedToAKnownAccount() {
    enrolled();
    Player stranger = new Player(node, new Device(), device.account, 1);

    assertThat(stranger.open(null)).isEqualTo(refused(stranger, "unlinked"));
  }

  private static Opened refused(Player player, String code) {
    Opened.Refused refused = (Opened.Refused) player.opened.getLast();
    assertThat(refused.code()).isEqualTo(code);
    return refused;
  }

  @Test
  void aShownCheckpointOfTheVeryStateResumesByTheContactCommitAlone() {
    enrolled();
    clock.addAndGet(60_000);

    Position position = welcomed(player(node).open(device.checkpoint), ServerMessage.Mode.RESUME);

    assertThat(position.from()).isEqualTo(device.base);
    assertThat(position.state()).isNull();
    assertThat(Objects.requireNonNull(position.commit()).contact()).isEqualTo(START + 60_000);
    assertThat(stored().contact().end()).isEqualTo(START + 60_000);
    assertThat(stored().core().asOf()).as("contact does not move asOf").isEqualTo(START);
  }

  @Test
  void whoComesBackIsToldWhatWasEarnedSinceTheLastContact() {
    enrolled();
    long thirtyDays = 30L * 24 * 3_600_000;
    clock.addAndGet(thirtyDays);

    AwayReport told = away(player(node).open(device.checkpoint));

    long lampMs = Worlds.CATALOG.baseLampMs();
    Money earned = Money.of(lampMs); // a rowboat earns a grain a millisecond
    assertThat(told)
        .isEqualTo(
            new AwayReport(
                START,
                START + thirtyDays,
                lampMs,
                earned,
                new TreeMap<>(Map.of("rowboat", earned))));
    assertThat(stored().core().asOf()).as("telling moves nothing").isEqualTo(START);
    clock.addAndGet(59_999);
    assertThat(((Opened.Welcomed) player(node).open(null)).away()).as("hardly gone").isNull();
  }

  private static AwayReport away(Opened opened) {
    return Objects.requireNonNull(((Opened.Welcomed) opened).away());
  }

  @Test
  void anOlderCheckpointOrNoneGetsTheWholeState() {
    Player player = enrolled();
    Checkpoint old = device.checkpoint;
    player.push(device.base, device.buy("rowboat", 1, START));

    assertThat(welcomed(player(node).open(old), ServerMessage.Mode.SNAPSHOT).state())
        .isEqualTo(stored());
    assertThat(welcomed(player(node).open(null), ServerMessage.Mode.SNAPSHOT).state())
        .isEqualTo(stored());
  }

  @Test
  void aForgedCheckpointCountsAsNone() {
    enrolled();
    Checkpoint c = Objects.requireNonNull(device.checkpoint);
    Checkpoint forged =
        new Checkpoint(
            c.keyId(), c.serverId(), c.account(), c.epoch(), 99, c.asOf(), c.digest(), c.mac());

    welcomed(player(node).open(forged), ServerMessage.Mode.SNAPSHOT);
  }

  @Test
  void aDeletedAccountIsGoneForEverybodyAndForEver() {
    Player player = enrolled();
    Device second = new Device();
    DeviceChange linking = new DeviceChange.Linked(second.publicKey, "second", START);
    assertThat(node.change(device.account, device.publicKey, linking))
        .isEqualTo(DeviceChanges.Fate.MADE);
    Player other = new Player(node, second, device.account, 1);
    other.open(null);
    List<Chained> rows = device.buy("rowboat", 1, START);

    assertThat(node.delete(player.session.account(), player.session.device())).isEmpty();

    assertThat(other.next(ServerMessage.Failure.class).code()).isEqualTo("account_deleted");
    player.next(ServerMessage.Update.class);
    player.next(ServerMessage.Update.class);
    node.push(player.session, new ClientMessage.Push(device.base, 0, rows));
    assertThat(player.next(ServerMessage.Failure.class).code()).isEqualTo("account_deleted");
    node.snapshot(player.session);
    assertThat(player.next(ServerMessage.Failure.class).code()).isEqualTo("account_deleted");
    for (Checkpoint shown : new Checkpoint[] {null, device.checkpoint}) {
      assertThat(player(node).open(shown)).isEqualTo(refusedAsDeleted());
    }
    node.contact(player.session, clock.get());
    assertThat(node.change(device.account, device.publicKey, linking))
        .isEqualTo(DeviceChanges.Fate.NO_ACCOUNT);
    assertThat(node.delete(player.session.account(), player.session.device()))
        .as("asked again, as after a lost answer")
        .isEmpty();
    assertThat(memory.load(device.account, false).record()).isNull();
  }

  @Test
  void aStoreThatBringsADeletedAccountBackLosesItAgain() {
    Player player = enrolled();
    MemoryAccountStore before = memory.copy();
    node.delete(player.session.account(), player.session.device());

    memory.restart("run-2", before);
    assertThat(player(node).open(device.checkpoint)).isEqualTo(refusedAsDeleted());
    assertThat(memory.load(device.account, false).deleted()).isTrue();

    memory.restart("run-3", before);
    node(Retention.STANDARD).bury();
    assertThat(memory.load(device.account, false).deleted()).isTrue();

    memory.restart("run-4", new MemoryAccountStore("", null));
    Player healing = player(node);
    assertThat(healing.open(device.checkpoint)).isEqualTo(refusedAsDeleted());
    assertThat(player(node).open(null)).as("begun anew").isEqualTo(refusedAsDeleted());
  }

  @Test
  void onlyWhoIsOfAnAccountDeletesIt() {
    enrolled();
    Player nobody = new Player(node, new Device(), new Device().account, 1);
    Device fresh = new Device();
    Player beginner = new Player(node, fresh, fresh.account, 1);
    beginner.open(null);
    assertThat(node.delete(beginner.session.account(), beginner.session.device()))
        .contains("unknown_account");
    assertThat(nobody.open(null)).isInstanceOf(Opened.Refused.class);

    store.next = BrokenStore.Break.DOWN;
    Player player = player(node);
    assertThatThrownBy(() -> player.open(device.checkpoint)).isInstanceOf(RedisUnavailable.class);
    assertThat(graves.all()).isEmpty();
  }

  private static Opened refusedAsDeleted() {
    return new Opened.Refused(AccountDeleted.CODE, AccountDeleted.TEXT);
  }

  @Test
  void aCheckpointBeyondTheServersMemoryIsWelcomedToHealAndNothingMore() {
    enrolled();
    Checkpoint remembered = device.checkpoint;
    MemoryAccountStore empty = new MemoryAccountStore("run-2", bus);
    AccountService forgetful =
        new AccountService(
            empty,
            new MemoryLinkStore(clock::get),
            new MemoryCodeStore(),
            bus,
            clock::get,
            () -> Worlds.VIEW,
            SharedRedis.keys(),
            graves,
            () -> Device.random(16),
            clock::addAndGet,
            Retention.STANDARD,
            Lane.Starter.virtualThreads(),
            () -> true,
            Outgoing.NONE);
    Player player = player(forgetful);

    assertThat(welcomed(player.open(remembered), ServerMessage.Mode.HEAL)).isNull();

    forgetful.push(
        player.session, new ClientMessage.Push(device.base, 0, device.buy("rowboat", 1, START)));
    assertThat(player.next(ServerMessage.Failure.class).code()).isEqualTo("heal_only");
    assertThat(empty.load(device.account, false).record()).isNull();
    assertThat(forgetful.tick(player.session)).isEmpty();
  }

  /** The store as it was, in another life, and what a device holds of the time since. */
  private State forgetsOneBoat() {
    Player player = enrolled();
    store.behind = memory;
    MemoryAccountStore older = memory.copy();
    keep(player.push(device.base, device.buy("rowboat", 1, START)).position());
    State held = stored();
    memory.restart("run-2", older);
    return held;
  }

  private ClientMessage.Heal shows(State held) {
    return new ClientMessage.Heal(held, Objects.requireNonNull(device.checkpoint));
  }

  @Test
  void whatTheServerForgotIsTakenFromTheDeviceAndEverybodyHearsOfIt() {
    State held = forgetsOneBoat();
    Player other = new Player(node, device, device.account, 1);
    welcomed(other.open(null), ServerMessage.Mode.SNAPSHOT);
    Player player = player(node);
    welcomed(player.open(device.checkpoint), ServerMessage.Mode.HEAL);
    other.next(ServerMessage.Update.class); // of the contact

    node.heal(player.session, shows(held));

    Position healed = player.next(ServerMessage.Healed.class).position();
    State after = Objects.requireNonNull(healed.state());
    assertThat(after).isEqualTo(stored());
    assertThat(after.contains(held.at())).isTrue();
    assertThat(after.core()).isEqualTo(held.core());
    assertThat(other.next(ServerMessage.Update.class).position().state()).isEqualTo(after);
    assertThat(node.heals()).isEqualTo(new Healings.Counts(1, 0));
    node.relay();
    assertThat(letters).extracting(ServerMessage.Notice::code).containsExactly("heal");
    assertThat(letters.getFirst().text()).endsWith("Nothing is missing.");
    keep(healed);
    assertThat(player.push(device.base, device.buy("rowboat", 1, START)).results()).hasSize(1);
    welcomed(player(node).open(device.checkpoint), ServerMessage.Mode.SNAPSHOT);
  }

  @Test
  void anEmptyStoreTakesTheStateAndKnowsNoneOfItsIds() {
    enrolled();
    State held = stored();
    memory.restart("run-2", new MemoryAccountStore("none", null));
    Player player = player(node);
    welcomed(player.open(device.checkpoint), ServerMessage.Mode.HEAL);

    node.heal(player.session, shows(held));

    assertThat(player.next(ServerMessage.Healed.class).position().to()).isEqualTo(stored().at());
    assertThat(stored().core()).isEqualTo(held.core());
    assertThat(stored().devices().forgotten(device.incarnation)).isEqualTo(1);
  }

  @Test
  void aStateThatIsNotWhatWasSealedIsRefusedAndTheServersOwnIsGiven() {
    State held = forgetsOneBoat();
    Player player = player(node);
    welcomed(player.open(device.checkpoint), ServerMessage.Mode.HEAL);
    State lighter =
        State.of(
            held.account(),
            held.at(),
            held.core(),
            held.devices(),
            held.timeline(),
            held.transfers(),
            Contact.at(START + 3_600_000),
            held.lineage());

    node.heal(player.session, shows(lighter));

    State given =
        Objects.requireNonNull(player.next(ServerMessage.Healed.class).position().state());
    assertThat(given.contains(held.at())).isFalse();
    assertThat(given).isEqualTo(stored());
    assertThat(node.heals()).isEqualTo(new Healings.Counts(0, 1));
  }

  @Test
  void aSecondDeviceWithTheSameStateIsNoEvidenceAnyMore() {
    State held = forgetsOneBoat();
    Player first = player(node);
    Player second = player(node);
    welcomed(first.open(device.checkpoint), ServerMessage.Mode.HEAL);
    welcomed(second.open(device.checkpoint), ServerMessage.Mode.HEAL);
    node.heal(first.session, shows(held));
    EpochVersion healed = first.next(ServerMessage.Healed.class).position().to();

    node.heal(second.session, shows(held));

    assertThat(second.next(ServerMessage.Healed.class).position().to()).isEqualTo(healed);
    assertThat(node.heals()).isEqualTo(new Healings.Counts(1, 0));
  }

  @Test
  void aHealWhileTheStoreIsAwayIsAskedForAgain() {
    State held = forgetsOneBoat();
    Player player = player(node);
    welcomed(player.open(device.checkpoint), ServerMessage.Mode.HEAL);
    store.next = BrokenStore.Break.DOWN;

    node.heal(player.session, shows(held));

    player.next(ServerMessage.RetryAfter.class);
    assertThat(stored().contains(held.at())).isFalse();
  }

  @Test
  void aNewGameBeyondTheLimitOfItsAddressIsRefusedAtOnceOrAtItsFirstPush() {
    Player none = new Player(node, device, device.account, 0);
    assertThat(none.open(null)).isEqualTo(refused(none, "enrolment_limited"));

    Player first = new Player(node, device, device.account, 1);
    first.open(null);
    assertThat(first.session.enrolment().take()).as("somebody else was quicker").isTrue();
    node.push(first.session, new ClientMessage.Push(null, 0, device.buy("rowboat", 1, START)));
    assertThat(first.next(ServerMessage.RetryAfter.class).ms()).isEqualTo(Pushes.RETRY_LATER_MS);
    assertThat(memory.load(device.account, false).record()).isNull();
  }

  // ---- push -----------------------------------------------------------------------------------

  @Test
  void arrivalDecidesAndTheCommitNamesTheOutcomes() {
    Player player = enrolled();

    ServerMessage.Ack ack = player.push(device.base, device.buy("rowboat", 1, START));

    assertThat(ack.results())
        .singleElement()
        .extracting(Result::outcome)
        .isEqualTo(Outcome.REJECTED);
    assertThat(ack.results().getFirst().rejection().code()).isEqualTo("funds");
    assertThat(ack.position().lastSeq()).isEqualTo(2);
    assertThat(ack.position().commit().steps().getFirst().row()).as("by id only").isNull();
  }

  @Test
  void aRepeatedPushGetsTheFirstOutcomeAndCommitsNothing() {
    Player player = player(node);
    player.open(null);
    List<Chained> rows = device.buy("rowboat", 1, START);
    ServerMessage.Ack first = player.push(null, rows);
    int commits = store.commits.get();

    ServerMessage.Ack again = player.push(first.position().to(), rows);

    assertThat(store.commits.get()).isEqualTo(commits);
    assertThat(again.results().getFirst().again()).isTrue();
    assertThat(again.results().getFirst().outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(again.results().getFirst().postings())
        .isEqualTo(first.results().getFirst().postings());
    assertThat(again.position().from()).isEqualTo(again.position().to());
  }

  @Test
  void aHoleIsAnsweredByTheLastLink() {
    Player player = enrolled();
    String last = device.lastHash;
    device.buy("rowboat", 1, START);

    node.push(
        player.session, new ClientMessage.Push(device.base, 0, device.buy("rowboat", 1, START)));

    ServerMessage.Gap gap = player.next(ServerMessage.Gap.class);
    assertThat(gap.lastSeq()).isEqualTo(1);
    assertThat(gap.lastHash()).isEqualTo(last);
  }

  @Test
  void aBaseThatIsNotOnTheLineageIsStale() {
    Player player = enrolled();
    EpochVersion beyond = new EpochVersion(device.base.epoch(), device.base.version() + 1);

    node.push(player.session, new ClientMessage.Push(beyond, 0, device.buy("rowboat", 1, START)));

    player.next(ServerMessage.StaleEpoch.class);
  }

  @Test
  void aForkCarriesItsMutationsUnderTheirOrigins() {
    Player player = enrolled();
    List<Chained> rows = device.buy("rowboat", 1, START);
    player.push(device.base, rows);
    device.fork();
    Player forked = player(node);
    forked.open(null);

    ServerMessage.Ack ack =
        forked.push(device.base, List.of(device.carry(rows.getFirst().mutation())));

    assertThat(ack.results().getFirst().again()).isTrue();
    assertThat(ack.upTo()).as("it takes its number, so the outbox drains").isEqualTo(1);
  }

  @Test
  void aMutationLessThanASecondAheadIsWaitedFor() {
    Player player = enrolled();

    ServerMessage.Ack ack =
        player.push(
            device.base,
            List.of(device.next(Command.buy("rowboat", 1, 0, Money.of(1)), START + 800)));

    assertThat(clock.get()).isGreaterThanOrEqualTo(START + 800);
    assertThat(ack.results().getFirst().rejection().code()).isEqualTo("price_changed");
  }

  @Test
  void purchasesOfTwoNodesBothActWhoeverCommitsFirst() {
    Player here = enrolled();
    AccountService other = node(Retention.STANDARD);
    bus.deaf(true); // so that each node judges on an old cache
    device.fork();
    Player there = player(other);
    Position position = welcomed(there.open(null), ServerMessage.Mode.SNAPSHOT);
    clock.addAndGet(100_000);
    ServerMessage.Ack theirs = there.push(position.to(), device.buy("rowboat", 1, clock.get()));

    Device same = device;
    same.incarnation = here.session.incarnation();
    same.seq = 1;
    same.lastHash = stored().devices().find(same.incarnation).lastHash();
    ServerMessage.Ack ours = here.push(device.base, same.buy("rowboat", 1, clock.get()));

    assertThat(theirs.results().getFirst().outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(ours.results().getFirst().outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(ours.position().from()).isEqualTo(theirs.position().to());
    assertThat(stored().core().owned("rowboat")).isEqualTo(3);
  }

  // ---- faults ---------------------------------------------------------------------------------

  @Test
  void anAnswerLostOnTheWayBackIsJudgedAgainAndActsOnce() {
    Player player = enrolled();
    clock.addAndGet(100_000);
    store.next = BrokenStore.Break.AFTER_COMMIT;

    ServerMessage.Ack ack = player.push(device.base, device.buy("rowboat", 1, clock.get()));

    assertThat(ack.results().getFirst().again()).as("the second try found it done").isTrue();
    assertThat(ack.results().getFirst().outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(stored().core().owned("rowboat")).isEqualTo(2);
    assertThat(stored().at().version()).isEqualTo(2);
  }

  @Test
  void aCommitLostOnTheWayThereIsDoneByTheSecondTry() {
    Player player = enrolled();
    clock.addAndGet(100_000);
    store.next = BrokenStore.Break.BEFORE_COMMIT;

    ServerMessage.Ack ack = player.push(device.base, device.buy("rowboat", 1, clock.get()));

    assertThat(ack.results().getFirst().again()).isFalse();
    assertThat(stored().core().owned("rowboat")).isEqualTo(2);
  }

  @Test
  void aStoreThatDoesNotAnswerCostsATryAndNothingElse() {
    Player player = enrolled();
    store.next = BrokenStore.Break.DOWN;
    List<Chained> rows = device.buy("rowboat", 1, START);

    node.push(player.session, new ClientMessage.Push(device.base, 0, rows));
    assertThat(player.next(ServerMessage.RetryAfter.class).ms()).isEqualTo(AccountService.RETRY_MS);
    node.snapshot(player.session);
    player.next(ServerMessage.RetryAfter.class);
    assertThatThrownBy(() -> player(node).open(null)).isInstanceOf(RedisUnavailable.class);

    store.next = BrokenStore.Break.NONE;
    assertThat(player.push(device.base, rows).results()).hasSize(1);
  }

  @Test
  void anotherLifeOfTheStoreClosesTheEpochAtTheStoredVersion() {
    Player player = enrolled();
    EpochVersion before = device.base;
    memory.restart("run-2");

    ServerMessage.Ack ack = player.push(device.base, device.buy("rowboat", 1, START));

    assertThat(ack.position().to().version()).isEqualTo(before.version() + 1);
    assertThat(ack.position().to().epoch()).isNotEqualTo(before.epoch());
    assertThat(stored().lineage().ends()).containsExactly(before);
    ServerMessage.Ack next = player.push(ack.position().to(), device.buy("rowboat", 1, START));
    assertThat(next.position().to().epoch()).as("once").isEqualTo(ack.position().to().epoch());
  }

  @Test
  void anAnswerThatCommitsNothingIsComparedFirst() {
    Player player = enrolled();
    memory.restart("run-2");
    String last = device.lastHash;
    device.buy("rowboat", 1, START);

    node.push(
        player.session, new ClientMessage.Push(device.base, 0, device.buy("rowboat", 1, START)));

    assertThat(player.next(ServerMessage.Gap.class).lastHash()).isEqualTo(last);
    ServerMessage.Ack ack = player.push(device.base, rewound(last).buy("rowboat", 1, START));
    assertThat(ack.position().to().epoch()).isNotEqualTo(device.base.epoch());
  }

  private Device rewound(String last) {
    device.seq = 1;
    device.lastHash = last;
    return device;
  }

  // ---- who hears of it ------------------------------------------------------------------------

  @Test
  void theOtherSessionsOfTheAccountHearByTheCommitAlone() {
    Player first = enrolled();
    EpochVersion base = device.base;
    AccountService other = node(Retention.STANDARD);
    device.fork();
    Player second = player(other);
    Position welcome = welcomed(second.open(null), ServerMessage.Mode.SNAPSHOT);

    ServerMessage.Update contact = first.next(ServerMessage.Update.class);
    assertThat(contact.cause()).isEqualTo("contact");
    assertThat(contact.position().from()).isEqualTo(base);
    second.push(welcome.to(), device.buy("rowboat", 1, START));
    ServerMessage.Update update = first.next(ServerMessage.Update.class);
    assertThat(update.cause()).isEqualTo("device");
    assertThat(update.position().from()).isEqualTo(contact.position().to());
    assertThat(update.position().commit().steps().getFirst().row()).as("whole").isNotNull();
    assertThat(second.sent).isEmpty();
  }

  @Test
  void whoMissedACommitGetsTheStateAtTheNextComparison() {
    Player first = enrolled();
    AccountService other = node(Retention.STANDARD);
    bus.deaf(true);
    device.fork();
    Player second = player(other);
    Position welcome = welcomed(second.open(null), ServerMessage.Mode.SNAPSHOT);
    second.push(welcome.to(), device.buy("rowboat", 1, START));
    assertThat(first.sent).isEmpty();

    node.compareAll();

    ServerMessage.Update update = first.next(ServerMessage.Update.class);
    assertThat(update.position().to()).isEqualTo(stored().at());
    assertThat(update.position().state()).isEqualTo(stored());
  }

  @Test
  void aLiveSessionWhoseAccountIsGoneIsTold() {
    MemoryAccountStore other = new MemoryAccountStore("run-1", bus);
    Player player = enrolled();
    store.behind = other;

    node.compareAll();

    player.next(ServerMessage.StaleEpoch.class);
  }

  @Test
  void ticksShowTheAccountNowAndChangeNothing() {
    Player player = enrolled();
    clock.addAndGet(10_000);

    ServerMessage.Tick tick = node.tick(player.session).orElseThrow();

    assertThat(tick.at()).isEqualTo(device.base);
    assertThat(tick.balance()).isEqualTo(Money.of(10_000));
    assertThat(tick.rate()).isEqualTo(Money.of(1));
    assertThat(tick.contactUntil()).isEqualTo(START + Worlds.CATALOG.baseLampMs());
    assertThat(stored().core().asOf()).isEqualTo(START);
  }

  // ---- time -----------------------------------------------------------------------------------

  @Test
  void idsThatAreOldAndManyAreForgottenByACommitThatSaysSo() {
    AccountService forgetting = node(new Retention(1_000, 2));
    Player player = player(forgetting);
    player.open(null);
    List<Chained> rows = device.buy("rowboat", 5, START);
    ServerMessage.Ack ack = player.push(null, rows);
    clock.addAndGet(5_000);

    forgetting.contact(player.session, clock.get());

    player.next(ServerMessage.Update.class);
    assertThat(stored().devices().find(device.incarnation).forgotten()).isEqualTo(3);
    ServerMessage.Ack again = player.push(ack.position().to(), rows);
    assertThat(again.results())
        .extracting(Result::outcome)
        .startsWith(Outcome.OUTCOME_FORGOTTEN, Outcome.OUTCOME_FORGOTTEN, Outcome.OUTCOME_FORGOTTEN)
        .endsWith(Outcome.REJECTED, Outcome.REJECTED);
  }

  @Test
  void youngIdsAreKeptHoweverMany() {
    AccountService forgetting = node(new Retention(10_000, 0));
    Player player = player(forgetting);
    player.open(null);
    player.push(null, device.buy("rowboat", 5, START));
    clock.addAndGet(5_000);

    forgetting.contact(player.session, clock.get());

    assertThat(stored().devices().find(device.incarnation).forgotten()).isZero();
  }

  @Test
  void aClockBehindTheStateNeverMovesItBack() {
    Player player = enrolled();
    clock.set(START - 100_000);

    ServerMessage.Ack ack = player.push(device.base, device.buy("rowboat", 1, START - 100_000));

    assertThat(ack.results()).hasSize(1);
    assertThat(stored().core().asOf()).isEqualTo(START);
  }
}
