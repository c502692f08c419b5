package dev.offing.client.port;

import static dev.offing.client.PageStage.onScreen;
import static dev.offing.client.PageStage.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.Neighbour;
import dev.offing.client.PageStage;
import dev.offing.client.art.Gallery;
import dev.offing.client.art.Pictures;
import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.control.PageHead;
import dev.offing.client.look.Theme;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.economy.Command;
import dev.offing.sync.ledger.Profile;
import java.nio.file.Path;
import java.util.UUID;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** The standing of a real server, in a window. */
final class StandingWindowTest {
  @TempDir Path folder;

  @BeforeAll
  static void startToolkit() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void whoWasInTouchStandsThereAndKnowsItself() throws Exception {
    try (Neighbour tam =
        new Neighbour(Profile.in(folder, "tam"), folder.resolve("server"), DeviceClock.system())) {
      tam.engine.submit(Command.buy("rowboat", 1, 0, null));
      until(() -> tam.engine.status().pending() == 0);
      until(() -> tam.engine.view().core().lifetime().signum() > 0);
      tam.engine.useServer(null); // his leaving is a contact, and that is what is counted
      tam.engine.useServer(tam.server());
      try (EngineDesk desk = EngineDesk.over(tam.engine, Platform::runLater)) {
        StandingViewModel standing = new StandingViewModel(desk);
        PortViewModel port =
            new PortViewModel(desk, Harbours.ZONE, () -> UUID.randomUUID().toString());
        try (PageStage page =
            new PageStage(
                tam.engine,
                standing,
                () ->
                    new PortView(
                        port,
                        standing,
                        new PageHead("Port", "", new Region(), new Region()),
                        new Pictures(new Gallery(), new SimpleObjectProperty<>(Theme.LIGHT))))) {
          until(() -> page.text("#standing-size").equals("of 1"));
          assertThat(onScreen(() -> standing.places().getFirst().name())).isEqualTo("You");
          assertThat(onScreen(() -> standing.places().getFirst().rank())).isEqualTo(1);
        }
      }
    }
  }
}
