package dev.offing.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.cluster.LocalBus;
import dev.offing.sync.protocol.Codec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MemoryRoomStoreTest extends RoomStoreContract {
  private final AtomicLong ids = new AtomicLong();
  private final MemoryRoomStore store =
      new MemoryRoomStore(
          "run-1", new LocalBus(), new Codec(), () -> "%032x".formatted(ids.incrementAndGet()));

  @Override
  RoomStore store() {
    return store;
  }

  @Override
  String room() {
    return "port:memory";
  }

  private RoomStore.Reading read() {
    return store.read(room(), List.of(), null, RoomStore.HISTORY, 1, 2);
  }

  @Test
  void anotherLifeIsAnotherEpochAndKnowsWhereTheOneBeforeEnded() {
    RoomStore.Reading before = read();
    store.say(room(), before.epoch(), new RoomStore.Body(1, "aaaaaaaa", "1", "ahoy"));
    MemoryRoomStore.File older = store.copy();
    store.say(room(), before.epoch(), new RoomStore.Body(2, "aaaaaaaa", "2", "anybody?"));

    store.restart("run-2");
    RoomStore.Reading after = read();
    assertThat(after.epoch()).isNotEqualTo(before.epoch());
    assertThat(after.former()).isEqualTo(Map.of(before.epoch(), 2L));

    store.restart("run-3", older);
    assertThat(read().former()).isEqualTo(Map.of(before.epoch(), 1L));
    assertThat(read().events()).hasSize(1);

    store.restart("run-4", new MemoryRoomStore.File());
    assertThat(read().former()).isEmpty();
    assertThat(read().seq()).isZero();
  }
}
