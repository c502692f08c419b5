package dev.offing.server.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offing.assets.Assets;
import dev.offing.sync.economy.Rulebook;
import dev.offing.sync.protocol.CatalogException;
import dev.offing.sync.protocol.CatalogReader;
import dev.offing.sync.protocol.ServerMessage.RoomEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarketRoomsTest {
  private static final long NOW = 1_750_000_000_100L;
  private static final Rulebook RULES = rules();
  private static final String GOOD = RULES.at(NOW).commons().goods().getFirst().id();

  private final MarketRooms rooms = new MarketRooms("seed", () -> RULES);

  private static Rulebook rules() {
    try {
      return Rulebook.of(CatalogReader.read(Assets.catalogName(), Assets.catalog()));
    } catch (CatalogException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theNewestValueIsTheLastOfTheHistoryAndEveryNodeHasTheSame() {
    List<RoomEvent> history = rooms.history(GOOD, NOW, 200);

    assertThat(history.size()).isBetween(2, 200);
    assertThat(history).extracting(RoomEvent::seq).isSorted().doesNotHaveDuplicates();
    assertThat(rooms.at(GOOD, NOW).orElseThrow().text()).isEqualTo(history.getLast().text());
    for (int i = 1; i < history.size(); i++) {
      assertThat(history.get(i).text()).isNotEqualTo(history.get(i - 1).text());
    }
    MarketRooms other = new MarketRooms("seed", () -> RULES);
    assertThat(other.history(GOOD, NOW, 200)).isEqualTo(history);
    assertThat(other.epoch(GOOD)).isEqualTo(rooms.epoch(GOOD)).matches("[0-9a-f]{32}");
    assertThat(new MarketRooms("another", () -> RULES).epoch(GOOD)).isNotEqualTo(rooms.epoch(GOOD));
  }

  @Test
  void aGoodThatIsNoneHasNoRoom() {
    assertThat(rooms.at("coal", NOW)).isEmpty();
    assertThat(rooms.history("coal", NOW, 200)).isEmpty();
  }
}
