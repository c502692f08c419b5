package dev.offing.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offing.server.Device;
import dev.offing.server.SharedRedis;
import dev.offing.server.cluster.Lane;
import dev.offing.server.market.Ticker;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.server.world.WorldView;
import dev.offing.sync.account.Outcome;
import dev.offing.sync.account.Result;
import dev.offing.sync.account.State;
import dev.offing.sync.account.Transfers;
import dev.offing.sync.account.World;
import dev.offing.sync.economy.Catalog;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Commons.Dividend;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Order;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.protocol.ClientMessage;
import dev.offing.sync.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gifts, codes and orders between accounts, through nodes that die and stores that forget. */
final class RelayTest {
  private static final long DAY = 86_400_000;
  private static final long START = 1_770_000_000_000L;
  private static final WorldView WORLD = world();

  private final AtomicLong clock = new AtomicLong(START);
  private final Map<String, ServerMessage.Notice> letters = new HashMap<>();
  private boolean postIsClosed;
  private boolean leads = true;
  private final MemoryAccountStore memory = new MemoryAccountStore("run-1", null);
  private final Forgetful store = new Forgetful(memory);
  private final MemoryCodeStore codes = new MemoryCodeStore();
  private final AccountService node = node();
  private final Player giver = new Player();
  private final Player friend = new Player();

  /** The harbour's rules; gifts from the first day on. */
  private static WorldView world() {
    Catalog c = Worlds.CATALOG;
    return new WorldView(
        new World("0".repeat(32), List.of(new World.Row(1, 0, c.hash()))), Rulebook.of(c));
  }

  /** Forgets once to strike an errand off, as a node does that dies. */
  private static final class Forgetful extends BrokenStore {
    boolean dies;

    Forgetful(AccountStore behind) {
      super(behind);
    }

    @Override
    public void done(Errand errand) {
      if (dies && errand.kind() != Errand.Kind.ENROLMENT) {
        dies = false;
        throw new RedisUnavailable("the node dies");
      }
      super.done(errand);
    }
  }

  private AccountService node() {
    return new AccountService(
        store,
        new MemoryLinkStore(clock::get),
        codes,
        new NoBus(),
        clock::get,
        () -> WORLD,
        SharedRedis.keys(),
        Graves.inMemory(),
        () -> Device.random(16),
        clock::addAndGet,
        Retention.STANDARD,
        Lane.Starter.virtualThreads(),
        () -> leads,
        new Outgoing(_ -> {}, this::letter, (_, _) -> {}));
  }

  private final class Player {
    final Device device = new Device();
    final List<ServerMessage> sent = new ArrayList<>();
    final AccountSession session =
        new AccountSession(
            device.account,
            device.publicKey,
            device.incarnation,
            sent::add,
            new AccountSession.Enrolment() {
              @Override
              public boolean available() {
                return true;
              }

              @Override
              public boolean take() {
                return true;
              }
            },
            () -> {});

    void open() {
      node.open(session, null, _ -> {});
    }

    Result does(Command command) {
      sent.clear();
      node.push(
          session,
          new ClientMessage.Push(device.base, 0, List.of(device.next(command, clock.get()))));
      ServerMessage.Ack ack =
          (ServerMessage.Ack)
              sent.stream().filter(ServerMessage.Ack.class::isInstance).findFirst().orElseThrow();
      device.base = ack.position().to();
      return ack.results().getFirst();
    }

    State state() {
      return Objects.requireNonNull(memory.load(device.account, false).record()).state();
    }

    /** As it will stand when everything on its way has acted. */
    EconomyState soon() {
      State state = state();
      long later = Math.max(clock.get(), state.core().asOf()) + 1;
      return Economy.advance(state.core(), later, state.reads(WORLD.rules())).state();
    }

    Transfer row() {
      return state().transfers().rows().getFirst();
    }
  }

  @BeforeEach
  void enrol() {
    for (Player it : List.of(giver, friend)) {
      it.open();
      it.does(Command.buy("rowboat", 1, 0, null));
    }
    clock.addAndGet(DAY); // old enough to give
    for (Player it : List.of(giver, friend)) {
      node.contact(it.session, clock.get());
      it.does(Command.buy("rowboat", 1, 0, null));
    }
  }

  private void letter(String account, ServerMessage.Notice letter) {
    if (postIsClosed) {
      throw new RedisUnavailable("the post office is closed");
    }
    letters.put(account + " " + letter.id(), letter);
  }

