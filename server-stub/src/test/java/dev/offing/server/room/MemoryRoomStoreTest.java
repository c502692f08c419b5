package dev.offing.server.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.server.cluster.LocalBus;
import dev.offing.sync.protocol.Codec;
import java.util.List;
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

  @Test
  void anotherLifeIsAnotherEpoch() {
    String before = store.read(room(), List.of(), null, 1).epoch();
    store.restart("run-2");
    assertThat(store.read(room(), List.of(), null, 1).epoch()).isNotEqualTo(before);
  }
}
