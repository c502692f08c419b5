package dev.offing.client.art;

import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;

/** Icons as nodes. */
public final class Icons {

  private static final double GRID = 24;

  private Icons() {}

  /** An icon in the colour of its style class {@code icon}, so many pixels wide and high. */
  public static Node of(Icon icon, double size) {
    SVGPath shape = new SVGPath();
    shape.setContent(icon.path());
    shape.getStyleClass().add("icon");
    // The square keeps the grid's bounds whatever the path covers, so that icons stand in line.
    Group grid = new Group(new Rectangle(GRID, GRID, null), shape);
    grid.setScaleX(size / GRID);
    grid.setScaleY(size / GRID);
    StackPane box = new StackPane(grid);
    box.setMinSize(size, size);
    box.setPrefSize(size, size);
    box.setMaxSize(size, size);
    box.setMouseTransparent(true);
    return box;
  }
}
