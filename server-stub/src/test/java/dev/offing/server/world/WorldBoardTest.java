package dev.offing.server.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offing.assets.Assets;
import dev.offing.server.fault.StubFailure;
import dev.offing.server.redis.RedisUnavailable;
import dev.offing.sync.account.World;
import dev.offing.sync.protocol.CatalogReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WorldBoardTest {
  private static final long NOW = 1_770_000_000_000L;

  private final MemoryWorldStore list = new MemoryWorldStore(() -> NOW);
  private final Failing store = new Failing(list);
  private final List<WorldView> heard = new ArrayList<>();
  private int ids;
  private WorldBoard board;

  @BeforeEach
  void start() {
    board =
        new WorldBoard(
            store,
            () -> NOW,
            () -> "%032x".formatted(++ids),
            CatalogReader::read,
            Assets.catalogName(),
            Assets.catalog());
    board.publish();
    board.onChange(heard::add);
  }

  @Test
  void aListThatBeganAnotherLifeIsToldOfOnce() {
    list.restart();

    board.refresh();
    board.refresh();

    assertThat(board.notReady()).isEmpty();
    assertThat(heard).hasSize(1);
  }

  @Test
  void aStoreThatIsLostAgainWhileTheListBeginsLeavesNoNodeWithoutOne() {
    String before = board.view().world().epoch();
    list.restart();
    store.refuses = true;
    assertThatThrownBy(board::refresh).isInstanceOf(RedisUnavailable.class);
    assertThat(board.notReady()).isPresent();
    list.restart();
    store.refuses = false;

    board.refresh();

    assertThat(board.notReady()).isEmpty();
    assertThat(board.view().world().epoch()).isNotEqualTo(before);
    assertThat(heard).hasSize(1);
  }

  @Test
  void anotherCatalogFollowsAndWhatChangedIsTold() {
    String text = new String(Assets.catalog(), StandardCharsets.UTF_8);
    String other =
        text.replace("\"name\": \"Offing harbour\"", "\"name\": \"Other\"")
            .replace("\"outPerDay\": 10", "\"outPerDay\": 9");

    assertThat(board.bring("other.json", other.getBytes(StandardCharsets.UTF_8)))
        .containsExactly("gifts.outPerDay: 10 -> 9", "name: \"Offing harbour\" -> \"Other\"");
    assertThat(board.view().world().catalogs()).hasSize(2);
    assertThat(heard).hasSize(1);

    assertThatThrownBy(() -> board.bring("bad.json", "{".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(StubFailure.class);
    assertThatThrownBy(() -> board.bring(Assets.catalogName(), Assets.catalog()))
        .isInstanceOf(StubFailure.class)
        .hasMessageContaining("ruled before");
    store.refuses = true;
    byte[] third = other.replace("Other", "Third").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> board.bring("third.json", third)).isInstanceOf(RedisUnavailable.class);
    store.refuses = false;
    assertThat(board.bring("third.json", third)).hasSize(1);
    assertThat(board.view().world().catalogs()).hasSize(3);
  }

  /** A store that can be read, and at times not written. */
  private static final class Failing implements WorldStore {
    private final WorldStore store;
    private boolean refuses;

    Failing(WorldStore store) {
      this.store = store;
    }

    @Override
    public void publish(String epoch, String hash, String text, long firstAt, long laterAt) {
      if (refuses) {
        throw new RedisUnavailable("lost");
      }
      store.publish(epoch, hash, text, firstAt, laterAt);
    }

    @Override
    public void announce(long at, World.Event event) {
      store.announce(at, event);
    }

    @Override
    public Listed read() {
      return store.read();
    }

    @Override
    public @Nullable String catalogText(String hash) {
      return store.catalogText(hash);
    }
  }
}
