package dev.offing.client.scene;

import dev.offing.client.art.Palette;
import java.time.LocalDateTime;
import java.util.List;

/**
 * Colours and light of a moment (docs/design/look.md "Sky, sea, light"): six times of the day, of
 * which neighbours mix for 40 minutes, moved by the season as on the northern coasts the pictures
 * are of.
 */
record Sky(Palette palette, Orb orb) {

  /** How long two times mix, in hours. */
  private static final double BLEND_H = 40.0 / 60;

  private static final double DAY_H = 24;

  /** One of the six, from an hour on. */
  private record Span(double from, Palette palette) {}

  static Sky at(LocalDateTime time) {
    double hour = time.toLocalTime().toSecondOfDay() / 3600.0;
    Season season = Season.of(time.getDayOfYear());
    return new Sky(palette(hour, season), orb(hour, season));
  }

  /**
   * How the season moves the hours.
   *
   * @param dawn hours that the day begins later
   * @param dusk hours that it ends later
   */
  record Season(double dawn, double dusk) {

    /**
     * 1 at midsummer to -1 at midwinter decides; the tables' own hours are those of the equinox.
     */
    static Season of(int dayOfYear) {
      double summer = Math.cos(2 * Math.PI * (dayOfYear - 172) / 365.0);
      return summer >= 0
          ? new Season(-summer, 1.25 * summer)
          : new Season(-1.75 * summer, 2.75 * summer);
    }

    double dawnBegins() {
      return 5.5 + dawn;
    }

    double nightBegins() {
      return 20 + dusk;
    }

    private List<Span> spans() {
      return List.of(
          new Span(dawnBegins(), Palette.DAWN),
          new Span(9 + dawn / 2, Palette.MORNING),
          new Span(12, Palette.DAY),
          new Span(16 + dusk / 2, Palette.GOLDEN),
          new Span(18.5 + dusk, Palette.DUSK),
          new Span(nightBegins(), Palette.NIGHT));
    }
  }

  private static Palette palette(double hour, Season season) {
    Palette palette = Palette.NIGHT;
    for (Span span : season.spans()) {
      double part = (hour - span.from()) / BLEND_H + 0.5;
      if (part >= 1) {
        palette = span.palette();
      } else if (part > 0) {
        return palette.towards(span.palette(), part);
      }
    }
    return palette;
  }

  /** The sun from shortly before dawn to the middle of dusk, else the moon. */
  private static Orb orb(double hour, Season season) {
    double rise = season.dawnBegins() - 0.25;
    double set = season.nightBegins() - 0.5;
    if (hour >= rise && hour <= set) {
      double part = (hour - rise) / (set - rise);
      double height = Math.pow(Math.sin(Math.PI * part), 0.7);
      return new Orb(420 + 140 * part, 338 - 146 * height, 27 - 4 * height, /* moon= */ false);
    }
    double night = DAY_H - set + rise;
    double part = ((hour - set + DAY_H) % DAY_H) / night;
    double height = Math.pow(Math.sin(Math.PI * part), 0.5);
    return new Orb(430 + 150 * part, 336 - 166 * height, 19, /* moon= */ true);
  }
}