  @Test
  void aGiftThatArrivedIsToldInALetterAlsoWhereThePostWasClosed() {
    postIsClosed = true;
    gift(friend.device.account);
    for (int i = 0; i < 3; i++) {
      try {
        relay();
      } catch (RedisUnavailable _) {
        // the next step tries again
      }
    }
    assertThat(friend.row().direction()).isEqualTo("in");
    assertThat(letters).isEmpty();
    postIsClosed = false;
    relay();
    relay();

    assertThat(letters).hasSize(1);
    ServerMessage.Notice letter = letters.get(friend.device.account + " gift:" + friend.row().id());
    assertThat(letter.code()).isEqualTo("gift");
    assertThat(letter.money()).isEqualTo(Money.of(1_000));
    assertThat(letter.text()).contains(giver.device.account.substring(0, 8));
  }

  /** Every partition has its turn. */
  private void relay() {
    for (int i = 0; i < 40; i++) {
      node.relay();
    }
  }

  private Result gift(String to) {
    return giver.does(Command.gift(to, Money.of(1_000), 0));
  }

  @Test
  void aGiftArrives() {
    assertThat(gift(friend.device.account).outcome()).isEqualTo(Outcome.RESERVED);
    relay();

    assertThat(friend.row())
        .isEqualTo(
            new Transfer(
                giver.row().id(), "in", giver.device.account, Money.of(1_000), clock.get()));
    assertThat(friend.soon().dealings().on(Posting.TRANSIT)).isEqualTo(Money.of(-1_000));
    assertThat(giver.soon().dealings().on(Posting.TRANSIT)).isEqualTo(Money.of(1_000));
    assertThat(friend.sent.getLast()).isInstanceOf(ServerMessage.Update.class);
    assertThat(((ServerMessage.Update) friend.sent.getLast()).cause()).isEqualTo("gift");
  }

  @Test
  void aGiftArrivesOnceThoughTheNodeDiesBeforeItStrikesItOff() {
    gift(friend.device.account);
    store.dies = true;
    assertThatExceptionOfType(RedisUnavailable.class).isThrownBy(this::relay);
    long version = friend.state().at().version();
    relay();

    assertThat(friend.state().at().version()).isEqualTo(version);
    assertThat(friend.soon().dealings().on(Posting.TRANSIT)).isEqualTo(Money.of(-1_000));
    int partition = AccountStore.partitionOf(giver.device.account);
    assertThat(store.errands(Set.of(partition), 9)).isEmpty();
  }

  @Test
  void aGiftThatNobodyGetsComesBackOnce() {
    gift("e".repeat(64));
    relay();
    clock.addAndGet(Transfers.LEG_MS + Relay.RETURN_AFTER_MS - 1);
    relay();
    assertThat(giver.row().direction()).isEqualTo("out");
    clock.addAndGet(1);
    relay();
    relay();

    assertThat(giver.row().direction()).isEqualTo("returned");
    assertThat(giver.soon().dealings().on(Posting.TRANSIT)).isEqualTo(Money.ZERO);
    assertThat(giver.state().timeline()).hasSize(1);
  }

  @Test
  void aGiftToOneselfComesBackAtOnce() {
    gift(giver.device.account);
    relay();
    assertThat(giver.row().direction()).isEqualTo("returned");
    assertThat(giver.soon().dealings().on(Posting.TRANSIT)).isEqualTo(Money.ZERO);
  }

  @Test
  void aGiftToADeletedAccountComesBackAtOnce() {
    gift(friend.device.account);
    memory.delete(friend.device.account, clock.get());
    relay();
    assertThat(giver.row().direction()).isEqualTo("returned");
  }

  @Test
  void aGiftThatArrivedDoesNotComeBackThoughNobodyNotedIt() {
    gift(friend.device.account);
    store.dies = true;
    assertThatExceptionOfType(RedisUnavailable.class).isThrownBy(this::relay);
    clock.addAndGet(Transfers.LEG_MS + Relay.RETURN_AFTER_MS);
    relay();
    assertThat(giver.row().direction()).isEqualTo("out");
    assertThat(friend.row().direction()).isEqualTo("in");
  }

  @Test
  void moreThanADayTakesWaits() {
    int most = Objects.requireNonNull(Worlds.CATALOG.commons().gifts()).inPerDay();
    for (int i = 0; i < most + 1; i++) {
      if (i == 10) {
        clock.addAndGet(DAY / 2); // the giver's own limit is ten a day
        friend.does(Command.buy("rowboat", 1, 0, null));
      }
      Player from = i < 10 ? giver : i < 20 ? another() : giver;
      if (i == 20) {
        clock.addAndGet(DAY / 2 - 1);
        from = another();
      }
      assertThat(from.does(Command.gift(friend.device.account, Money.of(5), 0)).outcome())
          .isEqualTo(Outcome.RESERVED);
      relay();
    }
    assertThat(friend.state().transfers().rows()).hasSize(most);
    clock.addAndGet(1);
    relay();
    assertThat(friend.state().transfers().rows()).hasSize(most + 1);
  }

