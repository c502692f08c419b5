package dev.offing.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of rooms promises, whatever it keeps them in. */
abstract class RoomStoreContract {
  private static final long NOW = 1_750_000_000_000L;
  private static final String ANN = "n1:s1:aaaaaaaa";
  private static final String BEN = "n2:s2:bbbbbbbb";

  /** A store, with rooms of its own. */
  abstract RoomStore store();

  /** A name that no other test uses. */
  abstract String room();

  private static RoomStore.Body line(int number) {
    return new RoomStore.Body(NOW + number, "aaaaaaaa", "c" + number, "line " + number);
  }

  @Test
  void linesAreNumberedFromOneAndSaidOncePerId() {
    RoomStore store = store();
    String room = room();

    assertThat(store.say(room, "a", line(1))).isEmpty();
    assertThat(store.say(room, "a", line(2))).isEmpty();
    assertThat(store.say(room, "a", line(1)))
        .hasValueSatisfying(before -> {
          assertThat(before.event().seq()).isEqualTo(1);
          assertThat(before.event().text()).isEqualTo("line 1");
        });
    assertThat(store.say(room, "b", line(1))).as("somebody else's id").isEmpty();
    assertThat(store.read(room, List.of(), null, NOW).seq()).isEqualTo(3);
  }

  @Test
  void aReaderGetsWhatItMissedAndANewcomerTheLast() {
    RoomStore store = store();
    String room = room();
    for (int i = 1; i <= RoomStore.SHOWN + 10; i++) {
      store.say(room, "a", line(i));
    }
    RoomStore.Reading fresh = store.read(room, List.of(ANN), null, NOW);
    assertThat(fresh.resumed()).isFalse();
    assertThat(fresh.events()).hasSize(RoomStore.SHOWN);
    assertThat(fresh.events().getLast().seq()).isEqualTo(RoomStore.SHOWN + 10);

    RoomPoint since = new RoomPoint(fresh.epoch(), RoomStore.SHOWN + 8);
    RoomStore.Reading resumed = store.read(room, List.of(ANN), since, NOW);
    assertThat(resumed.resumed()).isTrue();
    assertThat(resumed.events())
        .extracting(RoomEvent::seq)
        .containsExactly(RoomStore.SHOWN + 9L, RoomStore.SHOWN + 10L);
    assertThat(store.read(room, List.of(ANN), new RoomPoint("0".repeat(32), 3), NOW).resumed())
        .as("another epoch")
        .isFalse();
  }

  @Test
  void whatIsLongerAgoThanTheHistoryIsABeginning() {
    RoomStore store = store();
    String room = room();
    for (int i = 1; i <= RoomStore.HISTORY + 5; i++) {
      store.say(room, "a", line(i));
    }
    String epoch = store.read(room, List.of(), null, NOW).epoch();

    assertThat(store.read(room, List.of(), new RoomPoint(epoch, 4), NOW).resumed()).isFalse();
    RoomStore.Reading all = store.read(room, List.of(), new RoomPoint(epoch, 5), NOW);
    assertThat(all.resumed()).isTrue();
    assertThat(all.events()).hasSize(RoomStore.HISTORY);
  }

  @Test
  void membersAreThereUntilTheyLeaveOrTheirLeaseEnds() {
    RoomStore store = store();
    String room = room();

    assertThat(store.read(room, List.of(ANN, BEN), null, NOW).roster())
        .containsExactly(new Member("aaaaaaaa", 1), new Member("bbbbbbbb", 1));
    store.leave(room, BEN);
    assertThat(store.read(room, List.of(), null, NOW).roster())
        .containsExactly(new Member("aaaaaaaa", 1));
    assertThat(store.read(room, List.of(), null, NOW + RoomStore.LEASE_MS).roster()).isEmpty();
  }
}
