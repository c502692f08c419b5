package dev.offing.sync.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.account.Entries;
import dev.offing.sync.account.Play;
import dev.offing.sync.economy.Command;
import dev.offing.sync.economy.Economy;
import dev.offing.sync.economy.Effect.Transfer;
import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Timeline;
import dev.offing.sync.ledger.LedgerException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Absences over a real session and a real judge, on clocks that are told. */
final class AwayDeskTest {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final Random random = new Random(11);
  private final TestServer server = new TestServer(random, 1_800_000_000_000L);
  private final TestDevice device = new TestDevice(server, random);

  @Test
  void atTheFirstStartAndAfterAMomentNothingIsTold() {
    assertThat(device.session.away(device.now())).isEmpty();
    begin();
    leaveFor(MINUTE - 1);
    assertThat(device.session.away(device.now())).isEmpty();
    leaveFor(MINUTE);
    assertThat(report().litMs()).isEqualTo(MINUTE);
  }

  @Test
  void whatIsToldIsToTheGrainWhatTheLedgerGained() {
    begin();
    for (int i = 0; i < 300; i++) {
      play();
      Money before = device.purse();
      long left = server.now;
      leaveFor(MINUTE + random.nextLong(40 * HOUR));
      AwayReport told = report();
      Money gained = device.purse().minus(before);
      assertThat(told.earned()).isEqualTo(gained);
      assertThat(told.bySource().values().stream().reduce(Money.ZERO, Money::plus))
          .isEqualTo(gained);
      assertThat(told.before()).isEqualTo(before);
      assertThat(told.after()).isEqualTo(device.purse());
      assertThat(told.moved()).isEqualTo(Money.ZERO);
      assertThat(told.leftMs()).isEqualTo(left);
      assertThat(told.backMs()).isEqualTo(server.now);
      assertThat(told.litMs()).isLessThanOrEqualTo(Math.min(told.capMs(), server.now - left));

      device.connect();
      assertThat(report().earned()).isEqualTo(gained);
      assertThat(report().after()).isEqualTo(device.purse());
      assertThat(report().waiting()).isZero();
      device.session.acknowledgeAway(device.now());
    }
  }

  @Test
  void theServersAnswersComeIntoItAndARefusalTakesItsIncomeBack() {
    begin();
    device.offline();
    device.pass(10 * MINUTE);
    device.buy("stand", 2);
    device.submit(Command.buy("shop", 1, 0, null));
    server.changeCatalog(Lemonade.dearer(), server.now - MINUTE);
    leaveFor(3 * HOUR);
    AwayReport guessed = report();
    assertThat(guessed.waiting()).isEqualTo(2);
    assertThat(guessed.refused()).isEmpty();

    device.connect();
    AwayReport told = report();
    assertThat(told.applied()).isEqualTo(1);
    assertThat(told.waiting()).isZero();
    assertThat(told.refused()).hasSize(1);
    assertThat(told.refused().getFirst().command().args()).containsEntry("producer", "stand");
    assertThat(told.refused().getFirst().why().code()).isEqualTo("price_changed");
    assertThat(told.after()).isEqualTo(device.purse());
    assertThat(told.earned()).isEqualTo(told.after().minus(told.before()));
    assertThat(told.earned()).isLessThan(guessed.earned());
    assertThat(guessed.surprises()).isEmpty();
    assertThat(sum(told.surprises())).isEqualTo(told.after().minus(guessed.after()));
  }

  private static Money sum(Map<String, Money> amounts) {
    return amounts.values().stream().reduce(Money.ZERO, Money::plus);
  }

  @Test
  void eachDifferenceFromWhatWasExpectedIsToldByItsCauseToTheGrain() {
    String eventful =
        Lemonade.text()
            .replace(
                "\"boosts\": []",
                """
                "boosts": [], "events": [{"id": "fair", "name": "Fair", "text": "Loud.",
                "multiplier": "2", "durationMs": 60000, "everyMs": 60000}]\
                """);
    server.changeCatalog(eventful, server.now);
    begin();
    device.offline();
    device.pass(10 * MINUTE);
    device.submit(Command.buy("shop", 1, 0, null));
    long left = server.now;
    leaveFor(2 * HOUR);
    AwayReport guessed = report();
    assertThat(guessed.surprises()).isEmpty();

    server.announce("fair", left + MINUTE, 30 * MINUTE);
    server.now -= HOUR; // while nobody was here
    Transfer out = new Transfer("a".repeat(32), "out", "", Money.of(700), server.now);
    server.makes(Entries.received(out, "b".repeat(64)));
    server.makes(Entries.period("dividend", 1, Money.of(90)));
    server.makes(Entries.leg(new Transfer("c".repeat(32), "in", "", Money.of(40), 1), "d"));
    server.now += HOUR;
    device.connect();
    AwayReport told = report();

    assertThat(told.after()).isEqualTo(device.purse());
    assertThat(told.surprises().keySet()).containsExactly("dividend", "events", "received", "sent");
    assertThat(told.surprises())
        .containsEntry("dividend", Money.of(90))
        .containsEntry("received", Money.of(700))
        .containsEntry("sent", Money.of(-40));
    assertThat(told.surprises().get("events")).isEqualTo(told.earned().minus(guessed.earned()));
    assertThat(sum(told.surprises())).isEqualTo(told.after().minus(guessed.after()));
    assertThat(told.changes())
        .containsEntry("dividend", Money.of(90))
        .containsEntry("received", Money.of(700))
        .containsEntry("sent", Money.of(-40));
    assertThat(sum(told.changes())).isEqualTo(told.moved());

    device.buy("stand", 1); // crosses what arrived
    device.connect();
    device.restart();
    assertThat(report()).as("also when it has acted").isEqualTo(told);
  }

