package dev.offing.client;

import static dev.offing.client.PlayedWindow.onScreen;
import static dev.offing.client.PlayedWindow.until;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.StubServer;
import dev.offing.sync.ledger.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** The real window over a real game, on JavaFX's headless platform, by mouse and by keyboard. */
final class GameWindowTest {

  @TempDir Path folder;
  private final FxRobot robot = new FxRobot();
  private PlayedWindow window;
  private Game game;

  @BeforeEach
  void playAlone() throws Exception {
    play(PlayedWindow.NOBODY);
  }

  private void play(@Nullable URI server) throws Exception {
    window = PlayedWindow.open(folder, server, /* tester= */ false);
    game = window.game();
  }

  @AfterEach
  void close() {
    window.close();
  }

  @Test
  void byMouseAVesselIsBoughtAndOneTooDearIsRefusedWithTheReason() throws Exception {
    robot.clickOn("#buy-rowboat");
    until(() -> text("#owned-rowboat").equals("1"));
    assertThat(game.engine().status().pending()).isEqualTo(1);

    robot.clickOn("#buy-dinghy");
    until(() -> onScreen(this::holdsAToast));
    assertThat(text("#toasts .toast-title")).isEqualTo("Not bought: 1 \u00d7 Dinghy");
    assertThat(text("#toasts .toast-reason")).startsWith("Short by").endsWith("Nothing was taken.");
    assertThat(game.engine().journal(10)).hasSize(2);
    assertThat(
            onScreen(
                () -> overlap("#toasts .toast", "#purse") || overlap("#toasts .toast", "#pill")))
        .isFalse();
    robot.clickOn("#toasts .toast-close");
    until(() -> onScreen(() -> node("#toasts .toast-title") == null));
  }

  @Test
  void aLetterStandsInTheWindowUntilItIsRead() throws Exception {
    window.close();
    try (StubServer stub = StubServer.start(folder.resolve("stub"), Map.of())) {
      play(stub.uri());
      robot.clickOn("#buy-rowboat");
      until(() -> onScreen(() -> node("#toasts .toast-title") != null));
      assertThat(text("#toasts .toast-title")).isEqualTo("Welcome");
      until(() -> game.engine().letters().size() == 1);
      assertThat(onScreen(() -> scene().getRoot().getLayoutBounds().getWidth()))
          .as("a long text makes nothing wider than the window")
          .isEqualTo(onScreen(() -> scene().getWidth()));
      assertThat(onScreen(() -> outside("#purse") || outside("#panel"))).isFalse();

      robot.clickOn("#toasts .btn");
      until(() -> onScreen(() -> node("#toasts .toast-title") == null));
      until(() -> game.engine().letters().isEmpty());
    }
  }

  private boolean outside(String node) {
    Bounds place = node(node).localToScene(node(node).getLayoutBounds());
    return place.getMinX() < 0
        || place.getMinY() < 0
        || place.getMaxX() > scene().getWidth()
        || place.getMaxY() > scene().getHeight();
  }

  @Test
  void byKeyboardAloneTheSame() throws Exception {
    focus("buy-rowboat");
    robot.type(KeyCode.ENTER);
    until(() -> text("#owned-rowboat").equals("1"));
    assertThat(onScreen(() -> scene().getFocusOwner().getId())).isEqualTo("buy-rowboat");

    robot.type(KeyCode.DIGIT5);
    assertThat(onScreen(() -> ((ToggleButton) node("#amount-max")).isSelected())).isTrue();
    focus("buy-dinghy");
    robot.type(KeyCode.SPACE);
    until(() -> onScreen(() -> node("#toasts .toast-title") != null));
    robot.type(KeyCode.ESCAPE);
    until(() -> onScreen(() -> node("#toasts .toast-title") == null));
    assertThat(text("#owned-dinghy")).isEmpty();

    robot.type(KeyCode.U);
    until(() -> onScreen(() -> node("#row-long-oars") != null));
    assertThat(node("#extra-long-oars").getAccessibleText())
        .isEqualTo("Longer oars is locked. Needs 1 of 10 Rowboats");
    robot.type(KeyCode.B);
    until(() -> onScreen(() -> node("#row-crew-bonus") != null));
    robot.type(KeyCode.F);
    until(() -> onScreen(() -> node("#buy-rowboat") != null));

    focus("purse");
    robot.push(KeyCode.CONTROL, KeyCode.C);
    assertThat(onScreen(() -> Clipboard.getSystemClipboard().getString()))
        .matches("[0-9]+[.][0-9]{3}");
  }

