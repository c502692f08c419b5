package dev.offing.client.scene;

/** Something of the scene that is fitted to the window, lit by the hour and moved by the pulse. */
interface Part {

  /** Puts everything in its place; it is all to be painted after. */
  void fit(Frame frame);

  /** Takes another light; what it changes goes to the bakery. */
  void light(Sky sky);

  /** Moves what moves, to a moment in seconds. */
  void move(double seconds);
}
