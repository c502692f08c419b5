package dev.offing.sync.protocol;

import dev.offing.sync.economy.Money;
import dev.offing.sync.economy.Ratio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** One value in a catalog file, with its place in it: typed reads that fail with file and key. */
record CatalogNode(String file, String key, JsonNode json) {

  private static final int MAX_SHOWN = 60;

  /** Money in a catalog: prices and rates made of it stay far below 1,024 digits. */
  private static final int MAX_MONEY_DIGITS = 300;

  private static final int MAX_RATIO_LENGTH = 41;

  /** This value as an object that has no other keys than these. */
  CatalogNode object(String... keys) throws CatalogException {
    requireObject();
    List<String> known = Arrays.asList(keys);
    for (String name : json.propertyNames()) {
      if (!known.contains(name)) {
        throw new CatalogException(file, path(name), "no such key" + meant(name, known) + ".");
      }
    }
    return this;
  }

  /** This value as an object, whatever its keys. */
  CatalogNode requireObject() throws CatalogException {
    if (!json.isObject()) {
      throw wrongType("an object");
    }
    return this;
  }

  /** A key that must be there. */
  CatalogNode get(String name) throws CatalogException {
    Optional<CatalogNode> found = find(name);
    if (found.isEmpty()) {
      throw new CatalogException(file, path(name), "this key is missing.");
    }
    return found.get();
  }

  Optional<CatalogNode> find(String name) {
    return json.optional(name).map(it -> new CatalogNode(file, path(name), it));
  }

  /** The elements of an array. */
  List<CatalogNode> list(int min, int max) throws CatalogException {
    String expected = "an array of " + min + " to " + max + " elements";
    if (!json.isArray()) {
      throw wrongType(expected);
    }
    if (json.size() < min || json.size() > max) {
      throw fail(json.size() + " elements are out of range", expected);
    }
    List<CatalogNode> elements = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      elements.add(new CatalogNode(file, key + "[" + i + "]", json.get(i)));
    }
    return elements;
  }

  String text(int maxLength) throws CatalogException {
    String expected = "text of 1 to " + maxLength + " characters";
    if (!json.isString()) {
      throw wrongType(expected);
    }
    String text = json.stringValue();
    if (text.isBlank() || text.length() > maxLength) {
      throw fail(shown() + " has " + text.length() + " characters", expected);
    }
    return text;
  }

  String id() throws CatalogException {
    String expected = "an id: a small letter, then small letters, digits and '-', at most 32";
    if (!json.isString()) {
      throw wrongType(expected);
    }
    String id = json.stringValue();
    if (!id.matches("[a-z][a-z0-9-]{0,31}")) {
      throw fail(shown() + " is not an id", expected);
    }
    return id;
  }

  long integer(long min, long max) throws CatalogException {
    String expected = "a whole number from " + min + " to " + max;
    if (!json.isIntegralNumber()) {
      throw wrongType(expected);
    }
    if (!json.canConvertToLong() || json.longValue() < min || json.longValue() > max) {
      throw fail(shown() + " is out of range", expected);
    }
    return json.longValue();
  }

  /** Grains, as a string of digits. */
  Money money(long min) throws CatalogException {
    String expected =
        "grains as a string of digits, at least " + min + ", such as \"4000\" for 4 coins";
    if (!json.isString()) {
      throw wrongType(expected);
    }
    Money money = parsed(Money::parse, expected);
    if (money.compareTo(Money.of(min)) < 0 || money.toString().length() > MAX_MONEY_DIGITS) {
      throw fail(shown() + " is out of range", expected + ", and at most 300 digits");
    }
    return money;
  }

  Ratio ratio(Ratio min, Ratio max) throws CatalogException {
    String expected = "a ratio from " + min + " to " + max + " as a string, such as \"" + max + '"';
    if (!json.isString()) {
      throw wrongType(expected);
    }
    if (json.stringValue().length() > MAX_RATIO_LENGTH) {
      throw fail("a ratio has at most 20 digits on either side", expected);
    }
    Ratio ratio = parsed(Ratio::parse, expected);
    if (ratio.compareTo(min) < 0 || ratio.compareTo(max) > 0) {
      throw fail(shown() + " is out of range", expected);
    }
    return ratio;
  }

  /** An id that must be one of these. */
  String idOf(String what, List<String> known) throws CatalogException {
    String id = id();
    if (!known.contains(id)) {
      String reason = "there is no " + what + " " + shown() + meant(id, known) + ".";
      throw new CatalogException(file, key, reason);
    }
    return id;
  }

  CatalogException fail(String reason, String expected) {
    return new CatalogException(file, key, reason + "; expected " + expected + ".");
  }

  String path(String name) {
    return key.isEmpty() ? name : key + "." + name;
  }

  /** The value itself, for a message. */
  String shown() {
    String text = json.toString();
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }

  private CatalogException wrongType(String expected) {
    String found =
        switch (json.getNodeType()) {
          case OBJECT -> "an object";
          case ARRAY -> "an array";
          case NULL -> "null";
          case MISSING -> "nothing";
          default -> shown();
        };
    return fail("found " + found, expected);
  }

  private <T> T parsed(Function<String, T> parser, String expected) throws CatalogException {
    try {
      return parser.apply(json.stringValue());
    } catch (IllegalArgumentException e) {
      throw fail(shown() + " cannot be read", expected);
    }
  }

  private static String meant(String name, List<String> known) {
    return Nearest.to(name, known)
        .map(it -> "; the nearest is \"%s\" of %s".formatted(it, String.join(", ", known)))
        .orElse("");
  }
}