  @Test
  void withoutAServerThePillSaysOfflineByTextAndIconAndThePlayGoesOn() throws Exception {
    robot.clickOn("#buy-rowboat");
    until(() -> text("#pill-text").matches("Offline since \\d\\d:\\d\\d, earning until .*"));
    assertThat(text("#pill-detail")).isEqualTo("8 h of oil");
    assertThat(node("#pill").getStyleClass()).contains("is-offline");
    assertThat(node("#pill").lookupAll(".icon")).isNotEmpty();
    assertThat(onScreen(() -> node("#lamp").isVisible())).isFalse();
    String purse = purse();
    until(() -> !purse().equals(purse));
    focus("pill");
    robot.type(KeyCode.ENTER);
    assertThat(text("#pill-text")).startsWith("Offline since");
  }

  @Test
  void whoComesBackIsWelcomedUntilTheySayThatTheyReadIt() throws Exception {
    robot.clickOn("#buy-rowboat");
    until(() -> text("#owned-rowboat").equals("1"));
    close();
    SeenLongAgo.in(Profile.in(folder, "test").folder(), 3_600_000);

    play(PlayedWindow.NOBODY);
    until(() -> onScreen(() -> node("#welcome") != null));
    String first = text("#welcome-total");
    until(() -> onScreen(() -> node("#welcome-back").isFocused()));
    assertThat(node("#welcome-back").getAccessibleText()).isEqualTo("Back to work");
    close();

    play(PlayedWindow.NOBODY);
    until(() -> onScreen(() -> node("#welcome") != null));
    assertThat(coins(text("#welcome-total"))).isGreaterThanOrEqualTo(coins(first));
    assertThat(game.engine().view().core().owned("rowboat")).isEqualTo(1);
    robot.type(KeyCode.ENTER);
    robot.clickOn("#amount-10");
    assertThat(onScreen(() -> ((ToggleButton) node("#amount-10")).isSelected())).isTrue();
    until(() -> onScreen(() -> node("#welcome") == null));
    close();

    play(PlayedWindow.NOBODY);
    assertThat(onScreen(() -> node("#welcome"))).isNull();
  }

  private static double coins(String text) {
    return Double.parseDouble(text.replace(",", ""));
  }

  @Test
  void aServerThatIsKilledIsToldOnThePillAndStartedAgain() throws Exception {
    close();
    play(/* server= */ null);
    try {
      robot.clickOn("#buy-rowboat");
      until(() -> text("#pill-text").equals("Online"));
      assertThat(game.engine().status().pending()).isZero();
      assertThat(node("#pill").getStyleClass()).contains("is-online").doesNotContain("is-offline");

      ProcessHandle killed = PlayedWindow.stub(folder);
      killed.destroyForcibly();
      until(() -> text("#pill-text").startsWith("Offline since"));
      assertThat(node("#pill").getStyleClass()).contains("is-offline").doesNotContain("is-online");

      until(() -> text("#pill-text").equals("Online"));
      assertThat(PlayedWindow.stub(folder).pid()).isNotEqualTo(killed.pid());
    } finally {
      game.close();
      ProcessHandle last = PlayedWindow.stub(folder);
      last.destroy();
      last.onExit().get(30, SECONDS);
    }
  }

