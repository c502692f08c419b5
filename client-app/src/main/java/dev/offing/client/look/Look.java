package dev.offing.client.look;

import dev.offing.assets.Assets;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import javafx.application.Application;
import javafx.collections.ObservableList;
import javafx.scene.Scene;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;

/** Dresses a scene. Belongs to the toolkit's thread. */
public final class Look {

  private static final String STYLESHEET = Look.class.getResource("look.css").toExternalForm();

  private Look() {}

  /** Loads the fonts; a later call finds them there. */
  public static void loadFonts() {
    for (byte[] file : Assets.fonts()) {
      Font.loadFont(new ByteArrayInputStream(file), /* size= */ 13);
    }
  }

  /** An empty page in the colour of a theme: for the first frame, which waits for no stylesheet. */
  public static void cover(Scene scene, Region page, Theme theme) {
    Application.setUserAgentStylesheet(theme.controls());
    scene.setFill(theme.paper());
    page.setBackground(Background.fill(theme.paper()));
  }

  /** Gives a scene the colours of a theme, now or instead of another. */
  public static void dress(Scene scene, Theme theme) {
    if (!theme.controls().equals(Application.getUserAgentStylesheet())) {
      Application.setUserAgentStylesheet(theme.controls());
    }
    if (!scene.getStylesheets().contains(STYLESHEET)) {
      scene.getStylesheets().addFirst(STYLESHEET);
    }
    ObservableList<String> classes = scene.getRoot().getStyleClass();
    classes.removeAll(Arrays.stream(Theme.values()).map(Theme::styleClass).toList());
    classes.add(theme.styleClass());
  }
}