  private Player another() {
    Player it = new Player();
    long now = clock.get();
    clock.set(now - 2 * DAY);
    it.open();
    it.does(Command.buy("rowboat", 1, 0, null));
    clock.set(now);
    node.contact(it.session, now);
    it.does(Command.buy("rowboat", 1, 0, null));
    return it;
  }

  @Test
  void inAnotherLifeOfTheStoreAllIsOfferedAgainAndNothingMovesTwice() {
    codes.issue(Transfers.codeId("anchor"), Money.of(777));
    giver.does(Command.redeem("anchor", 0));
    gift(friend.device.account);
    relay();
    EconomyState before = giver.soon();

    memory.restart("run-2");
    codes.restart(new MemoryCodeStore());
    codes.issue(Transfers.codeId("anchor"), Money.of(777));
    for (Player it : List.of(giver, friend)) {
      node.contact(it.session, clock.get());
    }
    int partition = AccountStore.partitionOf(friend.device.account);
    assertThat(store.errands(Set.of(partition), 9).get(partition)).hasSize(1);
    relay();
    friend.does(Command.redeem("anchor", 0));
    relay();

    assertThat(giver.soon().dealings()).isEqualTo(before.dealings());
    assertThat(friend.soon().dealings().on(Posting.TRANSIT)).isEqualTo(Money.of(-1_000));
    assertThat(friend.state().transfers().rows())
        .as("a code stays whose it was")
        .extracting(Transfer::direction)
        .containsExactlyInAnyOrder("in", "refused");
  }

  @Test
  void aCodeGivesOnceAndToOne() {
    codes.issue(Transfers.codeId("anchor"), Money.of(777));
    giver.does(Command.redeem("Anchor", 0));
    relay();
    friend.does(Command.redeem("anchor", 0));
    relay();

    assertThat(giver.row().direction()).isEqualTo("granted");
    assertThat(giver.row().amount()).isEqualTo(Money.of(777));
    assertThat(friend.row().direction()).isEqualTo("refused");
    assertThat(friend.row().amount()).isEqualTo(Money.ZERO);
    Result again = giver.does(Command.redeem("anchor", 0));
    assertThat(again.rejection()).isNotNull();
  }

  @Test
  void anOrderIsFilledAtTicksAfterItsCommitInLots() {
    var good = Worlds.CATALOG.commons().goods().getFirst();
    Money any = good.price().times(3);
    giver.does(Command.order(false, good.id(), good.lot() + 1, any, 0));
    clock.addAndGet(1_000_000); // some coins, and a later tick
    relay();
    assertThat(giver.soon().dealings().free(good.id())).as("a tick").isEqualTo(good.lot());
    clock.addAndGet(Ticker.TICK_MS);
    relay();
    long filled = giver.soon().dealings().free(good.id());
    assertThat(filled).isEqualTo(good.lot() + 1);
    assertThat(giver.soon().dealings().orders()).isEmpty();
    assertThat(giver.soon().dealings().on(Posting.ESCROW)).isEqualTo(Money.ZERO);
    assertThat(giver.state().timeline()).hasSize(2);

    giver.does(Command.order(true, good.id(), 5, any, 0));
    relay();
    Order dear = giver.soon().dealings().orders().getFirst();
    assertThat(dear.count()).as("nobody pays three times the price").isEqualTo(5);
  }

  /** Coins enough for a good's whole depth. */
  private void enrich(Player player, Commons.Good good) {
    String code = "gold" + player.device.account.substring(0, 8);
    codes.issue(Transfers.codeId(code), good.price().times(1_000_000));
    assertThat(player.does(Command.redeem(code, 0)).outcome()).isEqualTo(Outcome.RESERVED);
    relay();
    clock.addAndGet(10);
    player.does(Command.buy("rowboat", 1, 0, null));
  }

