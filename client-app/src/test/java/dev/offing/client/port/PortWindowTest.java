package dev.offing.client.port;

import static dev.offing.client.PageStage.onScreen;
import static dev.offing.client.PageStage.until;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.Neighbour;
import dev.offing.client.PageStage;
import dev.offing.client.art.Gallery;
import dev.offing.client.art.Pictures;
import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.control.PageHead;
import dev.offing.client.look.Theme;
import dev.offing.client.port.ChatRow.State;
import dev.offing.simulator.proxy.CuttingProxy;
import dev.offing.simulator.proxy.Rule;
import dev.offing.sync.SyncEngine;
import dev.offing.sync.clock.DeviceClock;
import dev.offing.sync.ledger.Profile;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import dev.offing.sync.session.SyncEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** Two players on a real server, one of them in a window on a line that is held and cut. */
final class PortWindowTest {
  @TempDir Path folder;
  private PortViewModel port;

  @BeforeAll
  static void startToolkit() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @Test
  void twoChatAcrossACutAndNobodyMissesOrDoublesALine() throws Exception {
    try (Neighbour tam =
            new Neighbour(
                Profile.in(folder, "tam"), folder.resolve("server"), DeviceClock.system());
        CuttingProxy line = CuttingProxy.start(tam.server());
        SyncEngine engine = Neighbour.engine(Profile.in(folder, "ines"), DeviceClock.system());
        EngineDesk desk = EngineDesk.over(engine, Platform::runLater);
        PageStage page = open(engine, desk)) {
      engine.useServer(line.uri());
      tam.engine.rooms().join(PortViewModel.ROOM);
      until(() -> page.text("#crew-count").equals("2 souls"));
      tam.engine.rooms().say(PortViewModel.ROOM, "ahoy");
      until(() -> texts().equals(List.of("ahoy")));

      // Held on its way, the line waits with its clock; then it stands in the room's order.
      CuttingProxy.Armed held = line.arm(Rule.fromServer("room").hold());
      page.robot.write("good morning");
      page.robot.type(KeyCode.ENTER);
      held.fired().get(30, SECONDS);
      until(() -> states().equals(List.of(State.HEARD, State.PENDING)));
      until(() -> onScreen(() -> page.node("#chat").lookup(".said.pending .clock").isVisible()));
      held.release();
      until(() -> states().equals(List.of(State.HEARD, State.HEARD)));

      line.down();
      until(() -> onScreen(() -> page.node("#port-aside").isVisible()));
      assertThat(page.text("#port-aside")).contains("next connection");
      tam.engine.rooms().say(PortViewModel.ROOM, "are you there?");
      tam.engine.rooms().say(PortViewModel.ROOM, "hello?");
      until(() -> heardBy(tam).size() == 4);
      assertThat(((TextField) page.node("#chat-text")).isDisabled()).isFalse();
      page.robot.write("the plug was out");
      page.robot.type(KeyCode.ENTER);
      until(() -> states().getLast() == State.PENDING);
      assertThat(texts()).hasSize(3);

      line.up();
      engine.connectNow();
      List<String> all =
          List.of("ahoy", "good morning", "are you there?", "hello?", "the plug was out");
      until(() -> texts().equals(all) && states().stream().allMatch(State.HEARD::equals));
      until(() -> heardBy(tam).size() == 5);
      assertThat(heardBy(tam)).isEqualTo(all);
      assertThat(page.node("#port-aside").isVisible()).isFalse();
      assertThat(onScreen(() -> ((ListView<?>) page.node("#chat")).getItems().size())).isEqualTo(5);

      longLines(page);
    }
  }

  private void longLines(PageStage page) throws Exception {
    onScreen(() -> {
      ((TextField) page.node("#chat-text")).setText("\u2693\ud83c\udf4b".repeat(200));
      return null;
    });
    String kept = onScreen(() -> ((TextField) page.node("#chat-text")).getText());
    assertThat(kept.length()).isBetween(499, PortViewModel.MOST_CHARS);
    assertThat(kept.codePoints().allMatch(c -> c == 0x2693 || c == 0x1f34b)).isTrue();
    assertThat(page.text("#chat-count")).isEqualTo(kept.length() + "/500");
    page.focus("chat-send");
    page.robot.type(KeyCode.SPACE);
    until(() -> texts().getLast().equals(kept) && states().getLast() == State.HEARD);
  }

  private PageStage open(SyncEngine engine, EngineDesk desk) throws Exception {
    port = new PortViewModel(desk, Harbours.ZONE, () -> UUID.randomUUID().toString());
    return new PageStage(
        engine,
        port,
        () ->
            new PortView(
                port,
                new StandingViewModel(desk),
                new PageHead("Port", "", new Region(), new Region()),
                new Pictures(new Gallery(), new SimpleObjectProperty<>(Theme.LIGHT))));
  }

  private List<String> texts() throws Exception {
    return onScreen(() -> port.rows().stream().map(ChatRow::text).toList());
  }

  private List<State> states() throws Exception {
    return onScreen(() -> port.rows().stream().map(ChatRow::state).toList());
  }

  private static List<String> heardBy(Neighbour who) {
    return who.heard.stream()
        .flatMap(it ->
            switch (it) {
              case SyncEvent.Said said -> Stream.of(said.event());
              case SyncEvent.Joined joined -> joined.events().stream();
              default -> Stream.<RoomEvent>empty();
            })
        .map(RoomEvent::text)
        .toList();
  }
}
