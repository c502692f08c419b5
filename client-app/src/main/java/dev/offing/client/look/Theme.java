package dev.offing.client.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;

/** Paper or ink. The colours stand in {@code look.css}, under the theme's style class. */
public enum Theme {
  LIGHT("light", new PrimerLight().getUserAgentStylesheet()),
  DARK("dark", new PrimerDark().getUserAgentStylesheet());

  private final String styleClass;
  private final String controls;

  Theme(String styleClass, String controls) {
    this.styleClass = styleClass;
    this.controls = controls;
  }

  /** The class that the root of a scene carries. */
  public String styleClass() {
    return styleClass;
  }

  /** The stylesheet under the controls' own. */
  public String controls() {
    return controls;
  }
}
