package dev.offing.client.harbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.sync.ledger.JournalRow;
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
    String before = harbour.purse().get();
    on.pass(60_000);
    assertThat(harbour.purse().get()).isEqualTo(before);
    assertThat(harbour.lamp().get().state()).isEqualTo(Lamp.State.UNLIT);

    harbour.buy("rowboat", 1);
    on.settle();
    assertThat(harbour.lamp().get().state()).isEqualTo(Lamp.State.BURNING);
    assertThat(harbour.lamp().get().text()).isEqualTo("earning until 17:41");
    assertThat(harbour.lamp().get().cells()).isEqualTo(Lamp.CELLS);
    on.pass(2_000);
    assertThat(harbour.purseExact().get()).isEqualTo("2.000");
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
    assertThat(harbour.pending().get()).isEqualTo(1);
    assertThat(rowboat().rateText()).isEqualTo(harbour.rate().get());
    assertThat(on.engine.journal(1).getFirst().mutationId())
        .isEqualTo(((Answer.Saved) harbour.answer().get()).mutationId());
  }

  @Test
  void whatTheLabelOfMaxSaysIsWhatIsCharged() {
    start();
    on.pass(600_000);
    Offer max = rowboat().max();
    assertThat(max.count()).isGreaterThan(5);
    harbour.buyMax("rowboat");
    on.settle();
    assertThat(rowboat().owned()).isEqualTo(1 + max.count());
    JournalRow row = on.engine.journal(1).getFirst();
    assertThat(row.moved()).isEqualTo(max.price().negated());
    assertThat(rowboat().one().affordable()).isFalse();
  }

  @Test
  void twoQuickClicksBuyTwoEachAtItsLabel() {
    start();
    on.pass(600_000);
    Offer first = rowboat().one();
    harbour.buy("rowboat", 1);
    harbour.buy("rowboat", 1);
    assertThat(on.disk.waiting()).isEqualTo(1);
    on.settle();
    Offer second = rowboat().one();
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
    assertThat(rowboat().owned()).isEqualTo(1 + HarbourViewModel.MAX_WAITING + 1);
  }

  @Test
  void aRefusalSaysHowMuchIsShortAndTakesNothing() {
    String purse = harbour.purseExact().get();
    harbour.buy("dinghy", 1);
    on.settle();
    assertThat(harbour.refusal().get().title()).isEqualTo("Not bought: 1 \u00d7 Dinghy");
    assertThat(harbour.refusal().get().reason())
        .isEqualTo("Short by 185.00 coins. Nothing was taken.");
    assertThat(harbour.answer().get()).isInstanceOf(Answer.Refused.class);
    assertThat(harbour.purseExact().get()).isEqualTo(purse);
    assertThat(on.engine.journal(10)).isEmpty();

    harbour.dismiss();
    assertThat(harbour.refusal().get()).isNull();
  }

  @Test
  void whatTheRulesRefuseIsToldInTheirWords() {
    start();
    harbour.upgrade("long-oars");
    on.settle();
    assertThat(harbour.refusal().get().title()).isEqualTo("Not bought: Longer oars");
    assertThat(harbour.refusal().get().reason()).contains("needs");
    harbour.buy("rowboat", 5_000);
    on.settle();
    assertThat(harbour.refusal().get().reason()).contains("At most 5,000");
  }

  @Test
  void eachRowSaysWhenItCanBePaid() {
    start();
    assertThat(rowboat().one().waitText()).isEqualTo("in 0:17");
    on.pass(10_000);
    assertThat(rowboat().one().waitText()).isEqualTo("in 0:07");
    on.pass(7_000);
    assertThat(rowboat().one().affordable()).isTrue();
    assertThat(rowboat().one().waitText()).isEmpty();
    assertThat(harbour.fleet().getLast().one().waitText()).isEqualTo("out of reach");
  }

  @Test
  void whenTheLampIsOutThePillSaysSoAndNothingIsEarned() {
    start();
    long cap = on.engine.view().contactUntil() - Harbours.START;
    on.pass(cap - 300_000);
    assertThat(harbour.lamp().get().state()).isEqualTo(Lamp.State.LOW);
    assertThat(harbour.lamp().get().cells()).isEqualTo(1);
    on.pass(300_000);
    String purse = harbour.purseExact().get();
    on.pass(60_000);
    assertThat(harbour.purseExact().get()).isEqualTo(purse);
    assertThat(harbour.lamp().get().state()).isEqualTo(Lamp.State.OUT);
    assertThat(harbour.pill().get().kind()).isEqualTo(Pill.Kind.LAMP_OUT);
    assertThat(harbour.pill().get().text()).isEqualTo("Lamp out since 17:40");
    assertThat(harbour.rate().get()).isEqualTo("+0.00/s");
  }

  @Test
  void withoutAServerThePillSaysSinceWhen() {
    assertThat(harbour.pill().get().kind()).isEqualTo(Pill.Kind.OFFLINE);
    assertThat(harbour.pill().get().text()).startsWith("Offline since 09:40");
    start();
    assertThat(harbour.pill().get().text()).isEqualTo("Offline since 09:40, earning until 17:40");
  }

  @Test
  void aRowThatDidNotChangeIsNotTouched() {
    start();
    on.pass(100);
    List<Integer> touched = new ArrayList<>();
    harbour
        .fleet()
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
    assertThat(touched).contains(0).doesNotContain(harbour.fleet().size() - 1);
  }

  private void start() {
    harbour.buy("rowboat", 1);
    on.settle();
  }

  private Vessel rowboat() {
    return harbour.fleet().getFirst();
  }
}
