package dev.offing.client.control;

import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The head of a page: a band of open sea that melts into the paper, its title, and the pill. */
public final class PageHead extends StackPane {

  static final double HEIGHT = 104;

  /**
   * @param motto a second line; empty for none
   * @param band what is drawn behind it
   * @param pill how the connection stands
   */
  public PageHead(String title, String motto, Node band, Node pill) {
    Label heading = new Label(title);
    heading.getStyleClass().add("h1");
    Label second = new Label(motto);
    second.getStyleClass().add("motto");
    VBox words = new VBox(heading, second);
    words.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    words.setMouseTransparent(true);
    Region fade = new Region();
    fade.getStyleClass().add("band-fade");
    fade.setMaxHeight(FADE);
    fade.setMouseTransparent(true);
    setAlignment(fade, Pos.BOTTOM_CENTER);
    setAlignment(band, Pos.TOP_LEFT);
    setAlignment(words, Pos.TOP_LEFT);
    setMargin(words, new Insets(20, 0, 0, 24));
    setAlignment(pill, Pos.TOP_RIGHT);
    setMargin(pill, new Insets(16, 16, 0, 0));
    getStyleClass().add("page-head");
    setMinHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    getChildren().addAll(band, fade, words, pill);
  }

  private static final double FADE = 52;
}
