package dev.offing.client.harbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.sync.economy.Money;
import dev.offing.sync.ledger.JournalRow;
import dev.offing.sync.protocol.ServerMessage;
import dev.offing.sync.session.SyncEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harbour without a window: a real engine, a real profile, a clock that is told. */
final class HarbourViewModelTest {

  @TempDir Path folder;
  private Harbours on;
  private HarbourViewModel harbour;

  @BeforeEach
  void open() {
    on = new Harbours(folder);
    harbour = on.harbour;
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void aNewHarbourStandsStillUntilTheFirstPurchaseLightsTheLamp() {
    String before = harbour.purse().text().get();
    on.pass(60_000);
    assertThat(harbour.purse().text().get()).isEqualTo(before);
    assertThat(harbour.status().lamp().get().state()).isEqualTo(Lamp.State.UNLIT);

    harbour.buy("rowboat", 1);
    on.settle();
    assertThat(harbour.status().lamp().get().state()).isEqualTo(Lamp.State.BURNING);
    assertThat(harbour.status().lamp().get().text()).isEqualTo("earning until 17:41");
    assertThat(harbour.status().lamp().get().cells()).isEqualTo(Lamp.CELLS);
    on.pass(2_000);
    assertThat(harbour.purse().exact().get()).isEqualTo("2.000");
  }

  @Test
  void aPurchaseIsShownInThePulseAfterItsCommitAndNotBefore() {
    harbour.buy("rowboat", 1);
    on.pulse();
    assertThat(rowboat().owned()).isZero();
    assertThat(harbour.answer().get()).isNull();

    on.disk.step();
    assertThat(rowboat().owned()).isZero();
    on.pulse();
    assertThat(rowboat().owned()).isEqualTo(1);
    assertThat(on.engine.status().pending()).isEqualTo(1);
    assertThat(rowboat().rateText()).isEqualTo("+1/s");
    assertThat(harbour.purse().rate().get()).isEqualTo("+1 /s");
    assertThat(rowboat().pending()).isTrue();
    assertThat(harbour.purse().note().get()).isEqualTo("1 move waiting for the server");
    assertThat(on.engine.journal(1).getFirst().mutationId())
        .isEqualTo(((Answer.Saved) harbour.answer().get()).mutationId());
  }

  @Test
  void whatTheLabelOfMaxSaysIsWhatIsCharged() {
    start();
    on.pass(600_000);
    harbour.fleet().choose(Amount.MAX);
    Offer max = rowboat().offer();
    assertThat(rowboat().label()).isEqualTo("Max " + max.count());
    assertThat(max.count()).isGreaterThan(5);
    harbour.buyShown("rowboat");
    on.settle();
    assertThat(rowboat().owned()).isEqualTo(1 + max.count());
    JournalRow row = on.engine.journal(1).getFirst();
    assertThat(row.moved()).isEqualTo(max.price().negated());
    assertThat(rowboat().offer().affordable()).isFalse();
  }

  @Test
  void twoQuickClicksBuyTwoEachAtItsLabel() {
    start();
    on.pass(600_000);
    Offer first = rowboat().offer();
    harbour.buy("rowboat", 1);
    harbour.buy("rowboat", 1);
    assertThat(on.disk.waiting()).isEqualTo(1);
    on.settle();
    Offer second = rowboat().offer();
    on.settle();
    List<JournalRow> rows = on.engine.journal(2);
    assertThat(rows.get(1).moved()).isEqualTo(first.price().negated());
    assertThat(rows.get(0).moved()).isEqualTo(second.price().negated());
    assertThat(second.price()).isGreaterThan(first.price());
    assertThat(rowboat().owned()).isEqualTo(3);
  }

  @Test
  void clicksThatNobodyMeansAreNotTaken() {
    start();
    on.pass(3_600_000);
    for (int i = 0; i < 100; i++) {
      harbour.buy("rowboat", 1);
    }
    while (on.disk.waiting() > 0) {
      on.settle();
    }
    assertThat(rowboat().owned()).isEqualTo(1 + Orders.MOST + 1);
  }

  @Test
  void aLetterIsShownWithWhatItHolds() {
    start();
    harbour.heard(
        new SyncEvent.Letter(
            new ServerMessage.Notice(
                "gift:1", 1_764_000_000_000L, "gift", "From a friend.", Money.of(12_000))));
    harbour.heard(
        new SyncEvent.Letter(
            new ServerMessage.Notice("w", 1_764_000_000_000L, "news", "It is spring.")));

    assertThat(on.letters)
        .containsExactly("A gift of 12.00: From a friend.", "A letter: It is spring.");
  }

  @Test
  void aServerThatHadForgottenIsTold() {
    harbour.heard(new SyncEvent.Restored(true, 0));
    harbour.heard(new SyncEvent.Restored(false, 3));
    assertThat(on.restored).hasSize(2);
    assertThat(on.restored.getFirst()).contains("This device's copy brought it back");
    assertThat(on.restored.getLast()).contains("3 actions that it lost are sent again");
  }

  @Test
  void aRefusalSaysHowMuchIsShortAndTakesNothing() {
    String purse = harbour.purse().exact().get();
    harbour.buy("dinghy", 1);
    on.settle();
    assertThat(on.refusals.getLast().title()).isEqualTo("Not bought: 1 \u00d7 Dinghy");
    assertThat(on.refusals.getLast().reason())
        .isEqualTo("Short by 185.00 coins. Nothing was taken.");
    assertThat(harbour.answer().get()).isInstanceOf(Answer.Refused.class);
    assertThat(harbour.purse().exact().get()).isEqualTo(purse);
    assertThat(on.engine.journal(10)).isEmpty();
  }

  @Test
  void whatTheRulesRefuseIsToldInTheirWords() {
    start();
    harbour.upgrade("long-oars");
    on.settle();
    assertThat(on.refusals.getLast().title()).isEqualTo("Not bought: Longer oars");
    assertThat(on.refusals.getLast().reason()).contains("needs");
    harbour.buy("rowboat", 5_000);
    on.settle();
    assertThat(on.refusals.getLast().reason()).contains("At most 5,000");
  }

  @Test
  void eachRowSaysWhenItCanBePaid() {
    start();
    assertThat(rowboat().offer().waitText()).isEqualTo("in 0:17");
    on.pass(10_000);
    assertThat(rowboat().offer().waitText()).isEqualTo("in 0:07");
    on.pass(7_000);
    assertThat(rowboat().offer().affordable()).isTrue();
    assertThat(rowboat().offer().waitText()).isEmpty();
    harbour.fleet().choose(Amount.HUNDRED);
    assertThat(rowboat().label()).isEqualTo("out of reach");
  }

  @Test
  void whenTheLampIsOutThePillSaysSoAndNothingIsEarned() {
    start();
    long cap = on.engine.view().contactUntil() - Harbours.START;
    on.pass(cap - 300_000);
    assertThat(harbour.status().lamp().get().state()).isEqualTo(Lamp.State.LOW);
    assertThat(harbour.status().lamp().get().cells()).isEqualTo(1);
    on.pass(300_000);
    String purse = harbour.purse().exact().get();
    on.pass(60_000);
    assertThat(harbour.purse().exact().get()).isEqualTo(purse);
    assertThat(harbour.status().lamp().get().state()).isEqualTo(Lamp.State.OUT);
    assertThat(harbour.status().pill().get().kind()).isEqualTo(Pill.Kind.LAMP_OUT);
    assertThat(harbour.status().pill().get().text()).isEqualTo("Lamp out since 17:40");
    assertThat(harbour.purse().rate().get()).isEqualTo("+0 /s");
  }

  @Test
  void withoutAServerThePillSaysSinceWhen() {
    assertThat(harbour.status().pill().get().kind()).isEqualTo(Pill.Kind.OFFLINE);
    assertThat(harbour.status().pill().get().text()).startsWith("Offline since 09:40");
    start();
    assertThat(harbour.status().pill().get().text())
        .isEqualTo("Offline since 09:40, earning until 17:40");
  }

  @Test
  void aRowThatDidNotChangeIsNotTouched() {
    start();
    on.pass(100);
    List<Integer> touched = new ArrayList<>();
    harbour
        .fleet()
        .rows()
        .addListener(
            (javafx.collections.ListChangeListener<Vessel>)
                change -> {
                  while (change.next()) {
                    touched.add(change.getFrom());
                  }
                });
    on.pass(60);
    assertThat(touched).isEmpty();
    on.pass(1_000);
    assertThat(touched).contains(0);
  }

  @Test
  void whateverAmountIsChosenTheLabelIsTheCharge() {
    start();
    on.pass(3_000_000);
    for (Amount amount : Amount.values()) {
      harbour.fleet().choose(amount);
      Vessel row = rowboat();
      harbour.buyShown("rowboat");
      on.settle();
      JournalRow booked = on.engine.journal(1).getFirst();
      if (row.offer().affordable()) {
        assertThat(rowboat().owned()).isEqualTo(row.owned() + row.offer().count());
        assertThat(booked.moved()).isEqualTo(row.offer().price().negated());
        assertThat(row.priceText()).isEqualTo(Coins.price(booked.moved().negated()));
      } else {
        assertThat(rowboat().owned()).isEqualTo(row.owned());
        assertThat(on.refusals.getLast().title()).contains(row.offer().count() + " \u00d7");
      }
      on.pass(3_000_000);
    }
  }

  @Test
  void nextIsWhatIsMissingToTheDoubling() {
    start();
    harbour.fleet().choose(Amount.NEXT);
    assertThat(rowboat().offer().count()).isEqualTo(24);
    assertThat(rowboat().milestoneText()).isEqualTo("\u00d72 at 25");
    assertThat(rowboat().milestonePart()).isEqualTo(40);
  }

  @Test
  void theNextVesselIsOnlyGuessedAtAndThoseBeyondAreNotShown() {
    assertThat(harbour.fleet().rows()).hasSize(1);
    assertThat(rowboat().known()).isTrue();
    start();
    assertThat(harbour.fleet().rows()).hasSize(2);
    Vessel dinghy = harbour.fleet().rows().getLast();
    assertThat(dinghy.known()).isFalse();
    assertThat(dinghy.name()).isEqualTo("Something quick");
    assertThat(harbour.vesselCard("clipper")).isEqualTo("Something large");
    assertThat(harbour.vesselCard("rowboat")).isEqualTo("Rowboat, 1 owned, +1/s");
    on.pass(250_000);
    harbour.buyShown("dinghy");
    on.settle();
    assertThat(harbour.fleet().rows()).hasSize(3);
    assertThat(harbour.fleet().rows().get(1).name()).isEqualTo("Dinghy");
  }

  @Test
  void onlyTheShortestPaybackIsTheBestAndOnlyWhatCanBePaid() {
    start();
    assertThat(harbour.fleet().rows()).noneMatch(Vessel::best);
    on.pass(300_000);
    harbour.fleet().choose(Amount.ONE);
    assertThat(harbour.fleet().rows().stream().filter(Vessel::best).map(Vessel::id))
        .containsExactly("rowboat");
    for (int i = 0; i < 12; i++) {
      harbour.buy("rowboat", 1);
      on.settle();
    }
    on.pass(60_000);
    // 15 x 1.07^13 coins for 1 a second against 200 for 5.
    assertThat(harbour.fleet().rows().stream().filter(Vessel::best).map(Vessel::id))
        .containsExactly("rowboat");
    harbour.fleet().choose(Amount.TEN);
    assertThat(harbour.fleet().rows().stream().filter(Vessel::best).map(Vessel::id))
        .allMatch("rowboat"::equals);
  }

  @Test
  void theTooltipNamesBaseMultipliersAndPayback() {
    start();
    on.pass(1_000_000);
    harbour.buy("rowboat", 24);
    on.settle();
    on.pass(600_000);
    harbour.upgrade("long-oars");
    on.settle();
    harbour.boost("crew-bonus");
    on.settle();
    assertThat(harbour.fleet().explain("rowboat").lines())
        .contains(
            "Rowboat",
            "1/s each, 25 owned",
            "\u00d72  Longer oars",
            "\u00d71.02  Achievements",
            "\u00d72  25 owned",
            "\u00d72  Crew bonus, 5:00 left",
            "Together +204/s, 100 % of the harbour")
        .anyMatch(line -> line.startsWith("Pays for itself in "));
  }

  @Test
  void upgradesSayWhatTheyNeedAndHowManyCanBePaid() {
    start();
    Extra oars = extra("long-oars");
    assertThat(oars.state()).isEqualTo(Extra.State.LOCKED);
    assertThat(oars.text()).isEqualTo("Needs 1 of 10 Rowboats");
    on.pass(3_600_000);
    harbour.buy("rowboat", 9);
    on.settle();
    assertThat(extra("long-oars").state()).isEqualTo(Extra.State.READY);
    assertThat(harbour.upgrades().affordable().get()).isEqualTo(1);
    harbour.upgrade("long-oars");
    on.settle();
    assertThat(extra("long-oars").state()).isEqualTo(Extra.State.OWNED);
    assertThat(extra("long-oars").pending()).isTrue();
    assertThat(harbour.upgrades().rows().getLast().id()).isEqualTo("long-oars");
  }

  @Test
  void aBoostThatRunsSaysHowLong() {
    start();
    on.pass(600_000);
    assertThat(harbour.boosts().rows().getFirst().label()).isEqualTo("Start, 5:00");
    harbour.boost("crew-bonus");
    on.settle();
    on.pass(60_000);
    Extra running = harbour.boosts().rows().getFirst();
    assertThat(running.state()).isEqualTo(Extra.State.RUNNING);
    assertThat(running.priceText()).isEqualTo("4:00 left");
    assertThat(running.part()).isEqualTo(800);
    assertThat(harbour.purse().rate().get()).isEqualTo("+2 /s");
    on.pass(240_000);
    assertThat(harbour.boosts().rows().getFirst().state()).isNotEqualTo(Extra.State.RUNNING);
  }

  @Test
  void aPurchaseGlidesDownAndIncomeDoesNot() {
    start();
    on.pass(1_000_000);
    assertThat(harbour.purse().text().get()).isEqualTo("1,000");
    assertThat(harbour.purse().moving().get()).isFalse();
    harbour.buy("rowboat", 20);
    on.settle();
    assertThat(harbour.purse().text().get()).isEqualTo("1,000");
    assertThat(harbour.purse().moving().get()).isTrue();
    assertThat(harbour.purse().jumps().get()).isEqualTo(2);
    on.frame(100);
    assertThat(harbour.purse().text().get()).hasSizeLessThan(7).isNotEqualTo("1,000");
    on.frame(CountUp.JUMP_MS);
    assertThat(harbour.purse().moving().get()).isFalse();
    on.pass(60);
    assertThat(harbour.purse().text().get())
        .isEqualTo(Coins.sum(on.engine.view().core().purse(), Notation.SHORT));
  }

  @Test
  void numbersStepWhereNothingShallMove() {
    start();
    on.pass(1_000_000);
    on.still.set(true);
    harbour.buy("rowboat", 20);
    on.settle();
    assertThat(harbour.purse().moving().get()).isFalse();
    assertThat(harbour.purse().text().get())
        .isEqualTo(Coins.sum(on.engine.view().core().purse(), Notation.SHORT));
  }

  @Test
  void anotherNotationIsUsedFromTheNextPulseOn() {
    start();
    on.pass(2_000_000);
    on.notation.set(Notation.SCIENTIFIC);
    on.pass(60);
    assertThat(harbour.purse().text().get()).startsWith("2.000060e3");
    assertThat(harbour.fleet().rows().getLast().priceText()).isEqualTo("2.00e3");
  }

  @Test
  void theLampsEndIsToldOncePerLamp() {
    start();
    long cap = on.engine.view().contactUntil() - Harbours.START;
    on.pass(cap - 600_060);
    assertThat(on.lamps).isEmpty();
    on.pass(60);
    assertThat(on.lamps).containsExactly("17:40");
    on.pass(300_000);
    on.pass(300_000);
    assertThat(on.lamps).hasSize(1);
  }

  @Test
  void whoComesBackIsToldOncePerAbsenceAndTheTotalIsTheDifference() {
    start();
    on.pass(40_000);
    harbour.buy("rowboat", 2);
    on.settle();
    Money before = on.engine.view().core().purse();
    long left = on.clock.read().wallMs();
    on.close();

    on = new Harbours(folder, left + 9 * 3_600_000L + 12 * 60_000);
    harbour = on.harbour;
    Welcome told = harbour.welcome().welcome().get();
    assertThat(told.gone()).isEqualTo("9 h 12 min");
    assertThat(told.lampLine()).startsWith("The lamp burned for 7 h 59 min");
    Money gained = on.engine.view().core().purse().minus(before);
    assertThat(told.total()).isEqualTo(Coins.sum(gained, Notation.SHORT));
    assertThat(told.rateText()).isEqualTo("3 /s for 7 h 59 min");
    assertThat(told.sources()).extracting(Welcome.Source::name).containsExactly("Rowboats");
    assertThat(told.lines().getFirst().bold()).isEqualTo("2 moves wait");
    on.bridge.close();
    on.engine.close();

    on = new Harbours(folder, left + 9 * 3_600_000L + 13 * 60_000);
    harbour = on.harbour;
    assertThat(harbour.welcome().welcome().get().total()).isEqualTo(told.total());
    // It was told twice and paid once: the lamp has been out since.
    assertThat(on.engine.view().core().purse()).isEqualTo(before.plus(gained));
    harbour.welcome().dismiss();
    on.settle();
    assertThat(harbour.welcome().welcome().get()).isNull();
    on.close();

    on = new Harbours(folder, left + 9 * 3_600_000L + 14 * 60_000 - 1);
    harbour = on.harbour;
    assertThat(harbour.welcome().welcome().get()).isNull();
  }

  private Extra extra(String id) {
    return harbour.upgrades().rows().stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void start() {
    harbour.buy("rowboat", 1);
    on.settle();
  }

  private Vessel rowboat() {
    return harbour.fleet().rows().getFirst();
  }
}
