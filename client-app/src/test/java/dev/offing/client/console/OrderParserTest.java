package dev.offing.client.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.sync.economy.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderParserTest {

  @Test
  void aScriptIsOrdersBetweenSemicolonsAndLines() throws OrderException {
    assertThat(OrderParser.script("buy rowboat; wait 20;\n status ;;"))
        .containsExactly(new Order.Buy("rowboat", 1), new Order.Wait(20_000), new Order.Status());
  }

  @Test
  void everyOrderIsUnderstood() throws OrderException {
    assertThat(OrderParser.parse("BUY dinghy max")).isEqualTo(new Order.Buy("dinghy", 0));
    assertThat(OrderParser.parse("buy dinghy 10")).isEqualTo(new Order.Buy("dinghy", 10));
    assertThat(OrderParser.parse("upgrade long-oars")).isEqualTo(new Order.Improve("long-oars"));
    assertThat(OrderParser.parse("boost crew-bonus")).isEqualTo(new Order.Lift("crew-bonus"));
    assertThat(OrderParser.parse("charter")).isEqualTo(new Order.Charter(false));
    assertThat(OrderParser.parse("charter YES")).isEqualTo(new Order.Charter(true));
    assertThat(OrderParser.parse("perk")).isEqualTo(new Order.Perks());
    assertThat(OrderParser.parse("perk sea-chest")).isEqualTo(new Order.Learn("sea-chest"));
    assertThat(OrderParser.parse("wait 0.25")).isEqualTo(new Order.Wait(250));
    assertThat(OrderParser.parse("drain")).isEqualTo(new Order.Drain(30_000));
    assertThat(OrderParser.parse("drain 5")).isEqualTo(new Order.Drain(5_000));
    assertThat(OrderParser.parse("journal")).isEqualTo(new Order.Journal(20));
    assertThat(OrderParser.parse("journal 3")).isEqualTo(new Order.Journal(3));
    assertThat(OrderParser.parse("fleet")).isEqualTo(new Order.Fleet());
    assertThat(OrderParser.parse("outbox")).isEqualTo(new Order.Outbox());
    assertThat(OrderParser.parse("connect")).isEqualTo(new Order.Connect());
    assertThat(OrderParser.parse("devices")).isEqualTo(new Order.Devices());
    assertThat(OrderParser.parse("link")).isEqualTo(new Order.Link());
    assertThat(OrderParser.parse("asks")).isEqualTo(new Order.Asks(60_000));
    assertThat(OrderParser.parse("asks 2")).isEqualTo(new Order.Asks(2_000));
    assertThat(OrderParser.parse("allow")).isEqualTo(new Order.Answer(true));
    assertThat(OrderParser.parse("refuse")).isEqualTo(new Order.Answer(false));
    assertThat(OrderParser.parse("join 7q4m-xogb"))
        .isEqualTo(new Order.Join("7q4m-xogb", "console"));
    assertThat(OrderParser.parse("recover ABCD my new laptop"))
        .isEqualTo(new Order.Recover("ABCD", "my new laptop"));
    assertThat(OrderParser.parse("revoke 3f2a 91bc")).isEqualTo(new Order.Revoke("3F2A91BC"));
    assertThat(OrderParser.parse("recovery")).isEqualTo(new Order.Recovery());
    assertThat(OrderParser.parse("help")).isEqualTo(new Order.Help());
    assertThat(OrderParser.parse("order sell tea 5 12000"))
        .isEqualTo(new Order.Trade(true, "tea", 5, Money.of(12_000)));
    assertThat(OrderParser.parse("gift abc 7")).isEqualTo(new Order.Give("abc", Money.of(7)));
    assertThat(OrderParser.parse("redeem Anchor")).isEqualTo(new Order.HandIn("Anchor"));
    assertThatThrownBy(() -> OrderParser.parse("order steal tea 5 12000"))
        .isInstanceOf(OrderException.class);
    assertThatThrownBy(() -> OrderParser.parse("gift a -1")).isInstanceOf(OrderException.class);
    assertThat(OrderParser.parse("quit")).isEqualTo(new Order.Quit());
  }

  @ParameterizedTest
  @CsvSource({
    "byu rowboat, Did you mean buy?",
    "statsu, Did you mean status?",
    "buy, buy VESSEL [N|max]",
    "buy rowboat 1 2, buy VESSEL [N|max]",
    "buy rowboat 0, not a number from 1 to 5000",
    "buy rowboat 5001, not a number from 1 to 5000",
    "buy rowboat -1, not a number from 1 to 5000",
    "wait, wait SECONDS",
    "wait soon, not a number of seconds",
    "wait 86401, not a number of seconds",
    "journal 10001, not a number from 1 to 10000",
    "status now, is not understood: status",
    "charter now, charter [yes]",
    "charter yes please, charter [yes]",
    "perk a b, perk [ID]",
    "join, join CODE [NAME]",
    "revoke, revoke MARK",
  })
  void aMistakeIsToldWithWhatIsRight(String line, String told) {
    assertThatThrownBy(() -> OrderParser.parse(line))
        .isInstanceOf(OrderException.class)
        .hasMessageContaining(told);
  }
}
