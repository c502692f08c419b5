package dev.offing.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.settings.PreferencesFile;
import dev.offing.server.RunningStub;
import dev.offing.sync.ledger.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** The real window over a real game, on JavaFX's headless platform, by mouse and by keyboard. */
final class GameWindowTest {

  private static final URI NOBODY = URI.create("ws://127.0.0.1:1");

  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private Game game;
  private GameWindow window;

  @BeforeAll
  static void startToolkit() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
  }

  @BeforeEach
  void playAlone() throws Exception {
    play(NOBODY);
  }

  private void play(@Nullable URI server) throws Exception {
    game = Game.open(settings(server));
    game.connect();
    onScreen(() -> {
      window = new GameWindow(new PreferencesFile(folder), drawn -> {}, () -> {});
      window.play(game, () -> {});
      return null;
    });
  }

  private Settings settings(@Nullable URI server) {
    return new Settings(
        folder, Profile.in(folder, "test"), folder.resolve("server"), server, false);
  }

  @AfterEach
  void close() throws Exception {
    onScreen(() -> {
      window.close();
      return null;
    });
    game.close();
  }

  @Test
  void byMouseAVesselIsBoughtAndOneTooDearIsRefusedWithTheReason() throws Exception {
    robot.clickOn("#buy-rowboat-1");
    until(() -> text("#owned-rowboat").equals("1"));
    assertThat(game.engine().status().pending()).isEqualTo(1);

    robot.clickOn("#buy-clipper-1");
    until(() -> node("#refusal").isVisible());
    assertThat(text("#refusal-title")).isEqualTo("Not bought: 1 \u00d7 Steam clipper");
    assertThat(text("#refusal-reason")).startsWith("Short by").endsWith("Nothing was taken.");
    assertThat(game.engine().journal(10)).hasSize(2);
    robot.clickOn("#refusal-close");
    until(() -> !node("#refusal").isVisible());
  }

  @Test
  void byKeyboardAloneTheSame() throws Exception {
    focus("buy-rowboat-1");
    robot.type(KeyCode.ENTER);
    until(() -> text("#owned-rowboat").equals("1"));

    focus("buy-dinghy-max");
    robot.type(KeyCode.SPACE);
    until(() -> node("#refusal").isVisible());
    assertThat(node("#refusal").getAccessibleText())
        .startsWith("Not bought: 1 \u00d7 Dinghy. Short by");
    robot.type(KeyCode.ESCAPE);
    until(() -> !node("#refusal").isVisible());
    assertThat(text("#owned-dinghy")).isEqualTo("0");
  }

  @Test
  void withoutAServerThePillSaysOfflineByTextAndIconAndThePlayGoesOn() throws Exception {
    robot.clickOn("#buy-rowboat-1");
    until(() -> text("#pill-text").matches("Offline since \\d\\d:\\d\\d, earning until .*"));
    assertThat(node("#pill").getStyleClass()).contains("is-offline");
    assertThat(node("#pill").lookupAll(".icon")).isNotEmpty();
    String purse = text("#purse");
    until(() -> !text("#purse").equals(purse));
    robot.press(KeyCode.SHIFT).type(KeyCode.TAB).release(KeyCode.SHIFT);
    assertThat(onScreen(() -> scene().getFocusOwner().getId())).isEqualTo("pill");
    robot.type(KeyCode.ENTER);
    assertThat(text("#pill-text")).startsWith("Offline since");
  }

  @Test
  void aServerThatIsKilledIsToldOnThePillAndStartedAgain() throws Exception {
    close();
    play(/* server= */ null);
    try {
      robot.clickOn("#buy-rowboat-1");
      until(() -> text("#pill-text").equals("Online"));
      assertThat(game.engine().status().pending()).isZero();
      assertThat(node("#pill").getStyleClass()).contains("is-online").doesNotContain("is-offline");

      ProcessHandle killed = stub();
      killed.destroyForcibly();
      until(() -> text("#pill-text").startsWith("Offline since"));
      assertThat(node("#pill").getStyleClass()).contains("is-offline").doesNotContain("is-online");

      until(() -> text("#pill-text").equals("Online"));
      assertThat(stub().pid()).isNotEqualTo(killed.pid());
    } finally {
      game.close();
      ProcessHandle last = stub();
      last.destroy();
      last.onExit().get(30, SECONDS);
    }
  }

  private ProcessHandle stub() {
    RunningStub stub = RunningStub.find(folder.resolve("server")).orElseThrow();
    return ProcessHandle.of(stub.pid()).orElseThrow();
  }

  @Test
  void everyControlHasANameForThoseWhoDoNotSee() throws Exception {
    for (Node node : onScreen(() -> scene().getRoot().lookupAll(".button"))) {
      assertThat(node.getAccessibleText()).as(node.getId()).isNotBlank();
    }
    assertThat(onScreen(() -> node("#buy-rowboat-1").getAccessibleText()))
        .isEqualTo("Buy 1 Rowboat for 15.00 coins");
    assertThat(node("#purse").getAccessibleText()).isEqualTo("15.000 coins");
  }

  @Test
  void digitsThatChangeMoveNothing() throws Exception {
    robot.clickOn("#buy-rowboat-1");
    until(() -> text("#owned-rowboat").equals("1"));
    Bounds button = onScreen(() -> bounds("#buy-rowboat-10"));
    Bounds pill = onScreen(() -> bounds("#pill"));
    String purse = text("#purse");
    until(() -> !text("#purse").equals(purse));
    assertThat(onScreen(() -> bounds("#buy-rowboat-10"))).isEqualTo(button);
    assertThat(onScreen(() -> bounds("#pill"))).isEqualTo(pill);
  }

  @Test
  void aGameThatCannotBeOpenedIsToldInTheWindow() throws Exception {
    onScreen(() -> {
      window.tell("Profile \"test\" is open in another program.");
      return null;
    });
    assertThat(text("#trouble")).startsWith("Profile \"test\" is open");
    assertThat(onScreen(() -> scene().getFocusOwner())).isInstanceOf(Button.class);
  }

  private Scene scene() {
    return window.scene();
  }

  private Node node(String id) {
    return scene().lookup(id);
  }

  private Bounds bounds(String id) {
    return node(id).localToScene(node(id).getBoundsInLocal());
  }

  private String text(String id) throws Exception {
    return onScreen(() ->
        switch (node(id)) {
          case Label label -> label.getText();
          case Labeled labeled -> labeled.getText();
          case Text it -> it.getText();
          default -> throw new AssertionError(id + " has no text");
        });
  }

  /** Presses TAB until something has the focus. */
  private void focus(String id) throws Exception {
    for (int i = 0; i < 50; i++) {
      Node owner = onScreen(() -> scene().getFocusOwner());
      if (owner != null && id.equals(owner.getId())) {
        return;
      }
      robot.type(KeyCode.TAB);
    }
    throw new AssertionError(id + " is not reached by TAB");
  }

  private static void until(Callable<Boolean> so) throws TimeoutException {
    WaitForAsyncUtils.waitFor(60, SECONDS, so);
  }

  private static <T> T onScreen(Callable<T> deed) throws Exception {
    return WaitForAsyncUtils.asyncFx(deed).get(20, SECONDS);
  }
}
