package dev.offing.client.art;

/** The outline of a figure. */
sealed interface Form {

  /** Path data as in SVG, checked. */
  record Path(String data) implements Form {}

  /** An ellipse; a circle is one. */
  record Oval(double x, double y, double radiusX, double radiusY) implements Form {}

  /** A rectangle, {@code radius} at its corners. */
  record Box(double x, double y, double width, double height, double radius) implements Form {}
}
