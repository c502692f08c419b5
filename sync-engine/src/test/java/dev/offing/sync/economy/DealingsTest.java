package dev.offing.sync.economy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.economy.Calendar.Happening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a player does with others: orders, gifts, codes, and events that befall everybody. */
final class DealingsTest {
  private static final long LIFE = 500;
  private static final Commons COMMONS =
      new Commons(
          List.of(
              new Commons.Good("salt", "Salt", Money.of(10), 50, 20, 400),
              new Commons.Good("tea", "Tea", Money.of(100), 50, 20, 400)),
          LIFE,
          List.of(
              new Commons.Event("fair", "Fair", "Loud.", Ratio.of(2, 1), 50, 500),
              new Commons.Event("storm", "Storm", "Wet.", Ratio.of(1, 2), 50, 500)),
          new Commons.Gifts(100, 3, 3),
          new Commons.Dividend(1_000, new Boost.Cost.Income(10, Money.of(7))),
          null);
  private static final Catalog CATALOG = catalog();
  private static final Timeline CALM = Worlds.always(CATALOG);
  private static final String FRIEND = "ab".repeat(32);

  private static Catalog catalog() {
    Catalog c = Worlds.catalog();
    return Worlds.with(c, c.hash(), COMMONS, Prestige.NONE);
  }

  private static EconomyState rich() {
    return Worlds.state(1_000, 10_000, Map.of());
  }

  private static EconomyState reserved(EconomyState state, Command command, String id) {
    return ((Outcome.Reserved) Economy.apply(state, command, id, CALM)).state();
  }

  private static EconomyState ordered(boolean sells, int count, long limit) {
    EconomyState state = rich();
    if (sells) {
      state = state.withDealings(state.dealings().plusGoods("salt", count));
    }
    return reserved(state, Command.order(sells, "salt", count, Money.of(limit), 0), "o");
  }

  private static Entry fill(long at, long number, long count, long price) {
    return new Entry(
        "fill" + number,
        at,
        "fill",
        List.of(),
        new Effect.Fill("o", number, count, Money.of(price)));
  }

  private static Advanced to(EconomyState state, long to, Entry... entries) {
    return Economy.advance(
        state, to, new Timeline(CALM.rulebook(), CALM.contact(), List.of(entries)));
  }

  @Test
  void anOrderHoldsWhatItMayCostAtMost() {
    Outcome.Reserved it =
        (Outcome.Reserved)
            Economy.apply(rich(), Command.order(false, "salt", 30, Money.of(12), 0), "o", CALM);

    assertThat(it.postings()).isEqualTo(Posting.move("purse", "escrow", Money.of(360)));
    assertThat(it.state().purse()).isEqualTo(Money.of(9_640));
    assertThat(it.state().dealings().held()).isEqualTo(Money.of(360));
    assertThat(it.state().dealings().on("escrow")).isEqualTo(Money.of(360));
    assertThat(it.state().dealings().order("o"))
        .contains(new Order("o", false, "salt", 30, Money.of(12), 1_000 + LIFE, 0));
  }

  @Test
  void aFillBelowTheLimitGivesTheRestBack() {
    Advanced it = to(ordered(false, 30, 12), 1_100, fill(1_050, 1, 20, 9));

    assertThat(it.crossed().getFirst().postings())
        .containsExactly(
            new Posting("escrow", Money.of(-180)),
            new Posting("market", Money.of(180)),
            new Posting("escrow", Money.of(-60)),
            new Posting("purse", Money.of(60)));
    assertThat(it.state().purse()).isEqualTo(Money.of(9_700));
    assertThat(it.state().dealings().goods()).containsExactly(Map.entry("salt", 20L));
    assertThat(it.state().dealings().held()).isEqualTo(Money.of(120));
    assertThat(it.state().dealings().books())
        .containsExactly(Map.entry("escrow", Money.of(120)), Map.entry("market", Money.of(180)));
  }

  @Test
  void aSaleHoldsTheGoodsAndBringsThePrice() {
    EconomyState offered = ordered(true, 30, 12);
    assertThat(offered.dealings().free("salt")).isZero();
    assertThat(offered.purse()).isEqualTo(Money.of(10_000));

    EconomyState sold = to(offered, 1_100, fill(1_050, 1, 30, 15)).state();

    assertThat(sold.purse()).isEqualTo(Money.of(10_450));
    assertThat(sold.dealings().orders()).isEmpty();
    assertThat(sold.dealings().books()).containsExactly(Map.entry("market", Money.of(-450)));
  }

  @Test
  void anOrderEndsAtItsVeryMillisecondAndAFillAtThatOneComesTooLate() {
    EconomyState open = ordered(false, 30, 12);
    assertThat(to(open, 1_499).state().dealings().orders()).hasSize(1);

    Advanced over = to(open, 1_500, fill(1_500, 1, 30, 12));

    assertThat(over.state().purse()).isEqualTo(Money.of(10_000));
    assertThat(over.state().dealings()).isEqualTo(Dealings.NONE);
    assertThat(over.crossed()).extracting(Entry::cause).containsExactly("expiry/o");
    assertThat(to(open, 1_500, fill(1_499, 1, 30, 12)).state().dealings().free("salt"))
        .isEqualTo(30);
  }