  @Test
  void aTickTradesInOneBatchByPriceAndTimeAndNeverWorseThanTheLimit() {
    var good = Worlds.CATALOG.commons().goods().getLast();
    Money price = good.price().times(2); // it swings by less
    int orders = good.depth() / good.lot();
    enrich(giver, good);
    enrich(friend, good);
    Player third = another();
    enrich(third, good);
    for (int i = 0; i < orders / 2; i++) {
      friend.does(Command.order(false, good.id(), good.lot(), price, 0));
    }
    clock.addAndGet(1);
    for (int i = 0; i < orders / 2; i++) {
      third.does(Command.order(false, good.id(), good.lot(), price, 0));
    }
    clock.addAndGet(1);
    giver.does(Command.order(false, good.id(), good.lot(), price.times(2), 0));
    giver.does(Command.order(false, good.id(), good.lot(), Money.of(1), 0));
    clock.addAndGet(1_000_000);
    Money then = new Ticker(SharedRedis.keys().serverId()).price(good, clock.get());
    relay();

    assertThat(giver.soon().dealings().free(good.id()))
        .as("the better price")
        .isEqualTo(good.lot());
    assertThat(friend.soon().dealings().free(good.id())).isEqualTo(good.depth() / 2);
    assertThat(third.soon().dealings().free(good.id()))
        .as("who came last waits: the market is no deeper")
        .isEqualTo(good.depth() / 2 - good.lot());
    assertThat(giver.soon().dealings().on(Posting.MARKET))
        .as("what the market asked, not what was offered")
        .isEqualTo(then.times(good.lot()));
  }

  @Test
  void anotherNodeThatBeginsToLeadMakesTheBookAnew() {
    var good = Worlds.CATALOG.commons().goods().getFirst();
    leads = false;
    giver.does(Command.order(false, good.id(), 1, good.price().times(3), 0));
    clock.addAndGet(1_000_000);
    relay();
    assertThat(giver.soon().dealings().orders()).as("this one does not lead").hasSize(1);

    leads = true;
    node.relay();
    assertThat(giver.soon().dealings().free(good.id())).isEqualTo(1);
    node.relay();
    assertThat(store.errands(Set.of(AccountStore.partitionOf(giver.device.account)), 9)).isEmpty();
  }

  @Test
  void whoIsAwayGetsDividendsTooButNoMoreThanOnComingBack() {
    Dividend dividend = Objects.requireNonNull(Worlds.CATALOG.commons().dividend());
    for (int i = 0; i < 10; i++) {
      clock.addAndGet(dividend.everyMs());
      node.payDividends(giver.device.account);
      node.payDividends(giver.device.account);
    }
    assertThat(giver.state().timeline()).hasSize(Dividend.WAITING - 1);
    assertThat(node.payDividends("e".repeat(64))).as("nobody").isFalse();

    node.contact(giver.session, clock.get());
    int paid = giver.state().timeline().size();
    assertThat(paid).isBetween(Dividend.WAITING - 1, 2 * Dividend.WAITING);
  }

  @Test
  void aSeasonIsPaidOnceByWhatComesFirst() {
    Commons.Season season = Objects.requireNonNull(Worlds.CATALOG.commons().season());
    long end = clock.get() + 5;
    clock.addAndGet(10);
    Money worth = Economy.worth(season.worth(), Worlds.CATALOG, giver.state().core());
    Money had = giver.soon().dealings().on(Posting.GRANT);

    assertThat(node.paySeason(giver.device.account, end, 24)).isTrue();
    assertThat(node.paySeason(giver.device.account, end, 1)).as("had it before").isTrue();

    assertThat(had.minus(giver.soon().dealings().on(Posting.GRANT))).isEqualTo(worth.times(24));
    assertThat(node.paySeason(another().device.account, START - 3 * DAY, 1))
        .as("began after it")
        .isFalse();
    clock.addAndGet(2 * season.everyMs());
    assertThat(node.paySeason(giver.device.account, clock.get(), 1)).as("was not there").isFalse();
  }

  @Test
  void theDividendOfEachDayIsPaidOnceAndSevenDaysWait() {
    Dividend dividend = Objects.requireNonNull(Worlds.CATALOG.commons().dividend());
    assertThat(giver.state().core().dealings().periods()).containsKey(Dividend.TASK);
    Money had = giver.soon().dealings().on("grant");
    node.contact(giver.session, clock.get());
    assertThat(giver.soon().dealings().on("grant")).isEqualTo(had);

    clock.addAndGet(30 * dividend.everyMs());
    node.contact(giver.session, clock.get());
    node.contact(giver.session, clock.get());

    assertThat(giver.state().timeline()).hasSize(Dividend.WAITING);
    Money worth = Economy.worth(dividend.worth(), Worlds.CATALOG, giver.state().core());
    assertThat(had.minus(giver.soon().dealings().on("grant")))
        .isEqualTo(worth.times(Dividend.WAITING));
  }
}
