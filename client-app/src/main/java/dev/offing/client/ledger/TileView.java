package dev.offing.client.ledger;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.art.Pictures;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The small picture before a line: a vessel or an icon. */
final class TileView extends StackPane {
  private static final double SIZE = 34;
  private static final double ICON = 20;

  private final Pictures pictures;
  private @Nullable Tile shown;

  TileView(Pictures pictures) {
    this.pictures = pictures;
    getStyleClass().add("tile");
  }

  /** Shows another one; the same costs nothing. */
  void show(Tile tile) {
    if (!tile.equals(shown)) {
      shown = tile;
      getChildren().setAll(picture(tile));
    }
  }

  private Node picture(Tile tile) {
    return tile.vessel()
        ? pictures.vessel(tile.name(), /* known= */ true, SIZE, SIZE)
        : Icons.of(Icon.valueOf(tile.name().toUpperCase(Locale.ROOT)), ICON);
  }
}
