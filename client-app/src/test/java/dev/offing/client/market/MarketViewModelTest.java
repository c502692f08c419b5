package dev.offing.client.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.StepExecutor;
import dev.offing.client.bridge.EngineDesk;
import dev.offing.sync.economy.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The market without a window and without a server, over a real engine. */
final class MarketViewModelTest {
  @TempDir Path folder;
  private Harbours on;
  private MarketViewModel market;

  @BeforeEach
  void open() {
    on = new Harbours(folder);
    market =
        new MarketViewModel(
            new EngineDesk(on.engine, new StepExecutor(), Runnable::run), on.bridge, _ -> {});
    on.watchers.add(market);
    on.engine.submit(Command.buy("rowboat", 1, 0, null));
    on.pass(3_600_000);
    on.engine.submit(Command.buy("rowboat", 20, 0, null)); // more than a coin in each step
    on.pass(50);
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void aPurseThatFillsMovesTheTicketFourTimesASecond() {
    market.visible(true);
    List<String> purses = new ArrayList<>();
    market.ticket().means().subscribe((_, now) -> purses.add(now));

    for (int ms = 0; ms < 1_000; ms += 50) {
      on.pass(50);
    }

    assertThat(purses).hasSize(4);
  }

  @Test
  void anOrderIsShownAtOnce() {
    market.visible(true);
    market.ticket().quantity().set("1");
    market.ticket().limit().set("0.001");
    market.place();
    on.disk.step();
    on.pulse();

    assertThat(market.orders()).extracting(OrderRow::title).containsExactly("Buy 1 herring");
  }

  @Test
  void whatNobodyLooksAtStandsStillUntilSomebodyDoes() {
    String before = market.ticket().means().get();
    on.pass(60_000);
    assertThat(market.ticket().means().get()).isEqualTo(before);

    market.visible(true);
    on.pass(50);

    assertThat(market.ticket().means().get()).startsWith("purse ").isNotEqualTo(before);
  }
}