  @Test
  void whatComesBackSettlesTheClaimFirst() {
    EconomyState open = ordered(false, 30, 12);
    EconomyState owing =
        new EconomyState(
            open.asOf(),
            Money.ZERO,
            Money.of(300),
            open.lifetime(),
            0,
            open.owned(),
            open.upgrades(),
            open.boosts(),
            open.dealings());

    EconomyState expired = to(owing, 1_500).state();
    Outcome.Applied cancelled =
        (Outcome.Applied) Economy.apply(owing, Command.cancel("o", 0), CALM);

    for (EconomyState it : List.of(expired, cancelled.state())) {
      assertThat(it.claim()).isEqualTo(Money.ZERO);
      assertThat(it.purse()).isEqualTo(Money.of(60));
      assertThat(it.dealings()).isEqualTo(Dealings.NONE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "order, side=buy good=salt count=3 limit=0, malformed",
    "order, side=steal good=salt count=3 limit=5, malformed",
    "order, side=buy good=salt count=5001 limit=5, malformed",
    "order, side=buy good=gold count=3 limit=5, unknown_item",
    "order, side=sell good=salt count=3 limit=5, goods",
    "order, side=buy good=salt count=5000 limit=5, funds",
    "cancel, id=o, unknown_item",
    "gift, to=me amount=5, malformed",
    "gift, to=FRIEND amount=-5, malformed",
    "gift, to=FRIEND amount=10001, funds",
    "redeem, code=, malformed",
  })
  void refuses(String kind, String args, String code) {
    TreeMap<String, String> map = new TreeMap<>();
    for (String arg : args.replace("FRIEND", FRIEND).split(" ", -1)) {
      String[] parts = arg.split("=", 2);
      map.put(parts[0], parts[1]);
    }
    Outcome it = Economy.apply(rich(), new Command(kind, map, 0, null), CALM);
    assertThat(((Outcome.Rejected) it).rejection().code()).isEqualTo(code);
  }

  @Test
  void twentyOrdersAreOpenAtMost() {
    EconomyState state = rich();
    Command one = Command.order(false, "salt", 1, Money.of(1), 0);
    for (int i = 0; i < Order.MOST; i++) {
      state = reserved(state, one, "o" + i);
    }
    Outcome it = Economy.apply(state, one, "last", CALM);
    assertThat(((Outcome.Rejected) it).rejection().code()).isEqualTo(Rejection.LIMIT);
  }

  @Test
  void aGiftIsSentFromAnAgeOn() {
    Command gift = Command.gift(FRIEND, Money.of(40), 0);
    EconomyState young = rich().withDealings(Dealings.beginning(901));
    EconomyState old = rich().withDealings(Dealings.beginning(900));

    assertThat(((Outcome.Rejected) Economy.apply(young, gift, CALM)).rejection().code())
        .isEqualTo(Rejection.LOCKED);
    Outcome.Reserved sent = (Outcome.Reserved) Economy.apply(old, gift, CALM);
    assertThat(sent.postings()).isEqualTo(Posting.move("purse", "transit", Money.of(40)));
    assertThat(sent.state().dealings().on("transit")).isEqualTo(Money.of(40));
  }

  @Test
  void anEventChangesTheIncomeWhileItRuns() {
    EconomyState state = Worlds.state(0, 0, Map.of("boat", 2));
    Money calm = Economy.rate(state, CATALOG).perMs();
    Calendar calendar =
        new Calendar(List.of(new Happening(10, 30, "fair"), new Happening(20, 40, "storm")));
    Rulebook rules = new Rulebook(CALM.rulebook().editions(), calendar);
    Timeline timeline = Timeline.of(rules, CALM.contact());

    Money earned = Economy.advance(state, 50, timeline).earned();

    // 10 alone, 10 doubled, 10 doubled and halved, 10 halved, 10 alone; each floored on its own.
    Money doubled = Economy.rate(Worlds.state(15, 0, Map.of("boat", 2)), timeline).perMs();
    Money halved = Economy.rate(Worlds.state(35, 0, Map.of("boat", 2)), timeline).perMs();
    assertThat(doubled).isGreaterThan(calm);
    assertThat(halved).isLessThan(calm);
    assertThat(earned).isEqualTo(calm.times(30).plus(doubled.times(10)).plus(halved.times(10)));
  }

  @Test
  void isTheSameHoweverTheTimeIsSplit() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      EconomyState state = ordered(random.nextBoolean(), 40, 12);
      state =
          new EconomyState(
              state.asOf(),
              random.nextInt(3) == 0 ? Money.ZERO : state.purse(),
              random.nextInt(3) == 0 ? Money.of(500) : Money.ZERO,
              state.lifetime(),
              0,
              new TreeMap<>(Map.of("boat", 3)),
              new TreeSet<>(),
              List.of(),
              state.dealings());
      List<Entry> fills = new ArrayList<>();
      for (int i = 1; i < 6; i++) {
        fills.add(fill(1_001 + random.nextInt(600), i, 1 + random.nextInt(20), 11 + i % 2));
      }
      List<Happening> happenings = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        long from = 900L + random.nextInt(800);
        String event = random.nextBoolean() ? "fair" : "storm";
        happenings.add(new Happening(from, from + 1 + random.nextInt(200), event));
      }
      Rulebook rules = new Rulebook(CALM.rulebook().editions(), new Calendar(happenings));
      Timeline timeline = new Timeline(rules, CALM.contact(), fills);
      Advanced once = Economy.advance(state, 1_900, timeline);
      EconomyState split = state;
      List<Entry> crossed = new ArrayList<>();
      while (split.asOf() < 1_900) {
        long next = Math.min(1_900, split.asOf() + 1 + random.nextInt(120));
        Advanced step = Economy.advance(split, next, timeline);
        crossed.addAll(step.crossed());
        split = step.state();
      }
      assertThat(split).as("seed " + seed).isEqualTo(once.state());
      assertThat(crossed).isEqualTo(once.crossed());
      assertThat(split.dealings().on("escrow")).isEqualTo(split.dealings().held());
    }
  }
}
