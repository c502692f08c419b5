package dev.offing.client.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.client.Harbours;
import dev.offing.client.StepExecutor;
import dev.offing.client.bridge.EngineDesk;
import dev.offing.client.port.ChatRow.State;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import dev.offing.sync.session.SyncEvent;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chat without a window and without a server: a real engine, and what a room would tell. */
final class PortViewModelTest {

  @TempDir Path folder;
  private final StepExecutor desk = new StepExecutor();
  private final AtomicInteger drawn = new AtomicInteger();
  private Harbours on;
  private PortViewModel port;

  @BeforeEach
  void open() {
    on = new Harbours(folder);
    port =
        new PortViewModel(
            new EngineDesk(on.engine, desk, Runnable::run),
            Harbours.ZONE,
            () -> "line-" + drawn.incrementAndGet());
    on.watchers.add(port);
    port.enter();
    settle();
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void anOwnLineIsPendingUntilTheRoomRepeatsItAndThenStandsWhereTheRoomHasIt() {
    assertThat(port.say("  ahoy ")).isTrue();
    settle();
    assertThat(states()).containsExactly(State.PENDING);
    assertThat(port.rows().getFirst().text()).isEqualTo("ahoy");

    port.heard(said(1, "0badcafe", "x-1", "hello"));
    on.pass(50);
    assertThat(texts()).containsExactly("hello", "ahoy");
    assertThat(states()).containsExactly(State.HEARD, State.PENDING);

    port.heard(said(2, self(), "line-1", "ahoy"));
    on.pass(50);
    assertThat(texts()).containsExactly("hello", "ahoy");
    assertThat(states()).containsExactly(State.HEARD, State.HEARD);
    assertThat(port.rows().get(1).name()).isEqualTo("You");
    assertThat(port.rows().get(1).time()).isEqualTo("09:40");
    assertThat(port.rows().get(0).name()).isEqualTo(Seafarer.called("0badcafe"));
    assertThat(port.rows().get(0).account()).isEqualTo("0badcafe");
  }

  @Test
  void whatTheRoomDoesNotTakeFailsWithItsReasonAndCanBeTriedAgain() {
    for (int i = 0; i < 51; i++) {
      port.say("line " + i);
    }
    settle();
    ChatRow last = port.rows().getLast();
    assertThat(last.state()).isEqualTo(State.FAILED);
    assertThat(last.why()).startsWith("50 lines wait");
    assertThat(states()).filteredOn(State.PENDING::equals).hasSize(50);

    port.heard(said(1, self(), "line-1", "line 0"));
    port.retry(last.id());
    on.pass(50);
    assertThat(port.rows().getLast().state()).isEqualTo(State.PENDING);
    port.heard(said(2, self(), last.id(), last.text()));
    on.pass(50);
    assertThat(port.rows().get(1).text()).isEqualTo("line 50");
    assertThat(port.rows()).hasSize(51);
  }

  @Test
  void blanksLongLinesAndMoreThanMayWaitAreNotTaken() {
    assertThat(port.say("   ")).isFalse();
    assertThat(port.say("x".repeat(PortViewModel.MOST_CHARS + 1))).isFalse();
    assertThat(port.say("x".repeat(PortViewModel.MOST_CHARS))).isTrue();
    for (int i = 1; i < PortViewModel.MOST_UNHEARD; i++) {
      assertThat(port.say("line")).isTrue();
    }
    assertThat(port.say("one more")).isFalse();
    settle();
    assertThat(port.rows()).hasSize(PortViewModel.MOST_UNHEARD);
  }

  @Test
  void afterACutThatTheRoomCouldResumeNothingComesTwiceAndNothingDivides() {
    port.heard(joined(false, line(1, "a"), line(2, "b")));
    port.heard(joined(true, line(3, "c")));
    on.pass(50);
    assertThat(texts()).containsExactly("a", "b", "c");
  }

  @Test
  void aRoomThatIsShownAnewAddsOnlyWhatIsNew() {
    port.heard(joined(false, line(1, "a"), line(2, "b")));
    port.heard(joined(false, line(1, "b"), line(2, "c")));
    on.pass(50);
    assertThat(texts()).containsExactly("a", "b", "c");
  }

  @Test
  void whereLinesWereMissedADividerSaysSo() {
    port.heard(joined(false, line(1, "a")));
    on.pass(50);
    port.heard(joined(false, line(90, "y"), line(91, "z")));
    on.pass(50);
    assertThat(texts()).containsExactly("a", "Missed while away", "y", "z");
    assertThat(states()).containsExactly(State.HEARD, State.DIVIDER, State.HEARD, State.HEARD);
  }

  @Test
  void aPendingLineThatArrivedBeforeTheCutIsFoundInWhatTheRoomShows() {
    port.say("mine");
    port.heard(
        joined(
            false,
            line(1, "a"),
            new RoomEvent(2, on.clock.read().wallMs(), self(), "line-1", "mine")));
    settle();
    assertThat(texts()).containsExactly("a", "mine");
    assertThat(states()).containsExactly(State.HEARD, State.HEARD);
  }

  @Test
  void theRosterNamesOneselfFirstAndCountsMachines() {
    port.heard(
        new SyncEvent.Present(
            PortViewModel.ROOM, List.of(new Member("0badcafe", 2), new Member(self(), 1))));
    assertThat(port.crew())
        .extracting(Crew::name)
        .containsExactly("You", Seafarer.called("0badcafe"));
    assertThat(port.crew().getLast().note()).isEqualTo("0badcafe, on 2 machines");
    assertThat(port.present().get()).isEqualTo("2 souls");
    port.heard(new SyncEvent.Present("port:elsewhere", List.of()));
    assertThat(port.crew()).hasSize(2);
  }

  @Test
  void withoutAConnectionItIsReadOnAndALineSaysWhatHappensToWhatIsWritten() {
    port.heard(joined(false, line(1, "a")));
    on.pass(50);
    assertThat(port.connected().get()).isFalse();
    assertThat(port.aside().get()).contains("next connection");
    assertThat(texts()).containsExactly("a");
    assertThat(port.say("later")).isTrue();
  }

  @Test
  void whateverWasSentReadsAsOneLineInOneDirection() {
    String bidi = "pay \u202e\u2067me\u2069";
    String heap = "a" + "\u0308".repeat(400);
    port.heard(said(1, "0badcafe", "x-1", "one\ntwo\r\n\u2028three\u0007"));
    port.heard(said(2, "0badcafe", "x-2", bidi));
    port.heard(said(3, "0badcafe", "x-3", heap));
    port.heard(said(4, "0badcafe", "x-4", "<b>\ud83c\udf4b & \ud83c</b>"));
    on.pass(50);
    assertThat(texts())
        .containsExactly(
            "one two   three ", "pay me", "a\u0308\u0308\u0308", "<b>\ud83c\udf4b &  </b>");
  }

  @Test
  void tenThousandRowsAndTwentyASecondForAnHourDoNotGrow() {
    List<RoomEvent> many = new ArrayList<>();
    for (int i = 0; i < PortViewModel.MOST_ROWS; i++) {
      many.add(line(i + 1, "old " + i));
    }
    port.heard(joined(false, many.toArray(RoomEvent[]::new)));
    many.clear();
    on.pass(50);
    WeakReference<ChatRow> old = new WeakReference<>(port.rows().getFirst());
    AtomicInteger changes = new AtomicInteger();
    port.rows().addListener((ListChangeListener<ChatRow>) _ -> changes.incrementAndGet());
    int seq = PortViewModel.MOST_ROWS;
    for (int pulse = 0; pulse < 3_600; pulse++) {
      for (int i = 0; i < 20; i++) {
        port.heard(said(++seq, "0badcafe", "n-" + seq, "new " + seq));
      }
      on.pass(1_000);
      assertThat(port.rows()).hasSize(PortViewModel.MOST_ROWS);
    }
    assertThat(changes).hasValue(3_600);
    assertThat(port.rows().getLast().text()).isEqualTo("new " + seq);
    assertThat(port.rows().getFirst().text())
        .isEqualTo("new " + (seq - PortViewModel.MOST_ROWS + 1));
    System.gc();
    assertThat(old.get()).as("a row that went is held by nobody").isNull();
  }

  private void settle() {
    while (desk.waiting() > 0) {
      desk.step();
    }
    on.pass(50);
  }

  private String self() {
    return on.engine.status().account().substring(0, 8);
  }

  private List<String> texts() {
    return port.rows().stream().map(ChatRow::text).toList();
  }

  private List<State> states() {
    return port.rows().stream().map(ChatRow::state).toList();
  }

  private SyncEvent.Said said(long seq, String from, String id, String text) {
    RoomEvent event = new RoomEvent(seq, on.clock.read().wallMs(), from, id, text);
    return new SyncEvent.Said(PortViewModel.ROOM, event, from.equals(self()));
  }

  private RoomEvent line(long seq, String text) {
    return new RoomEvent(seq, on.clock.read().wallMs(), "0badcafe", "id-" + text, text);
  }

  private static SyncEvent.Joined joined(boolean resumed, RoomEvent... events) {
    return joined(resumed, false, events);
  }

  private static SyncEvent.Joined joined(boolean resumed, boolean paused, RoomEvent... events) {
    RoomPoint at = new RoomPoint("0".repeat(32), events.length);
    return new SyncEvent.Joined(
        PortViewModel.ROOM, List.of(events), resumed, List.of(), at, paused);
  }
}