  @Test
  void everyControlHasANameAndTheLabelOfEachAmountIsTheCharge() throws Exception {
    for (Node node : onScreen(() -> scene().getRoot().lookupAll(".button"))) {
      assertThat(node.getAccessibleText()).as(node.getId()).isNotBlank();
    }
    for (Node node : onScreen(() -> scene().getRoot().lookupAll(".toggle-button"))) {
      assertThat(node.getAccessibleText()).as(node.getId()).isNotBlank();
    }
    assertThat(node("#purse").getAccessibleText()).isEqualTo("15.000 coins");
    assertThat(onScreen(() -> node("#buy-rowboat").getAccessibleText()))
        .isEqualTo("Buy 1 Rowboat for 15.00 coins");
    robot.clickOn("#amount-max");
    until(() -> onScreen(() -> labels("#buy-rowboat")).equals(List.of("Max 1", "15.00")));
    robot.clickOn("#buy-rowboat");
    until(() -> text("#owned-rowboat").equals("1"));
    assertThat(game.engine().journal(1).getFirst().moved()).hasToString("-15000");
    robot.clickOn("#amount-10");
    until(() -> onScreen(() -> labels("#buy-rowboat")).getFirst().startsWith("in "));
    assertThat(onScreen(() -> node("#buy-rowboat").getAccessibleText()))
        .startsWith("Buy 10 Rowboat for ");
  }

  @Test
  void digitsThatChangeMoveNothingAndAllTenVesselsFit() throws Exception {
    Bounds card = onScreen(() -> bounds("#purse"));
    robot.clickOn("#buy-rowboat");
    until(() -> text("#owned-rowboat").equals("1"));
    Bounds button = onScreen(() -> bounds("#buy-rowboat"));
    Bounds pill = onScreen(() -> bounds("#pill"));
    String purse = purse();
    until(() -> !purse().equals(purse));
    assertThat(onScreen(() -> bounds("#buy-rowboat"))).isEqualTo(button);
    assertThat(onScreen(() -> bounds("#pill"))).isEqualTo(pill);
    assertThat(onScreen(() -> bounds("#purse"))).isEqualTo(card);
    Bounds row = onScreen(() -> bounds("#vessel-rowboat"));
    // The panel grows with the fleet, down to the window's margin.
    assertThat(row.getMinY() + 10 * row.getHeight()).isLessThanOrEqualTo(scene().getHeight() - 16);
  }

  private List<String> labels(String id) {
    return node(id).lookupAll("Text").stream()
        .filter(Text.class::isInstance)
        .map(it -> ((Text) it).getText())
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private String purse() throws Exception {
    return onScreen(() ->
        node("#purse").lookupAll(".sum").stream()
            .filter(Node::isVisible)
            .map(it -> ((Text) it).getText())
            .collect(joining()));
  }

  /** Whoever has the focus on a toast keeps it, however slow the machine is. */
  private boolean holdsAToast() {
    Node close = node("#toasts .toast-close");
    if (close != null) {
      close.requestFocus();
    }
    return close != null;
  }

  private boolean overlap(String a, String b) {
    return place(a).intersects(place(b));
  }

  /** Where a node stands, without its shadow. */
  private Bounds place(String id) {
    return node(id).localToScene(node(id).getLayoutBounds());
  }

  @Test
  void inTheSmallestWindowNoneOfThemCoversAnother() throws Exception {
    robot.clickOn("#buy-rowboat");
    until(() -> text("#pill-text").startsWith("Offline since"));
    onScreen(() -> {
      scene().getWindow().setWidth(GameWindow.LEAST_WIDTH);
      scene().getWindow().setHeight(GameWindow.LEAST_HEIGHT);
      return null;
    });
    until(() -> onScreen(() -> node("#buy-dinghy") != null));
    robot.clickOn("#buy-dinghy");
    until(() -> onScreen(() -> holdsAToast() && scene().getWidth() < 1_010));
    List<String> all = List.of("#purse", "#pill", "#panel", "#toasts .toast");
    for (String a : all) {
      for (String b : all.subList(all.indexOf(a) + 1, all.size())) {
        until(() -> onScreen(() -> !overlap(a, b)));
      }
    }
  }

  @Test
  void aGameThatCannotBeOpenedIsToldInTheWindow() throws Exception {
    onScreen(() -> {
      window.window().tell("Profile \"test\" is open in another program.");
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
    return window.text(id);
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
}
