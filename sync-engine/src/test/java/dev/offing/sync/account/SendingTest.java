package dev.offing.sync.account;

import static dev.offing.sync.account.Accounts.T0;
import static dev.offing.sync.account.Accounts.id32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Commons;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.EconomyState;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Entry;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Order;
import dev.offing.sync.economy.Posting;
import dev.offing.sync.economy.Prestige;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.mutation.Mutation;
import dev.offing.sync.mutation.Origin;
import dev.offing.sync.mutation.UuidV7;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mutations that ask something of somebody else, and entries that answer (sync.md 4.5, 6.4, 7). */
final class SendingTest {
  private static final String FRIEND = Accounts.id64("friend");
  private static final long DAY = 86_400_000;
  static final Rulebook RULES = Rulebook.of(withGifts());
  private static final Play START = Play.of(Accounts.genesis());
  private int sent;

  private static dev.offing.sync.economy.Catalog withGifts() {
    var c = Accounts.CATALOG;
    return new dev.offing.sync.economy.Catalog(
        c.hash(),
        c.name(),
        1,
        c.startPurse(),
        c.startOwned(),
        c.baseLampMs(),
        c.maxLampMs(),
        c.slideLimitMs(),
        c.milestones(),
        c.milestoneMultiplier(),
        c.producers(),
        c.upgrades(),
        c.boosts(),
        new Commons(
            List.of(new Commons.Good("salt", "Salt", Money.of(10), 0, 20, 400)),
            7 * DAY,
            List.of(),
            new Commons.Gifts(0, 2, 2),
            null,
            null),
        Prestige.NONE);
  }

  private Mutation at(long at, Command command) {
    return new Mutation(
        UuidV7.of(at, ++sent, 7),
        new Origin(id32("life"), sent),
        at,
        command,
        Accounts.CATALOG.hash());
  }

  private static Command gift(long grains) {
    return Command.gift(FRIEND, Money.of(grains), 0);
  }

  @Test
  void aGiftIsOnItsWaySinceTheServerJudgedIt() {
    Mutation gift = at(T0, gift(40));
    Play.Judged it = START.judge(gift, T0 + 500, RULES);

    assertThat(it.outcome()).isEqualTo(Outcome.RESERVED);
    assertThat(it.effectiveAt()).isEqualTo(T0);
    assertThat(it.after().transfers().rows())
        .containsExactly(
            new Transfer(Transfers.giftId(gift), "out", FRIEND, Money.of(40), T0 + 500));
    assertThat(Journal.sum(it.postings(), Posting.TRANSIT)).isEqualTo(Money.of(40));
  }

  @Test
  void aGiftIsJudgedWithinDaysOfItsTimeAndSoManyADay() {
    long now = T0 + 30 * DAY;
    assertThat(START.judge(at(now - 7 * DAY - 1, gift(1)), now, RULES).rejection())
        .isEqualTo(Reasons.TOO_OLD);
    assertThat(START.judge(at(now + 3 * DAY + 1, gift(1)), now, RULES).rejection())
        .isEqualTo(Reasons.TOO_OLD);
    Play play = START;
    for (int i = 0; i < 2; i++) {
      play = play.judge(at(now + i - 7 * DAY, gift(1)), now + i, RULES).after();
    }
    Play.Judged third = play.judge(at(now, gift(1)), now + 1, RULES);
    assertThat(third.rejection()).isEqualTo(Reasons.TOO_MANY_GIFTS);
    assertThat(third.after()).isSameAs(play);
    assertThat(play.judge(at(now, gift(1)), now + DAY, RULES).rejection())
        .as("the first is a day old")
        .isNull();
  }

  @Test
  void whatItsOtherLegTookIsNotTakenAgain() {
    Mutation gift = at(T0, gift(40));
    Transfer got = new Transfer(Transfers.giftId(gift), "in", "me", Money.of(40), T0);
    Entry leg = Entries.leg(got, FRIEND).actingAt(T0 + 5);

    Play.Judged it = START.joined(leg).judge(gift, T0 + 9, RULES);

    assertThat(it.outcome()).isEqualTo(Outcome.RESERVED);
    assertThat(Journal.sum(it.postings(), Posting.TRANSIT)).isEqualTo(Money.ZERO);
    assertThat(it.after().core().purse())
        .isEqualTo(
            START.core().purse().minus(it.effectiveAt() < T0 + 5 ? Money.ZERO : Money.of(40)));
    assertThat(it.after().transfers().rows()).hasSize(1);
  }

  @Test
  void aCodeIsHandedInOnce() {
    Play asked = START.judge(at(T0, Command.redeem(" Anchor ", 0)), T0, RULES).after();
    Mutation again = at(T0, Command.redeem("ANCHOR", 0));
    assertThat(asked.judge(again, T0, RULES).rejection()).isEqualTo(Reasons.ALREADY_REDEEMED);

    Transfer row = asked.transfers().rows().getFirst();
    Play refused = asked.joined(Entries.refused(row).actingAt(T0 + 1));
    assertThat(refused.judge(again, T0, RULES).rejection()).as("it may be good later").isNull();
    Play granted = asked.joined(Entries.granted(row, Money.of(99)).actingAt(T0 + 1));
    assertThat(granted.judge(again, T0, RULES).rejection()).isEqualTo(Reasons.ALREADY_REDEEMED);
    assertThat(granted.knows(Entries.granted(row, Money.of(99)))).isTrue();
  }

