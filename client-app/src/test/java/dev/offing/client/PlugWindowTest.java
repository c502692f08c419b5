package dev.offing.client;

import static dev.offing.client.PlayedWindow.until;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.Link;
import dev.offing.sync.economy.Command;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** A tester pulls the plug of the real window and puts it back. */
final class PlugWindowTest {

  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();

  @Test
  void aPulledPlugIsSeenThePlayGoesOnAndPutBackAllOfItArrives() throws Exception {
    ProcessHandle stub;
    try (PlayedWindow window = PlayedWindow.open(folder, /* server= */ null, /* tester= */ true)) {
      window.game().engine().submit(Command.buy("rowboat", 1, 0, null));
      until(() -> link(window) == Link.ONLINE);
      stub = PlayedWindow.stub(folder);
      assertThat(window.text("#plug")).startsWith("Pull the plug");

      robot.type(KeyCode.F12);
      until(() -> link(window) == Link.WAITING || link(window) == Link.OFFLINE);
      assertThat(window.text("#plug")).startsWith("SIMULATED");
      window.game().engine().submit(Command.buy("dinghy", 1, 0, null));

      robot.clickOn("#plug");
      until(() -> link(window) == Link.ONLINE);
      assertThat(window.text("#plug")).startsWith("Pull the plug");
      assertThat(window.game().engine().status().pending()).isZero();
      // No other server was started while the plug was out.
      assertThat(PlayedWindow.stub(folder).pid()).isEqualTo(stub.pid());
    } finally {
      ProcessHandle last = PlayedWindow.stub(folder);
      last.destroy();
      last.onExit().get(30, SECONDS);
    }
  }

  private static Link link(PlayedWindow window) {
    return window.game().engine().status().link();
  }
}
