package dev.offing.client.harbour;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;

/** The project's own line icons, drawn on a grid of 24 (docs/design/look.md). */
final class Icons {

  static final String ONLINE = "M4 12a8 8 0 0 1 16 0M7.5 12a4.5 4.5 0 0 1 9 0M12 12v8M9 20h6";
  static final String SYNC =
      "M4.5 12a7.5 7.5 0 0 1 13-5l2 2M19.5 4.5v4.5h-4.5M19.5 12a7.5 7.5 0 0 1-13 5l-2-2"
          + "M4.5 19.5v-4.5h4.5";
  static final String OFFLINE =
      "M4.5 11.5a8 8 0 0 1 3-5.7M12 4a8 8 0 0 1 8 8M12 13v7M9 20h6M4 4l16 16";
  static final String LAMP =
      "M9 8h6l1.5 10h-9zM8 21h8M7.5 18h9M9.5 8v-2.5a2.5 2.5 0 0 1 5 0v2.5"
          + "M12 11.5c1.6 1.6 1.6 3.4 0 4-1.6-.6-1.6-2.4 0-4";
  static final String WARN = "M12 4l9 16h-18zM12 10v4.5M12 17.2v.1";
  static final String CROSS = "M6 6l12 12M18 6l-12 12";

  private static final double GRID = 24;

  private Icons() {}

  /** An icon in the colour of its style class {@code icon}, so many pixels wide and high. */
  static Node of(String path, double size) {
    SVGPath shape = new SVGPath();
    shape.setContent(path);
    shape.getStyleClass().add("icon");
    double scale = size / GRID;
    shape.setScaleX(scale);
    shape.setScaleY(scale);
    // The box keeps the grid's size whatever the path covers, so that icons stand in line.
    StackPane box = new StackPane(new Rectangle(GRID, GRID, null), shape);
    box.setMinSize(size, size);
    box.setPrefSize(size, size);
    box.setMaxSize(size, size);
    box.setMouseTransparent(true);
    return box;
  }

  /** The icon of a kind of pill. */
  static String of(Pill.Kind kind) {
    return switch (kind) {
      case ONLINE -> ONLINE;
      case SYNCING -> SYNC;
      case OFFLINE -> OFFLINE;
      case LAMP_OUT -> LAMP;
      case TROUBLE -> WARN;
    };
  }
}
