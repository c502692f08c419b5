package dev.offing.client.market;

import static dev.offing.client.PageStage.onScreen;
import static dev.offing.client.PageStage.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.Neighbour;
import dev.offing.client.PageStage;
import dev.offing.client.art.Gallery;
import dev.offing.client.bridge.EngineBridge;
import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.control.PageHead;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.ledger.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** A player in a window trades at a real server. */
final class MarketWindowTest {
  @TempDir Path folder;
  private final List<String> refused = new ArrayList<>();

  @BeforeAll
  static void startToolkit() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void buysOffersAndTakesBackByTheKeyboard() throws Exception {
    try (Neighbour tam =
            new Neighbour(
                Profile.in(folder, "tam"), folder.resolve("server"), DeviceClock.system());
        EngineDesk desk = EngineDesk.over(tam.engine, Platform::runLater);
        EngineBridge gestures = EngineBridge.over(tam.engine, () -> {});
        PageStage page = open(tam, desk, gestures)) {
      until(() -> !page.text("#market-price").equals("\u2013"));
      until(() ->
          onScreen(() -> page.node("#market-chart").getAccessibleText()).startsWith("Price over"));
      until(() -> page.text("#market-change").endsWith("today"));
      assertThat(page.text("#market-good")).isEqualTo("Herring");

      write(page, "market-quantity", "0");
      assertThat(onScreen(() -> page.node("#market-place").isDisabled())).isTrue();
      assertThat(page.text("#market-note")).contains("1 to 5,000");
      write(page, "market-quantity", "1");
      write(page, "market-limit", "9");
      assertThat(page.text("#market-total")).isEqualTo("9.00");
      press(page, "market-place");
      until(() -> titles(page, "#market-holdings").contains("1 herring"));
      assertThat(page.text("#market-worth")).isNotEqualTo("0.00");

      press(page, "market-sell");
      write(page, "market-limit", "1000");
      press(page, "market-place");
      until(() -> titles(page, "#market-orders").contains("Sell 1 herring"));
      assertThat(page.text("#market-held")).isEqualTo("1 piece held");
      assertThat(titles(page, "#market-holdings")).containsExactly("1 herring");
      until(() -> page.node("#market-cancel-0") != null);
      press(page, "market-cancel-0");
      until(() -> titles(page, "#market-orders").isEmpty());
      assertThat(refused).isEmpty();
    }
  }

  private static List<String> titles(PageStage page, String id) throws Exception {
    return onScreen(() ->
        ((ListView<?>) page.node(id))
            .getItems().stream()
                .map(it ->
                    switch (it) {
                      case OrderRow order -> order.title();
                      case HoldingRow holding -> holding.title();
                      default -> it.toString();
                    })
                .toList());
  }

  private static void write(PageStage page, String id, String text) throws Exception {
    onScreen(() -> {
      ((TextField) page.node("#" + id)).setText(text);
      return null;
    });
  }

  private static void press(PageStage page, String id) throws Exception {
    onScreen(() -> {
      page.node("#" + id).requestFocus();
      return null;
    });
    page.robot.type(page.node("#" + id) instanceof Button ? KeyCode.ENTER : KeyCode.SPACE);
  }

  private PageStage open(Neighbour tam, EngineDesk desk, EngineBridge gestures) throws Exception {
    MarketViewModel market = new MarketViewModel(desk, gestures, refused::add);
    return new PageStage(
        tam.engine,
        market,
        () ->
            new MarketView(
                market,
                new PageHead("Market", "", new Region(), new Region()),
                new Gallery(),
                Harbours.ZONE));
  }
}
