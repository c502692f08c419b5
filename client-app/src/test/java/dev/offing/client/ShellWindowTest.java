package dev.offing.client;

import static dev.offing.client.PlayedWindow.onScreen;
import static dev.offing.client.PlayedWindow.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.settings.ThemeChoice;
import dev.offing.client.shell.Doorbell;
import dev.offing.sync.ledger.Profile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
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
  void aToastStandsOnTheBandAndCoversNoControl() throws Exception {
    robot.clickOn("#buy-rowboat");
    until(() -> onScreen(() -> window.node("#buy-dinghy") != null));
    robot.clickOn("#buy-dinghy");
    robot.clickOn("#buy-dinghy");
    until(() -> onScreen(() -> window.scene().getRoot().lookupAll("#toasts .toast").size() == 2));
    for (KeyCode page : List.of(KeyCode.L, KeyCode.S)) {
      robot.type(page);
      until(() -> onScreen(() -> window.node("#purse") == null));
      until(() -> onScreen(() -> covered().isEmpty()));
    }
  }

  /** What can be pressed and lies under a toast. */
  private List<Node> covered() {
    Set<Node> toasts = window.scene().getRoot().lookupAll("#toasts .toast");
    return Stream.of(".button", ".toggle-button", ".text-field", ".h1")
        .flatMap(it -> window.scene().getRoot().lookupAll(it).stream())
        .filter(it -> toasts.stream().noneMatch(toast -> within(it, toast)))
        .filter(it -> toasts.stream().anyMatch(toast -> place(toast).intersects(place(it))))
        .toList();
  }

  private static boolean within(Node node, Node outer) {
    return node.equals(outer) || (node.getParent() != null && within(node.getParent(), outer));
  }

  private static Bounds place(Node node) {
    return node.localToScene(node.getLayoutBounds());
  }

  @Test
  void aThemeThatIsPutOnUnderADialogLeavesItAndItsFocus() throws Exception {
    robot.type(KeyCode.F1);
    until(() -> window.visible("#help"));
    for (ThemeChoice theme : List.of(ThemeChoice.DARK, ThemeChoice.LIGHT, ThemeChoice.DARK)) {
      onScreen(() -> {
        window.window().screens().choose(theme);
        return null;
      });
    }
    until(() -> window.scene().getRoot().getStyleClass().contains("dark"));
    assertThat(window.visible("#help")).isTrue();
    assertThat(window.focused()).isEqualTo("help-close");
    robot.type(KeyCode.ENTER);
    until(() -> !window.visible("#help"));
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
    onScreen(() -> {
      window.scene().getWindow().setWidth(1_100);
      window.scene().getWindow().setHeight(640);
      return null;
    });
    window.close();
    window = PlayedWindow.open(folder, PlayedWindow.NOBODY, /* tester= */ false);
    assertThat(window.scene().getRoot().getStyleClass()).contains("dark").doesNotContain("light");
    assertThat(onScreen(() -> window.scene().getWindow().getWidth())).isEqualTo(1_100);
    assertThat(onScreen(() -> window.scene().getWindow().getHeight())).isEqualTo(640);
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
