package dev.offing.client.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Contrast of text and ground by WCAG 2.2 (1.4.3), computed from the stylesheet itself. */
final class ThemeContrastTest {

  private static final double BOUND = 4.5;
  private static final List<String> GROUNDS =
      List.of(
          "bg", "surface", "raised", "sunk", "accent-soft", "pos-soft", "warn-soft", "dan-soft");
  private static final List<String> INKS =
      List.of("text", "muted", "accent", "pos", "warn", "dan", "brass");

  static Stream<Arguments> pairs() throws IOException {
    String css = css();
    Map<String, String> both = tokens(css, ".light, .dark {");
    return Stream.of(Theme.values())
        .flatMap(theme -> {
          Map<String, String> colours = new HashMap<>(both);
          colours.putAll(tokens(css, "." + theme.styleClass() + " {"));
          Stream<String[]> plain =
              GROUNDS.stream().flatMap(g -> INKS.stream().map(i -> new String[] {i, g}));
          Stream<String[]> own =
              Stream.of(
                  new String[] {"on-accent", "accent"},
                  new String[] {"surface", "text"},
                  new String[] {"rail-text", "rail-top"},
                  new String[] {"rail-text", "rail-bottom"},
                  new String[] {"rail-on-text", "rail-on"},
                  new String[] {"badge-text", "badge"});
          return Stream.concat(plain, own)
              .map(it -> Arguments.of(theme, it[0], it[1], colours.get(it[0]), colours.get(it[1])));
        });
  }

  @ParameterizedTest(name = "{0}: {1} on {2}")
  @MethodSource("pairs")
  void textCanBeRead(
      Theme theme, String ink, String ground, String inkColour, String groundColour) {
    assertThat(contrast(inkColour, groundColour)).isGreaterThanOrEqualTo(BOUND);
  }

  @ParameterizedTest
  @EnumSource
  void theEmptyPageHasTheColourOfTheFullOne(Theme theme) throws IOException {
    String ground = tokens(css(), "." + theme.styleClass() + " {").get("bg");
    assertThat(theme.paper()).isEqualTo(Color.web(ground));
  }

  private static String css() throws IOException {
    try (InputStream in = Look.class.getResourceAsStream("look.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> tokens(String css, String selector) {
    int from = css.indexOf(selector);
    String block = css.substring(from, css.indexOf('}', from));
    Matcher token = Pattern.compile("-o-([a-z0-9-]+): (#[0-9A-F]{6});").matcher(block);
    Map<String, String> found = new HashMap<>();
    while (token.find()) {
      found.put(token.group(1), token.group(2));
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String hex) {
    double red = channel(hex, 1);
    double green = channel(hex, 3);
    double blue = channel(hex, 5);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  private static double channel(String hex, int at) {
    double c = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
