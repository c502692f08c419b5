package dev.offing.client.art;

import javafx.scene.Node;

/** Small pictures of vessels in the theme of the moment. */
@FunctionalInterface
public interface VesselPictures {
  /**
   * A picture of a vessel.
   *
   * @param vessel its id
   * @param width in pixels, as is {@code height}
   */
  Node of(String vessel, double width, double height);
}
