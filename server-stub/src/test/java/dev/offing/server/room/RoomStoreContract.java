package dev.offing.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.room.RoomStore.Reading;
import dev.offing.server.room.RoomStore.Saying;
import dev.offing.sync.protocol.RoomPoint;
import dev.offing.sync.protocol.ServerMessage.Member;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of rooms promises, whatever it keeps them in. */
abstract class RoomStoreContract {
  private static final long NOW = 4_000_000_000_000L;
  private static final long LEASE_MS = 15_000;
  private static final String ANN = "n1:s1:aaaaaaaa";
  private static final String BEN = "n2:s2:bbbbbbbb";

  /** A store, with rooms of its own. */
  abstract RoomStore store();

  /** A name that no other test uses. */
  abstract String room();

  private static RoomStore.Body line(int number) {
    return line("aaaaaaaa", number);
  }

  private static RoomStore.Body line(String from, int number) {
    return new RoomStore.Body(NOW + number, from, "c" + number, "line " + number);
  }

  private static Reading read(RoomStore store, String room, RoomPoint since, String... members) {
    return store.read(room, List.of(members), since, RoomStore.SHOWN, NOW, NOW + LEASE_MS);
  }

  @Test
  void linesAreNumberedFromOneAndSaidOncePerId() {
    RoomStore store = store();
    String room = room();
    String epoch = read(store, room, null).epoch();

    assertThat(store.say(room, epoch, line(1))).isEqualTo(new Saying.Said(1));
    assertThat(store.say(room, epoch, line(2))).isEqualTo(new Saying.Said(2));
    assertThat(store.say(room, epoch, line(1))).isEqualTo(new Saying.Again(line(1).numbered(1)));
    assertThat(store.say(room, epoch, line("bbbbbbbb", 1)))
        .as("somebody else's id")
        .isEqualTo(new Saying.Said(3));
    assertThat(read(store, room, null).seq()).isEqualTo(3);
  }

  @Test
  void aLineIsSaidInTheEpochThatItsSpeakerKnowsOrNotAtAll() {
    RoomStore store = store();
    String room = room();

    assertThat(store.say(room, "0".repeat(32), line(1))).isEqualTo(new Saying.OtherEpoch());
    assertThat(store.restore(room, "0".repeat(32), Map.of(), null, List.of(line(1)))).isFalse();
    read(store, room, null);
    assertThat(store.say(room, "0".repeat(32), line(1))).isEqualTo(new Saying.OtherEpoch());
    assertThat(store.restore(room, "0".repeat(32), Map.of(), null, List.of(line(1)))).isFalse();
    assertThat(read(store, room, null).events()).isEmpty();
  }

  @Test
  void whatWasLostIsSaidAgainAndWhatIsThereIsNot() {
    RoomStore store = store();
    String room = room();
    String epoch = read(store, room, null).epoch();
    store.say(room, epoch, line(2));

    String other = "1".repeat(32);
    List<RoomStore.Body> lines = List.of(line(1), line(2), line(3));
    assertThat(store.restore(room, epoch, Map.of(other, 7L), null, lines)).isTrue();
    assertThat(store.restore(room, epoch, Map.of(other, 5L), null, lines)).isTrue();
    assertThat(store.restore(room, epoch, Map.of(), new RoomPoint(other, 6), lines))
        .as("somebody restored more of it")
        .isFalse();
    assertThat(store.restore(room, epoch, Map.of(), new RoomPoint(other, 7), lines)).isTrue();

    assertThat(read(store, room, null).former()).isEqualTo(Map.of(other, 7L));
    assertThat(read(store, room, null).events())
        .containsExactly(line(2).numbered(1), line(1).numbered(2), line(3).numbered(3));
    assertThat(store.say(room, epoch, line(3))).isEqualTo(new Saying.Again(line(3).numbered(3)));
  }

  @Test
  void aReaderGetsWhatItMissedAndANewcomerTheLast() {
    RoomStore store = store();
    String room = room();
    String epoch = read(store, room, null).epoch();
    for (int i = 1; i <= RoomStore.SHOWN + 10; i++) {
      store.say(room, epoch, line(i));
    }
    Reading fresh = read(store, room, null, ANN);
    assertThat(fresh.resumed()).isFalse();
    assertThat(fresh.events()).hasSize(RoomStore.SHOWN);
    assertThat(fresh.events().getLast().seq()).isEqualTo(RoomStore.SHOWN + 10);

    Reading resumed = read(store, room, new RoomPoint(epoch, RoomStore.SHOWN + 8), ANN);
    assertThat(resumed.resumed()).isTrue();
    assertThat(resumed.events())
        .extracting(RoomEvent::seq)
        .containsExactly(RoomStore.SHOWN + 9L, RoomStore.SHOWN + 10L);
    assertThat(read(store, room, new RoomPoint("0".repeat(32), 3), ANN).resumed())
        .as("another epoch")
        .isFalse();
  }

  @Test
  void whatIsLongerAgoThanTheHistoryIsABeginning() {
    RoomStore store = store();
    String room = room();
    String epoch = read(store, room, null).epoch();
    for (int i = 1; i <= RoomStore.HISTORY + 5; i++) {
      store.say(room, epoch, line(i));
    }

    assertThat(read(store, room, new RoomPoint(epoch, 4)).resumed()).isFalse();
    Reading all = read(store, room, new RoomPoint(epoch, 5));
    assertThat(all.resumed()).isTrue();
    assertThat(all.events()).hasSize(RoomStore.HISTORY);
    assertThat(store.say(room, epoch, line(3)))
        .as("known, and too long ago to be shown")
        .isEqualTo(new Saying.Again(null));
  }

  @Test
  void membersAreThereUntilTheyLeaveOrTheirLeaseEnds() {
    RoomStore store = store();
    String room = room();

    assertThat(read(store, room, null, ANN, BEN).roster())
        .containsExactly(new Member("aaaaaaaa", 1), new Member("bbbbbbbb", 1));
    store.leave(room, BEN);
    assertThat(read(store, room, null).roster()).containsExactly(new Member("aaaaaaaa", 1));
    long later = NOW + LEASE_MS;
    assertThat(store.read(room, List.of(), null, 0, later, later + LEASE_MS).roster()).isEmpty();
  }

  @Test
  void mutesEndByThemselvesAndGuestsStay() {
    RoomStore store = store();
    String room = room();
    store.mute(room, "aaaaaaaa", NOW + 1_000);
    store.mute(room, "bbbbbbbb", NOW + 3_000);
    store.mute(room, "cccccccc", NOW + 3_000);
    store.mute(room, "cccccccc", 0);
    store.letIn(room, "a".repeat(64), true);
    store.letIn(room, "b".repeat(64), true);
    store.letIn(room, "b".repeat(64), false);

    assertThat(read(store, room, null).rules())
        .isEqualTo(
            new RoomStore.Rules(
                Map.of("aaaaaaaa", NOW + 1_000, "bbbbbbbb", NOW + 3_000), Set.of("a".repeat(64))));
    assertThat(store.read(room, List.of(), null, 0, NOW + 2_000, NOW + 3_000).rules().mutes())
        .containsOnlyKeys("bbbbbbbb");
  }
}
