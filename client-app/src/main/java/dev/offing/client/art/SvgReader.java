package dev.offing.client.art;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads the small part of SVG that the drawings keep to, so that they can be changed in a vector
 * editor: {@code path, circle, ellipse, rect, g} with {@code transform}, {@code opacity} and {@code
 * clip-path}; {@code linearGradient, radialGradient, clipPath} in {@code defs}; fill, stroke and
 * dashes as attributes. What an editor adds in namespaces of its own is passed over; anything else
 * is refused by name, rather than left out of the picture.
 *
 * <p>Beyond SVG: {@code class} holds {@code raw} (the light does not touch it), {@code lit} (seen
 * only with lamps burning), {@code day} (only without) and {@code smoke} (has no reflection);
 * {@code data-depth} is how far in the haze, {@code data-lit} the colour and {@code
 * data-lit-opacity} the opacity by night.
 *
 * <p>No document type, no entities, no other files. Thread-safe.
 */
final class SvgReader {

  private static final Pattern TRANSFORM = Pattern.compile("(\\w+)\\(([^)]*)\\)[\\s,]*");
  private static final Pattern REFERENCE = Pattern.compile("url\\(#([^)]+)\\)");
  private static final Set<String> WORDS = Set.of("raw", "lit", "day", "smoke");
  private static final Set<String> UNDRAWN = Set.of("title", "desc", "metadata", "defs");
  private static final Style OUTERMOST = new Style(new Ink.Flat(Color.BLACK, false, null), null, 1);

  private final String file;
  private final Map<String, Ink> inks = new HashMap<>();
  private final Map<String, String> clips = new HashMap<>();

  private SvgReader(String file) {
    this.file = file;
  }

  /** What an element hands down to those in it. */
  private record Style(@Nullable Ink fill, @Nullable Ink stroke, double strokeWidth) {}

  /**
   * Reads a drawing.
   *
   * @param file its name, for messages
   * @throws ArtException when it is not such a file
   */
  static Drawing read(String file, byte[] bytes) {
    return new SvgReader(file).drawing(parse(file, bytes));
  }

