package dev.offing.sync.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Says what was wrong with a frame: where, and what should stand there. The parser's own texts
 * speak of classes and settings to whoever wrote this program, so none of them is passed on.
 */
final class Faults {
  private static final int SENTENCE_CHARS = 300;

  private Faults() {}

  static ProtocolException of(RuntimeException e) {
    String where = e instanceof DatabindException d ? path(d) : "";
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof ProtocolException p) {
        return told(p.code(), where, String.valueOf(p.getMessage()));
      }
      if (t instanceof StreamConstraintsException c) {
        return told(ProtocolException.TOO_LARGE, where, bound(c));
      }
    }
    if (e instanceof InvalidTypeIdException t) {
      String type = t.getTypeId();
      return type == null
          ? malformed("", "a message is a JSON object with a \"type\"")
          : told(ProtocolException.UNKNOWN_TYPE, "", "there is no message \"" + type + "\"");
    }
    return malformed(where, sentence(e));
  }

  private static String sentence(RuntimeException e) {
    String text = e instanceof JacksonException j ? j.getOriginalMessage() : e.getMessage();
    return switch (e) {
      case UnrecognizedPropertyException u -> "there is no such key here" + meant(u);
      case InvalidNullException _ -> "must not be null";
      case MismatchedInputException m when m.getPath().isEmpty() -> whole(text);
      case MismatchedInputException _ when begins(text, "Missing required") -> "is missing";
      case MismatchedInputException m -> "must be " + kind(m.getTargetType());
      case InputCoercionException c -> "a number is out of range" + at(c.getLocation());
      case StreamReadException s when begins(text, "Duplicate") ->
          "a key stands twice" + at(s.getLocation());
      case StreamReadException s -> "this is not JSON" + at(s.getLocation());
      default -> reason(e);
    };
  }

  /** The nearest of the keys that there are, as JSON spells them. */
  private static String meant(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    List<String> names =
        known == null ? List.of() : known.stream().map(Object::toString).sorted().toList();
    return Nearest.to(e.getPropertyName(), names)
        .map("; the nearest is '%s'"::formatted)
        .orElse("");
  }

  /** What the record said that would not be made; its own words are fit for a person. */
  private static String reason(RuntimeException e) {
    Throwable root = e.getCause() == null ? e : e.getCause();
    String text = root.getMessage();
    return root instanceof IllegalArgumentException && text != null ? text : "not understood";
  }

  /** A message as a whole is wrong. */
  private static String whole(@Nullable String text) {
    if (begins(text, "Trailing token")) {
      return "something follows after the end of the message";
    }
    return begins(text, "No content") ? "there is nothing in it" : "a message is a JSON object";
  }

  private static String kind(@Nullable Class<?> type) {
    if (type == null || Map.class.isAssignableFrom(type) || type.isRecord()) {
      return "an object";
    }
    if (type == long.class || type == Long.class || type == int.class || type == Integer.class) {
      return "a whole number";
    }
    if (type == String.class) {
      return "a text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return "one of the names that docs/protocol lists";
    }
    return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static String bound(StreamConstraintsException e) {
    String text = String.valueOf(e.getOriginalMessage());
    if (text.contains("depth")) {
      return "nested deeper than " + Bounds.DEPTH;
    }
    if (text.startsWith("Number")) {
      return "a number has more than " + Bounds.NUMBER_CHARS + " digits";
    }
    return text.startsWith("Name")
        ? "a key has more than " + Bounds.KEY_CHARS + " characters"
        : "a text is too long";
  }

  private static String path(DatabindException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference r : e.getPath()) {
      String name = r.getPropertyName();
      if (name == null) {
        path.append('[').append(r.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }

  private static String at(@Nullable TokenStreamLocation where) {
    return where == null || where.getColumnNr() < 1
        ? ""
        : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
  }

  private static boolean begins(@Nullable String text, String with) {
    return text != null && text.startsWith(with);
  }

  private static ProtocolException malformed(String where, String sentence) {
    return told(ProtocolException.MALFORMED, where, sentence);
  }

  private static ProtocolException told(String code, String where, String sentence) {
    String text = where + sentence;
    return new ProtocolException(
        code, text.length() > SENTENCE_CHARS ? text.substring(0, SENTENCE_CHARS) : text);
  }
}
