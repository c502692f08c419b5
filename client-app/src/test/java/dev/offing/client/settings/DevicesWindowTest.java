package dev.offing.client.settings;

import static dev.offing.client.PageStage.onScreen;
import static dev.offing.client.PageStage.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Neighbour;
import dev.offing.client.PageStage;
import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.bridge.Farewell;
import dev.offing.client.control.PageHead;
import dev.offing.sync.Link;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.session.DeviceRow;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** A second device in a window joins the game of a first one, over a real server. */
final class DevicesWindowTest {
  @TempDir Path folder;

  @BeforeAll
  static void startToolkit() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void aWindowJoinsAGameByACodeKeepsAPaperAndTakesTheFirstDeviceOff() throws Exception {
    try (Neighbour tam =
            new Neighbour(
                Profile.in(folder, "tam"), folder.resolve("server"), DeviceClock.system());
        SyncEngine engine = Neighbour.engine(Profile.in(folder, "ines"), DeviceClock.system());
        PageStage page = open(engine)) {
      engine.useServer(tam.server());
      tam.engine.submit(Command.buy("rowboat", 1, 0, null));
      until(() -> tam.engine.status().link() == Link.ONLINE);
      until(() -> engine.status().link() == Link.ONLINE);
      assertThat(onScreen(() -> isShown(page.node("#link-show")))).as("no game yet").isFalse();

      typeCode(page, "0000-0000");
      until(() -> page.text("#devices-said").contains("not good"));
      typeCode(page, tam.engine.linking().offer().join().code());
      until(() -> claimant(tam).isPresent());
      tam.engine.linking().answer(claimant(tam).orElseThrow(), true).join();
      until(() -> page.text("#devices-said").contains("Joined"));
      until(() -> engine.view().core().owned("rowboat") == 1);
      assertThat(engine.status().account()).isEqualTo(tam.engine.status().account());
      until(() -> !onScreen(() -> isShown(page.node("#join-code")))); // one game

      onScreen(() -> fire(page, "#paper-make"));
      until(() -> page.text("#paper-code").matches("(\\w{4}-){6}\\w{4}"));
      String paper = page.text("#paper-code");
      until(() -> tam.engine.linking().recoverable());
      onScreen(() -> fire(page, "#paper-done"));
      until(() -> page.text("#paper-code").isEmpty());

      String first = tam.engine.linking().devices().getFirst().key().substring(0, 8);
      onScreen(() -> fire(page, "#device-off-" + first));
      until(() -> onScreen(() -> page.node("#device-keep-" + first).isFocused()));
      onScreen(() -> fire(page, "#device-sure-" + first));
      until(() -> tam.engine.status().link() == Link.UNLINKED);
      until(() -> engine.linking().devices().size() == 1);

      onScreen(() -> fire(page, "#link-show"));
      until(() -> page.text("#link-code").matches("\\w{4}-\\w{4}"));
      var again = tam.engine.linking().link(page.text("#link-code"), "tam's");
      until(() -> page.text("#link-asks").startsWith("tam's asks."));
      onScreen(() -> fire(page, "#link-allow"));
      again.join();
      until(() -> tam.engine.status().link() == Link.ONLINE);
      until(() -> engine.linking().devices().size() == 2);

      recover(tam, paper);
      until(() -> engine.linking().devices().size() == 3);
    }
  }

  /** A new computer, and nothing but the paper. */
  private void recover(Neighbour tam, String paper) throws Exception {
    try (SyncEngine bought = Neighbour.engine(Profile.in(folder, "new"), DeviceClock.system())) {
      bought.useServer(tam.server());
      bought.linking().recover(paper.toLowerCase(Locale.ROOT), "new").join();
      until(() -> bought.view().core().owned("rowboat") == 1);
      assertThat(bought.status().account()).isEqualTo(tam.engine.status().account());
    }
  }

  private static Optional<DeviceRow> claimant(Neighbour at) {
    try {
      return at.engine.linking().claimant().join();
    } catch (CompletionException e) {
      return Optional.empty();
    }
  }

  private static boolean isShown(Node node) {
    return node.isVisible() && (node.getParent() == null || isShown(node.getParent()));
  }

  private static void typeCode(PageStage page, String code) throws Exception {
    onScreen(() -> {
      TextField field = (TextField) page.node("#join-code");
      field.clear();
      field.requestFocus();
      return true;
    });
    page.robot.write(code);
    page.robot.type(KeyCode.ENTER);
  }

  private static boolean fire(PageStage page, String id) {
    ((Button) page.node(id)).fire();
    return true;
  }

  private static PageStage open(SyncEngine engine) throws Exception {
    DevicesViewModel devices =
        new DevicesViewModel(engine.linking(), Runnable::run, ZoneId.of("UTC"), "window");
    SettingsViewModel settings =
        new SettingsViewModel(
            Preferences.DEFAULT, new SettingsViewModel.Facts("1", "ines", "here"), _ -> {});
    return new PageStage(
        engine,
        devices,
        () ->
            new SettingsView(
                settings,
                devices,
                new DataViewModel(
                    EngineDesk.over(engine, Runnable::run),
                    Profile.in(Path.of("nowhere"), "ines"),
                    new Farewell(engine),
                    new SecureRandom(),
                    Runnable::run,
                    () -> {}),
                new PageHead("Settings", "", new Region(), new Region())));
  }
}
