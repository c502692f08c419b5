package dev.offing.client.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.scene.paint.Color;

/** Paper or ink. The colours stand in {@code look.css}, under the theme's style class. */
public enum Theme {
  LIGHT("light", new PrimerLight().getUserAgentStylesheet(), "#EFE5D2"),
  DARK("dark", new PrimerDark().getUserAgentStylesheet(), "#0C1927");

  private final String styleClass;
  private final String controls;
  private final String paper;

  Theme(String styleClass, String controls, String paper) {
    this.paper = paper;
    this.styleClass = styleClass;
    this.controls = controls;
  }

  /** The class that the root of a scene carries. */
  public String styleClass() {
    return styleClass;
  }

  /** The colour of an empty page: {@code -o-bg} of the stylesheet. */
  Color paper() {
    return Color.web(paper);
  }

  /** The stylesheet under the controls' own. */
  public String controls() {
    return controls;
  }
}
