package dev.offing.client.art;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a drawing. */
sealed interface Mark {

  /** When a mark is seen. */
  enum Seen {
    ALWAYS,
    /** Only as far as lamps burn. */
    LIT,
    /** Only as far as they do not. */
    DAY
  }

  /**
   * Marks under one map.
   *
   * @param id empty where the file gives none
   * @param clip path data in the group's own places, outside of which nothing is painted
   * @param depth 0 to 1: how far in the haze
   */
  record Group(
      String id,
      Matrix map,
      double opacity,
      double depth,
      Seen seen,
      @Nullable String clip,
      List<Mark> children)
      implements Mark {}

  /**
   * One outline.
   *
   * @param smoke has no reflection
   * @param litOpacity the opacity by night
   */
  record Figure(
      Form form,
      Matrix map,
      @Nullable Ink fill,
      @Nullable Ink stroke,
      double strokeWidth,
      List<Double> dashes,
      double opacity,
      double litOpacity,
      double depth,
      Seen seen,
      boolean smoke)
      implements Mark {}
}