  private static Element parse(String file, byte[] bytes) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement();
    } catch (SAXParseException e) {
      throw new ArtException(
          "%s, line %d: %s".formatted(file, e.getLineNumber(), e.getMessage()), e);
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new ArtException(file + ": " + e.getMessage(), e);
    }
  }

  private Drawing drawing(Element svg) {
    if (!svg.getLocalName().equals("svg")) {
      throw new ArtException("%s: <%s> instead of <svg>.".formatted(file, svg.getLocalName()));
    }
    List<Double> box = numbers(svg, "viewBox");
    if (box.size() != 4) {
      throw wrong(svg, "needs viewBox=\"x y width height\"");
    }
    for (Element child : children(svg)) {
      if (child.getLocalName().equals("defs")) {
        children(child).forEach(this::define);
      }
    }
    Mark.Group root =
        new Mark.Group("", Matrix.IDENTITY, 1, 0, Mark.Seen.ALWAYS, null, marks(svg, OUTERMOST));
    return new Drawing(file, title(svg), box.get(0), box.get(1), box.get(2), box.get(3), root);
  }

  private static String title(Element svg) {
    return children(svg).stream()
        .filter(it -> it.getLocalName().equals("title"))
        .map(it -> it.getTextContent().strip())
        .findFirst()
        .orElse("");
  }

  private void define(Element it) {
    String id = it.getAttribute("id");
    if (id.isEmpty()) {
      throw wrong(it, "needs an id");
    }
    boolean ofUser = it.getAttribute("gradientUnits").equals("userSpaceOnUse");
    switch (it.getLocalName()) {
      case "linearGradient" ->
          inks.put(
              id,
              new Ink.Linear(
                  number(it, "x1", 0),
                  number(it, "y1", 0),
                  number(it, "x2", 1),
                  number(it, "y2", 0),
                  ofUser,
                  stops(it)));
      case "radialGradient" ->
          inks.put(
              id,
              new Ink.Radial(
                  number(it, "cx", 0.5),
                  number(it, "cy", 0.5),
                  number(it, "r", 0.5),
                  ofUser,
                  stops(it)));
      case "clipPath" -> {
        List<Element> inside = children(it);
        if (inside.size() != 1 || !inside.getFirst().getLocalName().equals("path")) {
          throw wrong(it, "needs one path");
        }
        clips.put(id, data(inside.getFirst()));
      }
      default -> throw wrong(it, "is not known in <defs>");
    }
  }

  private List<Ink.Stop> stops(Element gradient) {
    List<Ink.Stop> stops = new ArrayList<>();
    for (Element it : children(gradient)) {
      if (!it.getLocalName().equals("stop")) {
        throw wrong(it, "is not known in a gradient");
      }
      Color colour = colour(it, "stop-color", it.getAttribute("stop-color"));
      double opacity = number(it, "stop-opacity", 1);
      stops.add(
          new Ink.Stop(
              number(it, "offset", 0), Colours.alpha(colour, opacity), words(it).contains("raw")));
    }
    if (stops.size() < 2) {
      throw wrong(gradient, "needs two stops or more");
    }
    return List.copyOf(stops);
  }

  private List<Mark> marks(Element parent, Style outer) {
    List<Mark> marks = new ArrayList<>();
    Style style = style(parent, outer);
    for (Element it : children(parent)) {
      if (!UNDRAWN.contains(it.getLocalName())) {
        marks.add(mark(it, style));
      }
    }
    return List.copyOf(marks);
  }

  private Mark mark(Element it, Style outer) {
    double opacity = number(it, "opacity", 1);
    double depth = number(it, "data-depth", 0);
    Set<String> words = words(it);
    Mark.Seen seen =
        words.contains("lit")
            ? Mark.Seen.LIT
            : words.contains("day") ? Mark.Seen.DAY : Mark.Seen.ALWAYS;
    if (it.getLocalName().equals("g")) {
      return new Mark.Group(
          it.getAttribute("id"), map(it), opacity, depth, seen, clip(it), marks(it, outer));
    }
    Form form = form(it);
    Style style = style(it, outer);
    return new Mark.Figure(
        form,
        map(it),
        style.fill(),
        style.stroke(),
        style.strokeWidth(),
        numbers(it, "stroke-dasharray"),
        opacity,
        number(it, "data-lit-opacity", opacity),
        depth,
        seen,
        words.contains("smoke"));
  }

  private Form form(Element it) {
    return switch (it.getLocalName()) {
      case "path" -> new Form.Path(data(it));
      case "circle" -> {
        double radius = needed(it, "r");
        yield new Form.Oval(number(it, "cx", 0), number(it, "cy", 0), radius, radius);
      }
      case "ellipse" ->
          new Form.Oval(
              number(it, "cx", 0), number(it, "cy", 0), needed(it, "rx"), needed(it, "ry"));
      case "rect" ->
          new Form.Box(
              number(it, "x", 0),
              number(it, "y", 0),
              needed(it, "width"),
              needed(it, "height"),
              number(it, "rx", 0));
      default -> throw wrong(it, "is not known");
    };
  }

  private Style style(Element it, Style outer) {
    if (it.hasAttribute("style")) {
      throw wrong(it, "has a style; write it as attributes");
    }
    return new Style(
        ink(it, "fill", outer.fill()),
        ink(it, "stroke", outer.stroke()),
        number(it, "stroke-width", outer.strokeWidth()));
  }

  private @Nullable Ink ink(Element it, String name, @Nullable Ink outer) {
    String text = it.getAttribute(name);
    if (text.isEmpty()) {
      return outer;
    }
    if (text.equals("none")) {
      return null;
    }
    Matcher reference = REFERENCE.matcher(text);
    if (reference.matches()) {
      Ink ink = inks.get(reference.group(1));
      if (ink == null) {
        throw wrong(
            it, "names the gradient \"%s\", which is not there".formatted(reference.group(1)));
      }
      return ink;
    }
    String lit = it.getAttribute("data-lit");
    return new Ink.Flat(
        colour(it, name, text),
        words(it).contains("raw"),
        lit.isEmpty() ? null : colour(it, "data-lit", lit));
  }

  private @Nullable String clip(Element it) {
    String text = it.getAttribute("clip-path");
    if (text.isEmpty()) {
      return null;
    }
    Matcher reference = REFERENCE.matcher(text);
    String path = reference.matches() ? clips.get(reference.group(1)) : null;
    if (path == null) {
      throw wrong(it, "names the clip \"%s\", which is not there".formatted(text));
    }
    return path;
  }

  private String data(Element path) {
    String data = path.getAttribute("d");
    String fault = PathData.fault(data);
    if (fault != null) {
      throw wrong(path, "has a bad d: " + fault);
    }
    return data;
  }

  private Matrix map(Element it) {
    String text = it.getAttribute("transform").strip();
    Matrix map = Matrix.IDENTITY;
    Matcher step = TRANSFORM.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!step.find(at) || step.start() != at) {
        throw wrong(it, "has a bad transform \"%s\"".formatted(text));
      }
      at = step.end();
      map = map.times(step(it, step.group(1), split(it, "transform", step.group(2))));
    }
    return map;
  }

  private Matrix step(Element it, String name, List<Double> by) {
    double first = by.isEmpty() ? 0 : by.getFirst();
    return switch (name + by.size()) {
      case "translate1" -> Matrix.translate(first, 0);
      case "translate2" -> Matrix.translate(first, by.get(1));
      case "scale1" -> Matrix.scale(first, first);
      case "scale2" -> Matrix.scale(first, by.get(1));
      case "rotate1" -> Matrix.rotate(first);
      case "matrix6" -> new Matrix(first, by.get(1), by.get(2), by.get(3), by.get(4), by.get(5));
      default ->
          throw wrong(it, "has an unknown transform \"%s\" of %d".formatted(name, by.size()));
    };
  }

  private Set<String> words(Element it) {
    String text = it.getAttribute("class").strip();
    if (text.isEmpty()) {
      return Set.of();
    }
    Set<String> words = Set.of(text.split("\\s+", -1));
    for (String word : words) {
      if (!WORDS.contains(word)) {
        throw wrong(it, "has the class \"%s\", which is not known".formatted(word));
      }
    }
    return words;
  }

  private Color colour(Element it, String name, String text) {
    if (!text.matches("#(?:[0-9a-fA-F]{3}){1,2}")) {
      throw wrong(it, "has a bad %s=\"%s\"; colours are #RRGGBB".formatted(name, text));
    }
    return Color.web(text);
  }

  private double needed(Element it, String name) {
    if (!it.hasAttribute(name)) {
      throw wrong(it, "needs " + name);
    }
    return number(it, name, 0);
  }

  private double number(Element it, String name, double otherwise) {
    List<Double> all = numbers(it, name);
    if (all.size() > 1) {
      throw wrong(it, "has %d numbers in %s".formatted(all.size(), name));
    }
    return all.isEmpty() ? otherwise : all.getFirst();
  }

  private List<Double> numbers(Element it, String name) {
    return split(it, name, it.getAttribute(name));
  }

  private List<Double> split(Element it, String name, String text) {
    List<Double> numbers = new ArrayList<>();
    for (String part : text.strip().split("[\\s,]+", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      try {
        numbers.add(Double.valueOf(part));
      } catch (NumberFormatException e) {
        throw new ArtException(message(it, "has a bad %s=\"%s\"".formatted(name, text)), e);
      }
    }
    return List.copyOf(numbers);
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node it = parent.getFirstChild(); it != null; it = it.getNextSibling()) {
      if (it instanceof Element element
          && "http://www.w3.org/2000/svg".equals(element.getNamespaceURI())) {
        children.add(element);
      }
    }
    return children;
  }

  private ArtException wrong(Element it, String what) {
    return new ArtException(message(it, what));
  }

  private String message(Element it, String what) {
    String id = it.getAttribute("id");
    return "%s: <%s%s> %s."
        .formatted(file, it.getLocalName(), id.isEmpty() ? "" : " id=\"" + id + "\"", what);
  }

  /** The parser's own would write to the console. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
