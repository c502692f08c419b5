package dev.offing.client.harbour;

import javafx.scene.Node;

/** Small drawings for the harbour's cards, in the theme of the moment. */
public interface Pictures {

  /** The coin. */
  Node coin(double size);

  /**
   * A vessel with a piece of sky and water.
   *
   * @param known false for a shape in the haze
   */
  Node vessel(String id, boolean known, double width, double height);
}