  @Test
  void whoKillsTheGameWhileItIsToldIsPaidOnceAndToldAgain() {
    begin();
    device.offline();
    device.pass(10 * MINUTE);
    device.buy("stand", 2);
    server.changeCatalog(Lemonade.dearer(), server.now - MINUTE);
    Money before = device.purse();
    long left = server.now;
    leaveFor(2 * HOUR);
    device.connect();
    AwayReport first = report();
    assertThat(first.refused()).hasSize(1);
    Money paid = device.purse();

    device.restart();
    assertThat(device.purse()).isEqualTo(paid);
    assertThat(report()).isEqualTo(first);

    server.now += 20 * HOUR;
    device.restart();
    AwayReport again = report();
    assertThat(again.leftMs()).isEqualTo(left);
    assertThat(again.refused()).isEqualTo(first.refused());
    assertThat(again.after()).isEqualTo(device.purse());
    assertThat(again.before()).isEqualTo(first.before()).isGreaterThan(before);
    assertThat(again.earned()).isEqualTo(again.after().minus(again.before()));

    device.session.acknowledgeAway(device.now());
    assertThat(device.session.away(device.now())).isEmpty();
    device.restart();
    assertThat(device.session.away(device.now())).isEmpty();
  }

  @Test
  void afterAKillTheMarkIsOldByHalfAMinuteAtMostAndTheSumIsRightAllTheSame() {
    begin();
    device.pass(75_000);
    long killed = server.now;
    server.now += HOUR;
    device.restart();
    AwayReport told = report();
    assertThat(told.leftMs()).isBetween(killed - AwayDesk.MARK_MS, killed);
    assertThat(told.after()).isEqualTo(device.purse());
    assertThat(told.earned()).isEqualTo(told.after().minus(told.before()));
  }

  @Test
  void aDeviceWhoseClockWasSetForwardIsToldWhatTheServersClockSays() {
    begin();
    Money before = device.purse();
    device.session.step(new Event.Close(), device.now());
    device.skew = 5 * HOUR;
    server.now += HOUR;
    device.restart();
    assertThat(report().litMs()).isEqualTo(6 * HOUR);
    device.connect();
    assertThat(report().litMs()).isEqualTo(HOUR);
    assertThat(report().after()).isEqualTo(device.purse());
    assertThat(report().earned()).isEqualTo(device.purse().minus(before));
  }

  @Test
  void aDiskThatRefusesKeepsItForTheNextTime() {
    begin();
    leaveFor(HOUR);
    AwayReport told = report();
    device.ledger.full(true);
    assertThat(refusesToForget()).isTrue();
    assertThat(report()).isSameAs(told);
    device.ledger.full(false);
    device.restart();
    assertThat(report()).isEqualTo(told);
  }

  private boolean refusesToForget() {
    try {
      device.session.acknowledgeAway(device.now());
      return false;
    } catch (LedgerException e) {
      return true;
    }
  }

  private AwayReport report() {
    return device.session.away(device.now()).orElseThrow();
  }

  private void begin() {
    device.connect();
    device.buy("stand", 1);
  }

  /**
   * Buys what it can, with and without a server, so that each absence begins from another state.
   */
  private void play() {
    device.connect();
    for (int i = random.nextInt(3); i > 0; i--) {
      if (random.nextBoolean()) {
        device.offline();
      }
      device.pass(random.nextLong(HOUR));
      String what = random.nextBoolean() ? "stand" : "shop";
      int most =
          Economy.maxAffordable(
              device.session.rulebook().at(server.now),
              Economy.advance(device.session.predicted(device.now()).core(), server.now, timeline())
                  .state(),
              what);
      if (most > 0) {
        device.buy(what, 1 + random.nextInt(most));
      }
    }
  }

  private Timeline timeline() {
    Play play = device.session.predicted(device.now());
    return new Timeline(device.session.rulebook(), play.contact(), play.entries());
  }

  /** Ends the program, lets time pass and starts it again, without a network. */
  private void leaveFor(long ms) {
    device.session.step(new Event.Close(), device.now());
    server.now += ms;
    device.online = false;
    device.restart();
  }
}
