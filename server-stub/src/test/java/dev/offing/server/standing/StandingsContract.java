package dev.offing.server.standing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.Device;
import dev.offing.sync.economy.Money;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every standing keeps to. Others may stand there, too, with less than a test's players. */
abstract class StandingsContract {
  /** 10^60: more than others have. */
  private static final BigInteger MUCH = BigInteger.TEN.pow(60);

  private final List<String> accounts = new ArrayList<>();

  abstract Standings standings();

  private String player(BigInteger earned) {
    String account = Device.random(32);
    accounts.add(account);
    standings().note(account, Money.of(earned));
    return account;
  }

  @AfterEach
  void leave() {
    accounts.forEach(it -> standings().note(it, Money.ZERO));
  }

  @Test
  void itIsExactWhereDoublesGuess() {
    String second = player(MUCH);
    String first = player(MUCH.add(BigInteger.ONE));
    String third = player(MUCH.subtract(BigInteger.ONE));

    assertThat(standings().top(3))
        .extracting(Standings.Place::account)
        .containsExactly(first, second, third);
    assertThat(standings().of(third))
        .contains(new Standings.Place(3, third, Money.of(MUCH.subtract(BigInteger.ONE))));
  }

  @Test
  void moreDigitsAreMore() {
    String less = player(MUCH.subtract(BigInteger.ONE));
    String more = player(MUCH);

    assertThat(standings().top(2)).extracting(Standings.Place::account).containsExactly(more, less);
  }

  @Test
  void whoIsNotedAgainStandsOnceAndZeroTakesOff() {
    long before = standings().size();
    String a = player(MUCH);
    String b = player(MUCH.multiply(BigInteger.TWO));
    standings().note(a, Money.of(MUCH.multiply(BigInteger.TEN)));
    standings().note(a, Money.of(MUCH.multiply(BigInteger.TEN)));

    assertThat(standings().size()).isEqualTo(before + 2);
    assertThat(standings().of(a).orElseThrow().rank()).isEqualTo(1);
    assertThat(standings().of(b).orElseThrow().rank()).isEqualTo(2);
    standings().note(a, Money.ZERO);
    assertThat(standings().of(a)).isEmpty();
    assertThat(standings().of(b).orElseThrow().rank()).isEqualTo(1);
    assertThat(standings().size()).isEqualTo(before + 1);
  }

  @Test
  void whoEarnedTheSameHasARankOfHisOwn() {
    for (int i = 0; i < 3; i++) {
      player(MUCH);
    }

    assertThat(standings().top(3)).extracting(Standings.Place::rank).containsExactly(1L, 2L, 3L);
    assertThat(accounts)
        .extracting(it -> standings().of(it).orElseThrow().rank())
        .containsExactlyInAnyOrder(1L, 2L, 3L);
  }
}