  @Test
  void anEntryJoinsOnce() {
    Transfer out = new Transfer(id32("t"), "out", Accounts.ACCOUNT, Money.of(5), T0);
    Play got = START.joined(Entries.received(out, FRIEND).actingAt(T0 + 1));
    Entry again = Entries.received(out, FRIEND).actingAt(T0 + 2);

    assertThat(got.knows(again)).isTrue();
    assertThatExceptionOfType(CommitException.class).isThrownBy(() -> got.joined(again));
    Play acted = got.judge(at(T0 + 9, Command.buy("boat", 1, 0, null)), T0 + 9, RULES).after();
    assertThat(acted.entries()).isEmpty();
    assertThat(acted.knows(again)).as("also when it has acted").isTrue();
    assertThat(START.knows(Entries.returned(out))).as("nothing went out").isTrue();

    Play paid = START.joined(Entries.period("dividend", 7, Money.of(1)).actingAt(T0 + 1));
    assertThat(paid.knows(Entries.period("dividend", 6, Money.of(1)))).isTrue();
    assertThat(paid.knows(Entries.period("dividend", 8, Money.of(1)))).isFalse();
  }

  @Test
  void aFillHasTheNextNumberOfAnOpenOrder() {
    Mutation order = at(T0, Command.order(false, "salt", 5, Money.of(12), 0));
    Play open = START.judge(order, T0, RULES).after();
    Order there = open.core().dealings().orders().getFirst();
    Entry first = Entries.fill(there, 2, Money.of(11)).actingAt(T0 + 1);

    Play filled = open.joined(first);

    assertThat(there.id()).isEqualTo(Journal.entryId(Journal.cause(order)));
    assertThat(filled.knows(Entries.fill(there, 5, Money.of(9)))).as("number 1 again").isTrue();
    Order later = filled.core().dealings().orders().getFirst();
    assertThat(filled.knows(Entries.fill(later, 5, Money.of(9)))).isFalse();
    assertThat(START.knows(first)).as("no such order").isTrue();
  }

  // ---- heals
  // --------------------------------------------------------------------------------------

  private static State committed(State on, List<Entry> entries, long now) {
    return on.commit(Accounts.commit(on, entries, now), RULES).state();
  }

  @Test
  void aGiftOfTheBranchStandsAndTheLackIsOwed() {
    State common = Accounts.enrolled();
    // The device saw a commit that spent nearly all; the server lost it, and took a gift instead.
    Accounts.Life life = new Accounts.Life("a");
    Batch spent = life.push(common.at(), life.does(Accounts.buy(2), T0 + 1));
    State shown = ((Verdict.Commits) judge(common, spent, T0 + 1)).after();
    Accounts.Life other = new Accounts.Life("b");
    State server = common;
    Verdict.Commits taken =
        (Verdict.Commits)
            judge(
                server,
                other.push(common.at(), other.does(gift(200), T0 + 2)),
                T0 + 2,
                id32("epoch 2"));
    Iterator<Booked> journal = List.of(new Booked(taken.commit(), taken.journal())).iterator();

    Healing.Ruling.Heals heals =
        (Healing.Ruling.Heals)
            Healing.judge(taken.after(), journal, shown, T0 + 3, RULES, id32("healed"), 1);

    Transfer row = heals.after().transfers().rows().getFirst();
    assertThat(row.direction()).isEqualTo("out");
    assertThat(row.at()).as("its first time").isEqualTo(T0 + 2);
    assertThat(heals.after().devices().lastSeq(id32("b"))).isEqualTo(1);
    assertThat(heals.forgotten()).as("its result stays").isEmpty();
    EconomyState before = shown.core();
    EconomyState later =
        Economy.advance(heals.after().core(), T0 + 9, heals.after().reads(RULES)).state();
    Money earned = later.lifetime().minus(before.lifetime());
    assertThat(later.claim()).as("the purse held less than 200").isGreaterThan(Money.ZERO);
    assertThat(later.purse().minus(later.claim()))
        .isEqualTo(before.purse().plus(earned).minus(Money.of(200)));
  }

  @Test
  void whatIsTooOldToAskForIsTakenBack() {
    Transfer out = new Transfer(id32("t"), "out", Accounts.ACCOUNT, Money.of(5), T0);
    State common = Accounts.enrolled();
    State shown =
        committed(common, List.of(Entries.received(out, FRIEND).actingAt(T0 + 9)), T0 + 9);

    for (long days : List.of(19L, 20L)) {
      long now = T0 + days * DAY;
      State server = common.commit(otherEpoch(common, now), RULES).state();
      Healing.Ruling.Heals heals =
          (Healing.Ruling.Heals)
              Healing.judge(
                  server,
                  List.of(new Booked(otherEpoch(common, now), List.of())).iterator(),
                  shown,
                  now,
                  RULES,
                  id32("healed"),
                  1);
      assertThat(heals.after().transfers().rows().getFirst().direction())
          .isEqualTo(days < 20 ? "in" : "taken");
    }
  }

  private static Commit otherEpoch(State on, long now) {
    return new Commit(
        on.account(),
        on.at(),
        new EpochVersion(id32("epoch 2"), on.at().version() + 1),
        null,
        null,
        null,
        List.of(),
        List.of(),
        now,
        List.of(),
        1);
  }

  private static Verdict judge(State on, Batch batch, long now) {
    return judge(on, batch, now, on.at().epoch());
  }

  private static Verdict judge(State on, Batch batch, long now, String epoch) {
    EpochVersion to = new EpochVersion(epoch, on.at().version() + 1);
    return Judge.judge(on, batch, KnownIds.NONE, now, RULES, to, 1);
  }
}
