package dev.offing.client.control;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The head of a page: a band of open sea that melts into the paper, its title, and the pill. */
public final class PageHead extends StackPane {

  /** How high the band is; its foot melts into the page behind the cards. */
  public static final double BAND = 148;

  private static final double HEIGHT = 104;
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark-sky");

  private final ObservableValue<Insets> free;

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
    setAlignment(band, Pos.TOP_LEFT);
    setAlignment(words, Pos.TOP_LEFT);
    setMargin(words, new Insets(20, 0, 0, 24));
    setAlignment(pill, Pos.TOP_RIGHT);
    setMargin(pill, new Insets(16, 16, 0, 0));
    getStyleClass().add("page-head");
    setMinHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    getChildren().addAll(band, words, pill);
    free =
        Bindings.createObjectBinding(
            () ->
                new Insets(
                    16,
                    getWidth() - pill.getLayoutX() + 16,
                    0,
                    words.getBoundsInParent().getMaxX() + 16),
            widthProperty(),
            words.boundsInParentProperty(),
            pill.layoutXProperty());
  }

  /** What title and pill leave of the band, as insets of the page. */
  public ObservableValue<Insets> free() {
    return free;
  }

  /** Whether what is drawn behind is so dark that the title is to be light. */
  public void onDark(boolean dark) {
    pseudoClassStateChanged(DARK, dark);
  }
}
