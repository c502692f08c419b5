package dev.offing.client;

import static dev.offing.client.PlayedWindow.onScreen;
import static dev.offing.client.PlayedWindow.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.shell.Doorbell;
import dev.offing.sync.ledger.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** Getting about in the real window, by mouse and by keyboard. */
final class ShellWindowTest {

  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private PlayedWindow window;

  @BeforeEach
  void open() throws Exception {
    window = PlayedWindow.open(folder, PlayedWindow.NOBODY, /* tester= */ false);
  }

  @AfterEach
  void close() throws Exception {
    window.close();
  }

  @Test
  void oneGetsAboutByIconAndByKeyButNotWhileWriting() throws Exception {
    robot.clickOn("#go-ledger");
    until(() -> window.visible("#ledger-search"));
    robot.clickOn("#ledger-search");
    robot.write("ship");
    assertThat(window.text("#ledger-search")).isEqualTo("ship");
    assertThat(window.visible("#ledger-search")).isTrue();

    robot.clickOn("#go-settings");
    until(() -> window.visible("#theme-dark"));
    robot.type(KeyCode.P);
    until(() -> !window.visible("#theme-dark"));
    assertThat(onScreen(() -> window.scene().getFocusOwner())).isInstanceOf(TextField.class);
    robot.clickOn("#go-port");
    robot.type(KeyCode.H);
    until(() -> window.visible("#purse"));
  }

  @Test
  void theHelpListsTheKeysAndGivesTheFocusBack() throws Exception {
    robot.clickOn("#go-settings");
    until(() -> window.visible("#theme-dark"));
    String before = window.focused();
    robot.type(KeyCode.F1);
    until(() -> window.visible("#help"));
    assertThat(window.focused()).isEqualTo("help-close");
    assertThat(onScreen(() -> window.node("#help").lookupAll(".kbd"))).hasSizeGreaterThan(6);
    robot.type(KeyCode.L);
    assertThat(window.visible("#theme-dark")).isTrue();
    robot.type(KeyCode.ESCAPE);
    until(() -> !window.visible("#help"));
    assertThat(window.focused()).isEqualTo(before);
  }

  @Test
  void aThemeIsPutOnAtOnceAndKept() throws Exception {
    robot.clickOn("#go-settings");
    until(() -> window.visible("#theme-dark"));
    robot.clickOn("#theme-light");
    robot.type(KeyCode.RIGHT); // the arrows choose as well
    until(() -> window.scene().getRoot().getStyleClass().contains("dark"));
    assertThat(window.scene().getRoot().getStyleClass()).doesNotContain("light");
    robot.clickOn("#notation-engineering");
    until(() -> kept().contains("notation=engineering"));
    assertThat(kept()).contains("theme=dark");
    window.close();
    window = PlayedWindow.open(folder, PlayedWindow.NOBODY, /* tester= */ false);
    assertThat(window.scene().getRoot().getStyleClass()).contains("dark").doesNotContain("light");
    assertThat(kept()).contains("window=");
  }

  private String kept() throws Exception {
    Path file = folder.resolve("preferences.properties");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Test
  void aSecondStartRingsAtTheWindowUntilItIsClosed() throws Exception {
    Path profile = Profile.in(folder, "test").folder();
    until(() -> Doorbell.ring(profile));
    window.close();
    assertThat(Doorbell.ring(profile)).isFalse();
    window = PlayedWindow.open(folder, PlayedWindow.NOBODY, /* tester= */ false);
  }

  @Test
  void whatBrokeIsToldAndCanBeCopiedAndThePlayGoesOn() throws Exception {
    onScreen(() -> {
      window.window().broke("the mast broke", Optional.empty());
      return true;
    });
    until(() -> window.visible("#crash"));
    assertThat(window.focused()).isEqualTo("crash-go-on");
    robot.clickOn("#crash-copy");
    assertThat(onScreen(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo("the mast broke");
    robot.clickOn("#crash-go-on");
    until(() -> !window.visible("#crash"));
    robot.type(KeyCode.L);
    until(() -> window.visible("#ledger-search"));
  }
}
