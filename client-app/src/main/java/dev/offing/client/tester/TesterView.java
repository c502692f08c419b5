package dev.offing.client.tester;

import dev.offing.client.art.Icon;
import dev.offing.client.art.Icons;
import dev.offing.client.control.Press;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;

/**
 * A tag at the lower edge of the window: the switch, and, while the plug is pulled, a striped
 * banner that says so, so that nobody takes a simulated trouble for a real one.
 */
public final class TesterView {

  private static final PseudoClass PULLED = PseudoClass.getPseudoClass("pulled");

  private final ToggleButton tag = new ToggleButton();

  public TesterView(TesterViewModel tester) {
    tag.setId("plug");
    tag.getStyleClass().setAll("simulated");
    tag.setGraphic(Icons.of(Icon.OFFLINE, 14));
    tag.setFocusTraversable(true);
    tag.setOnAction(event -> tester.toggle());
    Press.onEnter(tag);
    tester.pulled().subscribe(this::show);
  }

  /** Lies over the lower edge of the window. */
  public Node root() {
    return tag;
  }

  private void show(boolean pulled) {
    tag.setSelected(pulled);
    tag.pseudoClassStateChanged(PULLED, pulled);
    tag.setText(
        pulled ? "SIMULATED: the plug is pulled. Put it back (F12)" : "Pull the plug (F12)");
    tag.setAccessibleText(tag.getText());
  }
}
