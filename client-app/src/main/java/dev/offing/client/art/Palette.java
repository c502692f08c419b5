package dev.offing.client.art;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/**
 * The colours of one moment (docs/design/look.md "Sky, sea, light").
 *
 * @param offsets of the four stops of the sky, from the top
 * @param sky the colours at these
 * @param light on everything, with the haze
 * @param seaFar the colour of the sea at the horizon; so on
 * @param glint of wave crests
 * @param cloudTop where the sun meets them; so on
 * @param orb the sun or the moon
 * @param dark 0 by day to 1 by night; lamps burn from the middle on
 */
public record Palette(
    List<Double> offsets,
    List<Color> sky,
    Light light,
    Color seaFar,
    Color seaMiddle,
    Color seaNear,
    Color glint,
    Color cloudTop,
    Color cloudFoot,
    Color orb,
    Color glow,
    double dark) {

  public static final Palette NIGHT =
      of("0 #081226 .5 #10233F .84 #1E3D5A 1 #35607A")
          .light(0.34, 0.45, 0.62, "#2A4E68")
          .sea("#2E5770 #153650 #08172A #CFE4EE")
          .above("#2A4965 #16304A #F4EBD2 #9DB9CC", 1);
  public static final Palette DAWN =
      of("0 #40598A .38 #8A86AE .7 #E4A79C 1 #FCDCAA")
          .light(0.86, 0.77, 0.80, "#EDC3AA")
          .sea("#F0C6A8 #8C90AA #2C4768 #FFEFD0")
          .above("#FFDFC2 #B997B0 #FFF3D6 #FFD9A0", 0.35);
  public static final Palette MORNING =
      of("0 #6BAECB .5 #B0D7DA .8 #EFE4C8 1 #FBDDB6")
          .light(1, 0.97, 0.92, "#E3E3D0")
          .sea("#D8E0CE #62A9B2 #22677B #FFF6DC")
          .above("#FFFBEF #D5DFD9 #FFFBE8 #FFEFC4", 0);
  public static final Palette DAY =
      of("0 #3F93BC .4 #7FC0D4 .75 #C2E1DF 1 #F3EACF")
          .light(1, 1, 0.98, "#CBE2DE")
          .sea("#B2D8D6 #4A9DAD #175C72 #FFFBEA")
          .above("#FFFEF8 #C8DFE4 #FFFDF0 #FFF4CE", 0);
  public static final Palette GOLDEN =
      of("0 #3E7791 .42 #93B3A6 .74 #F0CB8D 1 #FBB465")
          .light(1, 0.87, 0.70, "#F1C58C")
          .sea("#F4C98B #7E9C96 #1F4C5E #FFE7B0")
          .above("#FFE9C2 #D99F7E #FFF1C9 #FFD07E", 0.1);
  public static final Palette DUSK =
      of("0 #15244A .45 #3F4C80 .76 #9C6F8E 1 #EDA57F")
          .light(0.55, 0.52, 0.68, "#B98595")
          .sea("#D79A86 #565C86 #14223F #FFD5B0")
          .above("#C98A94 #4E4C7A #FFE0BC #F2A580", 0.7);

  /** The blue hour of the thumbnails on ink, so that a vessel stays readable. */
  static final Palette LAMPLIGHT =
      of("0 #1D3F5E .7 #3C6F8A .85 #568999 1 #6FA0AC")
          .light(0.80, 0.82, 0.88, "#2A4E68")
          .sea("#4F8598 #25566F #12304A #CFE4EE")
          .above("#2A4965 #16304A #F4EBD2 #9DB9CC", 1);

  /** So far from this moment to another, 0 to 1. */
  public Palette towards(Palette other, double part) {
    List<Double> between = new ArrayList<>();
    List<Color> colours = new ArrayList<>();
    for (int i = 0; i < offsets.size(); i++) {
      between.add(mix(offsets.get(i), other.offsets.get(i), part));
      colours.add(Colours.mix(sky.get(i), other.sky.get(i), part));
    }
    double lit = mix(light.lit(), other.light.lit(), part);
    return new Palette(
        List.copyOf(between),
        List.copyOf(colours),
        new Light(
            mix(light.red(), other.light.red(), part),
            mix(light.green(), other.light.green(), part),
            mix(light.blue(), other.light.blue(), part),
            Colours.mix(light.haze(), other.light.haze(), part),
            0,
            lit),
        Colours.mix(seaFar, other.seaFar, part),
        Colours.mix(seaMiddle, other.seaMiddle, part),
        Colours.mix(seaNear, other.seaNear, part),
        Colours.mix(glint, other.glint, part),
        Colours.mix(cloudTop, other.cloudTop, part),
        Colours.mix(cloudFoot, other.cloudFoot, part),
        Colours.mix(orb, other.orb, part),
        Colours.mix(glow, other.glow, part),
        mix(dark, other.dark, part));
  }

  /** The sky from one height to another, in pixels of whoever fills with it. */
  public LinearGradient sky(double top, double foot) {
    List<Stop> stops = new ArrayList<>();
    for (int i = 0; i < sky.size(); i++) {
      stops.add(new Stop(offsets.get(i), sky.get(i)));
    }
    return new LinearGradient(0, top, 0, foot, false, CycleMethod.NO_CYCLE, stops);
  }

  /** Whether an eye tells them apart: by more than this, of 1, in any part of a colour. */
  public boolean differs(Palette other, double most) {
    if (Math.abs(light.red() - other.light.red()) > most
        || Math.abs(light.green() - other.light.green()) > most
        || Math.abs(light.blue() - other.light.blue()) > most
        || Math.abs(light.lit() - other.light.lit()) > most) {
      return true;
    }
    for (int i = 0; i < sky.size(); i++) {
      if (differ(sky.get(i), other.sky.get(i), most)) {
        return true;
      }
    }
    return differ(seaFar, other.seaFar, most)
        || differ(seaMiddle, other.seaMiddle, most)
        || differ(seaNear, other.seaNear, most);
  }

  private static boolean differ(Color one, Color other, double most) {
    return Math.abs(one.getRed() - other.getRed()) > most
        || Math.abs(one.getGreen() - other.getGreen()) > most
        || Math.abs(one.getBlue() - other.getBlue()) > most;
  }

  private static double mix(double from, double to, double part) {
    return from + (to - from) * part;
  }

  private static Draft of(String sky) {
    List<Double> offsets = new ArrayList<>();
    List<Color> colours = new ArrayList<>();
    String[] words = sky.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      offsets.add(Double.valueOf(words[i]));
      colours.add(Color.web(words[i + 1]));
    }
    return new Draft(List.copyOf(offsets), List.copyOf(colours), Light.PLAIN, List.of());
  }

  /** A palette half written down. */
  private record Draft(List<Double> offsets, List<Color> sky, Light light, List<Color> sea) {

    Draft light(double red, double green, double blue, String haze) {
      return new Draft(offsets, sky, new Light(red, green, blue, Color.web(haze), 0, 0), sea);
    }

    Draft sea(String colours) {
      return new Draft(offsets, sky, light, colours(colours));
    }

    Palette above(String colours, double dark) {
      List<Color> above = colours(colours);
      return new Palette(
          offsets,
          sky,
          light.lamps(dark > 0.5 ? 1 : 0),
          sea.get(0),
          sea.get(1),
          sea.get(2),
          sea.get(3),
          above.get(0),
          above.get(1),
          above.get(2),
          above.get(3),
          dark);
    }

    private static List<Color> colours(String words) {
      List<Color> colours = new ArrayList<>();
      for (String word : words.split(" ", -1)) {
        colours.add(Color.web(word));
      }
      return List.copyOf(colours);
    }
  }
}
